"""What was said in a case by everyone, in order of time, and who looked at what was said in private."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from community.members.models import Member
from forum.models import Answer, Comment, Question
from forum.webcare.models import Case, Look, Note, PrivateMessage
from forum.webcare.queries.course import Step

LOOKS = 20


@dataclass(frozen=True)
class Said:
    """One thing said in a case, or a step of it; only question, answer and comment are public.

    `kind` is question, answer, comment, private (the asker and webcare), note (colleagues) or step (colleagues).
    """

    kind: str
    by: Member | None
    at: datetime
    html: SafeString
    is_asker: bool
    why: str = ""
    is_bad: bool = False
    # Of a private message, for the link that leads to it; of a note, for the step that it explains.
    id: int = 0


def said_in(case: Case) -> list[Said]:
    """Question, answers, comments, private messages and notes, oldest first; four queries, or five once private."""
    question = case.question
    posts: list[tuple[str, Question | Answer | Comment]] = [("question", question)]
    for kind, model in (("answer", Answer), ("comment", Comment)):
        rows = model.objects.shown().filter(question=question).select_related("author__department")
        posts += [(kind, row) for row in rows]
    said = [
        Said(
            kind,
            post.author,
            post.created_at,
            mark_safe(post.body_html),
            post.author_id == question.author_id,
        )
        for kind, post in posts
    ]
    notes = Note.objects.filter(case=case).select_related("by__department")
    said += [Said("note", note.by, note.at, mark_safe(note.body_html), False, id=note.pk) for note in notes]
    return sorted([*said, *private_talk(case)], key=lambda one: one.at)


def private_talk(case: Case) -> list[Said]:
    """What the asker and webcare said to each other alone, oldest first; no query before it went private."""
    if case.private_at is None:
        return []
    messages = PrivateMessage.objects.filter(case=case).select_related("by__department").order_by("at", "pk")
    return [
        Said(
            "private",
            message.by,
            message.at,
            mark_safe(message.body_html),
            message.is_customers,
            id=message.pk,
        )
        for message in messages
    ]


def with_steps(said: Iterable[Said], steps: Iterable[Step]) -> list[Said]:
    """What was said with what was done between it; the note that says why is read in its step."""
    steps = list(steps)
    explaining = {step.note for step in steps if step.note}
    said = [one for one in said if one.kind != "note" or one.id not in explaining]
    done = [
        Said("step", None, step.at, escape(step.text), False, why=step.why, is_bad=step.is_bad)
        for step in steps
    ]
    # What was done comes before what was said in the same moment: first private, then the words.
    return sorted([*done, *said], key=lambda one: one.at)


def looks_at(case: Case) -> list[Look]:
    """Who of the staff looked at the private talk last, newest first; one query."""
    return list(Look.objects.filter(case=case).select_related("member").order_by("-at", "-pk")[:LOOKS])
