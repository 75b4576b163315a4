"""Loads questions with their answers, comments, tags, first revisions and followers, in bulk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cms.demo import content, timing
from community.lib import markup
from community.members.models import Member
from community.tags.models import Tag
from forum import rules
from forum.escalation.models import Policy
from forum.models import (
    Answer,
    Board,
    Comment,
    Expertise,
    Follow,
    LinkKind,
    Question,
    QuestionLink,
    QuestionTag,
    Revision,
    Status,
)
from forum.models.questions import slug_of

_STATUS = {"needs-info": Status.NEEDS_INFO, "duplicate": Status.DUPLICATE, "closed": Status.CLOSED}
# Who asked back, and who saw that it was asked before.
_ASKED_BACK_BY = {"en": "jamal", "nl": "nienke"}
_SEEN_BY = {"en": "hilde", "nl": "ravi"}
# An advertisement: closed in the content, and taken out of sight by whoever closed it.
HIDDEN = {"korting-op-elk-toestel"}


@dataclass
class Thread:
    """One question of the content and the rows made of it."""

    row: dict
    question: Question
    tags: list[Tag]
    answers: list[Answer] = field(default_factory=list)


@dataclass(frozen=True)
class House:
    """Everything the threads refer to."""

    members: Mapping[str, Member]
    boards: Mapping[str, Board]
    policies: Mapping[int, Policy]
    tags: Mapping[str, Tag]
    now: datetime

    def after(self, thread: Thread, written: str) -> datetime:
        """A moment counted from the asking; nothing in the community lies ahead of now."""
        return min(thread.question.created_at + content.span(written), self.now - timedelta(minutes=1))


def load_threads(house: House) -> dict[str, Thread]:
    """All threads by the key of their question."""
    threads = [_thread(row, house) for row in content.questions()]
    # Ids in the order of asking, as in a community that grew.
    threads.sort(key=lambda thread: thread.question.created_at)
    Question.objects.bulk_create([thread.question for thread in threads])
    by_key = {thread.row["key"]: thread for thread in threads}
    _tag(threads)
    _point_duplicates(by_key)
    _answer(threads, house)
    _comment(threads, house)
    _revise(threads)
    _follow(threads)
    return by_key


def _thread(row: dict, house: House) -> Thread:
    board = house.boards[row["board"]]
    created_at = timing.asked_at(row, house.policies[board.pk], house.now)
    body = row["body"].strip()
    question = Question(
        author=house.members[row["asker"]], board=board, title=row["title"], slug=slug_of(row["title"]), body=body,
        body_html=markup.render(body), renderer=markup.RENDERER_VERSION, language=row["language"],
        created_at=created_at, active_at=created_at, view_count=row["views"], index_due_at=house.now,
        form_key=form_key(row["key"]),
    )  # fmt: skip
    thread = Thread(row, question, list(dict.fromkeys(house.tags[word] for word in row["tags"])))
    _decide(thread, house)
    return thread


def form_key(key: str) -> str:
    """How a question of the content is found again."""
    return f"demo:{key}"[:40]


def _decide(thread: Thread, house: House) -> None:
    """What a person decided about the question."""
    row, question = thread.row, thread.question
    status = _STATUS.get(row["state"])
    if status is None:
        return
    people = {
        Status.CLOSED: row.get("closed_by"),
        Status.NEEDS_INFO: _ASKED_BACK_BY[row["language"]],
        Status.DUPLICATE: _SEEN_BY[row["language"]],
    }
    question.status = status
    question.status_reason = row.get("closed_reason", "")[:300]
    question.status_by = house.members[people[status]]
    question.status_at = house.after(thread, "40m")
    if row["key"] in HIDDEN:
        question.hidden_at, question.hidden_by = question.status_at, question.status_by


def _tag(threads: list[Thread]) -> None:
    QuestionTag.objects.bulk_create(
        QuestionTag(question=thread.question, tag=tag) for thread in threads for tag in thread.tags
    )


def _point_duplicates(threads: Mapping[str, Thread]) -> None:
    pointing = [thread for thread in threads.values() if thread.row.get("duplicate_of")]
    for thread in pointing:
        thread.question.duplicate_of = threads[thread.row["duplicate_of"]].question
    Question.objects.bulk_update([thread.question for thread in pointing], ["duplicate_of"])
    QuestionLink.objects.bulk_create(
        QuestionLink(
            source=thread.question, target=thread.question.duplicate_of, kind=LinkKind.DUPLICATE,
            created_at=thread.question.status_at,
        )
        for thread in pointing
    )  # fmt: skip


def _answer(threads: list[Thread], house: House) -> None:
    known: dict[int, list[Expertise]] = {}
    for expertise in Expertise.objects.confirmed():
        known.setdefault(expertise.member_id, []).append(expertise)
    for thread in threads:
        thread.answers = [_one_answer(row, thread, house, known) for row in thread.row.get("answer", [])]
    Answer.objects.bulk_create(
        sorted(
            (answer for thread in threads for answer in thread.answers), key=lambda answer: answer.created_at
        )
    )


def _one_answer(row: dict, thread: Thread, house: House, known: Mapping[int, list[Expertise]]) -> Answer:
    by, question, body = house.members[row["by"]], thread.question, row["body"].strip()
    answer = Answer(
        author=by, question=question, body=body, body_html=markup.render(body), renderer=markup.RENDERER_VERSION,
        created_at=house.after(thread, row["after"]),
    )  # fmt: skip
    if rules.may_answer_officially(by, question, [tag.pk for tag in thread.tags], known.get(by.pk, [])):
        answer.official_for, answer.official_by, answer.official_at = by.department, by, answer.created_at
    answer.personal = by.is_employee and answer.official_at is None
    if row["accepted"]:
        answer.accepted_at = max(house.after(thread, row["accepted_after"]), answer.created_at)
        answer.accepted_by, answer.acceptances = question.author, 1
    return answer


def _comment(threads: list[Thread], house: House) -> None:
    comments = []
    for thread in threads:
        comments += [_one_comment(row, thread, None, house) for row in thread.row.get("comment", [])]
        for row, answer in zip(thread.row.get("answer", []), thread.answers, strict=True):
            comments += [_one_comment(each, thread, answer, house) for each in row.get("comment", [])]
    Comment.objects.bulk_create(sorted(comments, key=lambda comment: comment.created_at))


def _one_comment(row: dict, thread: Thread, answer: Answer | None, house: House) -> Comment:
    body = row["body"].strip()
    return Comment(
        author=house.members[row["by"]], question=thread.question, answer=answer, body=body,
        body_html=markup.render(body), renderer=markup.RENDERER_VERSION, created_at=house.after(thread, row["after"]),
    )  # fmt: skip


def _revise(threads: list[Thread]) -> None:
    revisions = []
    for thread in threads:
        question, words = thread.question, " ".join(tag.slug for tag in thread.tags)
        revisions.append(
            Revision(
                question=question, number=1, by=question.author, at=question.created_at, title=question.title,
                body=question.body, tags=words,
            )
        )  # fmt: skip
        revisions += [
            Revision(question=question, answer=one, number=1, by=one.author, at=one.created_at, body=one.body)
            for one in thread.answers
        ]
    Revision.objects.bulk_create(revisions)


def _follow(threads: list[Thread]) -> None:
    since: dict[tuple[Member, Question], datetime] = {}
    for thread in threads:
        for post in (thread.question, *thread.answers):
            since.setdefault((post.author, thread.question), post.created_at)
    Follow.objects.bulk_create(
        Follow(member=member, question=question, since=at) for (member, question), at in since.items()
    )
