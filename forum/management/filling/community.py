"""Fills boards with synthetic questions in bulk, a batch per transaction, in constant memory."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from community.lib import markup
from community.members.models import Member
from community.tags.models import Tag
from forum.management import crediting, planning, recounting
from forum.management.filling import words
from forum.models import Answer, Ballot, Board, Comment, Question, QuestionTag
from forum.models.questions import slug_of

ORIGIN = "fill"
BATCH = 500
YEARS = timedelta(days=3 * 365)
# Shares as in the dumps of real communities.
UNANSWERED, ACCEPTED, DOWNVOTES = 0.12, 0.55, 0.06


@dataclass
class _Town:
    """Whom and what the batches draw from; ids only, so that a million questions fit as well."""

    rng: Random
    now: datetime
    boards: list[int]
    tags: list[int]
    members: list[int]
    books: list[words.Phrasebook]

    def pick(self, ids: list[int]) -> int:
        """A few are drawn very often, most hardly ever: a tenth of them gets about half."""
        return ids[int(len(ids) * self.rng.random() ** 3)]

    def moment(self, after: datetime) -> datetime:
        """Some time after: often within hours, sometimes weeks."""
        return min(after + timedelta(hours=self.rng.expovariate(1 / 20)), self.now)


@dataclass
class _Thread:
    """Unsaved rows of one question; numbers are on the rows already."""

    question: Question
    answers: list[Answer]
    comments: list[Comment]
    ballots: list[Ballot]
    taggings: list[QuestionTag]


def fill(
    questions: int, seed: int, now: datetime, tick: Callable[[int], object] = lambda number: None
) -> int:
    """Add so many questions with their answers, comments and votes, and the standing that follows; members added.

    The same seed on an empty database gives the same community, shifted to `now`.
    """
    town = _found(questions, seed, now)
    for start in range(0, questions, BATCH):
        number = min(BATCH, questions - start)
        with transaction.atomic():
            _fill_batch(town, number)
        tick(number)
    planning.refresh_statistics()
    recounting.recount_tags()
    for board in Board.objects.filter(pk__in=town.boards):
        crediting.credit_board(board)
    return len(town.members)


def _found(questions: int, seed: int, now: datetime) -> _Town:
    rng = Random(seed)
    boards = [
        Board.objects.get_or_create(slug=f"fill-{name.lower()}", defaults={"name": name})[0].pk
        for name in words.BOARDS
    ]
    tags = [Tag.objects.get_or_create(slug=slug)[0].pk for slug in words.TAGS]
    books = [words.Phrasebook(words.DUTCH, rng), words.Phrasebook(words.ENGLISH, rng)]
    return _Town(rng, now, boards, tags, _members(max(20, questions // 4), rng, now), books)


def _members(number: int, rng: Random, now: datetime) -> list[int]:
    """Members nobody can sign in as."""
    password, ids = make_password(None), []
    for start in range(0, number, BATCH):
        made = Member.objects.bulk_create(
            Member(
                name=f"{rng.choice(words.FIRST_NAMES)} {rng.choice(words.LAST_NAMES)}",
                email=None,
                password=password,
                is_imported=True,
                joined_at=now - YEARS - timedelta(days=rng.randint(0, 300)),
            )
            for _ in range(min(BATCH, number - start))
        )
        ids += [member.pk for member in made]
    return ids


def _fill_batch(town: _Town, number: int) -> None:
    threads = [_thread(town) for _ in range(number)]
    # What points to another row takes its id when its own turn comes.
    Question.objects.bulk_create(thread.question for thread in threads)
    Answer.objects.bulk_create(answer for thread in threads for answer in thread.answers)
    QuestionTag.objects.bulk_create(tagging for thread in threads for tagging in thread.taggings)
    Ballot.objects.bulk_create(ballot for thread in threads for ballot in thread.ballots)
    Comment.objects.bulk_create(comment for thread in threads for comment in thread.comments)


def _thread(town: _Town) -> _Thread:
    rng = town.rng
    book = rng.choice(town.books)
    # The community grows: the newest year holds most.
    question = _question(town, book, town.now - YEARS * rng.random() ** 2)
    tag_ids = {town.pick(town.tags) for _ in range(rng.randint(1, 4))}
    thread = _Thread(
        question, [], [], [], [QuestionTag(question=question, tag_id=tag_id) for tag_id in tag_ids]
    )
    if rng.random() > UNANSWERED:
        for _ in range(min(1 + int(rng.expovariate(0.7)), 30)):
            thread.answers.append(_answer(town, book, question))
    if thread.answers and rng.random() < ACCEPTED:
        _accept(town, question, rng.choice(thread.answers))
    for post in (question, *thread.answers):
        thread.ballots += _ballots(town, post)
        thread.comments += _comments(town, book, post)
    question.answer_count = len(thread.answers)
    posts = (question, *thread.answers, *thread.comments)
    question.active_at = max(post.created_at for post in posts)
    return thread


def _question(town: _Town, book: words.Phrasebook, created_at: datetime) -> Question:
    title = book.tongue.title(town.rng)
    return Question(
        board_id=town.pick(town.boards),
        title=title,
        slug=slug_of(title),
        language=book.tongue.language,
        view_count=min(int(town.rng.paretovariate(0.9) * 10), 1_000_000),
        origin=ORIGIN,
        index_due_at=town.now,
        **_written(town, book.body(), created_at),
    )


def _answer(town: _Town, book: words.Phrasebook, question: Question) -> Answer:
    return Answer(question=question, **_written(town, book.body(), town.moment(question.created_at)))


def _written(town: _Town, text: words.Text, created_at: datetime) -> dict:
    return {
        "author_id": town.pick(town.members),
        "body": text.source,
        "body_html": text.html,
        "renderer": markup.RENDERER_VERSION,
        "created_at": created_at,
    }


def _accept(town: _Town, question: Question, answer: Answer) -> None:
    answer.accepted_at, answer.accepted_by_id = town.moment(answer.created_at), question.author_id
    answer.acceptances = 1
    question.accepted_count = 1


def _ballots(town: _Town, post: Question | Answer) -> list[Ballot]:
    """Votes of other members, each once; most posts get a few, some very many."""
    rng = town.rng
    number = min(int(rng.paretovariate(1.2)) - (rng.random() < 0.6), 60)
    voters = {town.pick(town.members) for _ in range(number)} - {post.author_id}
    of_answer = isinstance(post, Answer)
    ballots = [
        Ballot(
            question=post.question if of_answer else post,
            answer=post if of_answer else None,
            member_id=voter,
            value=-1 if rng.random() < DOWNVOTES else 1,
            cast_at=town.moment(post.created_at),
        )
        for voter in sorted(voters)
    ]
    post.score = sum(ballot.value for ballot in ballots)
    return ballots


def _comments(town: _Town, book: words.Phrasebook, post: Question | Answer) -> list[Comment]:
    of_answer = isinstance(post, Answer)
    post.comment_count = min(int(town.rng.expovariate(1.0)), 8)
    return [
        Comment(
            question=post.question if of_answer else post,
            answer=post if of_answer else None,
            **_written(town, town.rng.choice(book.remarks), town.moment(post.created_at)),
        )
        for _ in range(post.comment_count)
    ]
