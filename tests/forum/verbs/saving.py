"""The scene of the table as rows of a database, so that its verbs can be tried."""

from dataclasses import dataclass

from community.members.models import Member
from community.tags.models import Tag
from forum.management.verbs import scene
from forum.models import Answer, Comment, Expertise, Question, QuestionTag, Revision, Suggestion
from forum.queries import cards
from reputation.models import Standing


@dataclass(frozen=True)
class Saved:
    question: Question
    answer: Answer
    comment: Comment
    suggestion: Suggestion


def save(state: str) -> Saved:
    """All roles, two boards, a question that repeats none and the thread in that state."""
    scene.METERING.save(force_insert=True)
    scene.WEBCARE.save(force_insert=True)
    people = [scene.EDITOR, *(role.member for role in scene.ROLES if role.member)]
    Member.objects.bulk_create(people)
    scene.BOARD.save(force_insert=True)
    scene.OTHER_BOARD.save(force_insert=True)
    Tag.objects.create(pk=scene.TAG.pk, slug=scene.TAG.slug, question_count=2)
    Standing.objects.bulk_create(
        Standing(member=role.member, total=role.points - 1) for role in scene.ROLES if role.points > 1
    )
    Expertise.objects.bulk_create(
        Expertise(member=role.member, board=scene.BOARD, confirmed_at=scene.ASKED)
        for role in scene.ROLES
        if role.is_expert
    )
    _another_question()
    return _thread(scene.thread(state))


def _another_question() -> None:
    """To be a duplicate of; and where those who were accepted before had their answers accepted."""
    other = Question.objects.create(
        pk=scene.ORIGINAL, author=scene.EDITOR, board=scene.BOARD, title="Another meter shows nothing", slug="another",
        body="Since yesterday the display of our meter is blank.", created_at=scene.ASKED, active_at=scene.ASKED,
    )  # fmt: skip
    QuestionTag.objects.create(question=other, tag=scene.TAG)
    Revision.objects.create(question=other, number=1, at=scene.ASKED, title=other.title, body=other.body)
    Answer.objects.bulk_create(
        Answer(
            question=other, author=role.member, body="Take the plug out and wait.", created_at=scene.ASKED,
            accepted_at=scene.ASKED,
        )
        for role in scene.ROLES
        if role.has_been_accepted
    )  # fmt: skip


def _thread(it: scene.Thread) -> Saved:
    question, answer = it.question, it.answer
    question.save(force_insert=True)
    QuestionTag.objects.create(question=question, tag=scene.TAG)
    answer.save(force_insert=True)
    it.comment.save(force_insert=True)
    it.suggestion.save(force_insert=True)
    first = {"number": 1, "at": scene.ASKED}
    Revision.objects.create(
        question=question, by=question.author, title=question.title, body=question.body, **first
    )
    Revision.objects.create(question=question, answer=answer, by=answer.author, body=answer.body, **first)
    cards.refresh_thread(question)
    return Saved(question, answer, it.comment, it.suggestion)
