"""What stands at the head of a question besides its verdict: notices, and the reader's next step."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from community.events.models import Event
from community.lib import languages
from forum import rules
from forum.models import Question, Status
from forum.queries.moments import Moments
from forum.queries.people import Person
from forum.queries.reader import Viewer


@dataclass(frozen=True, slots=True)
class Notice:
    title: str
    text: str
    icon: str


@dataclass(frozen=True, slots=True)
class Step:
    """What the reader can do about the state now; `is_main` where it is theirs to do."""

    path: str
    label: str
    is_main: bool = False


def notices(
    question: Question,
    events: Iterable[dict],
    known: dict[int | None, Person],
    times: Moments,
    viewer: Viewer | None,
) -> list[Notice]:
    """Calm words about a question that is locked, and for who works here about one that is in no list.

    `events` are the thread's, oldest first: they hold who and why.
    """
    latest = {event["kind"]: event for event in events}
    found = []
    if question.locked_at is not None:
        text = _("It can be read; words and votes are no longer taken.")
        said = _said(latest.get("question.locked"), known, times)
        found.append(Notice(_("This question is locked"), f"{said} {text}".strip(), "i-lock"))
    if question.unlisted_at is not None and viewer is not None and rules.works_here(viewer.member):
        text = _("Whoever has its address can read it.")
        said = _said(latest.get("question.unlisted"), known, times)
        found.append(Notice(_("This question is in no list"), f"{said} {text}".strip(), "i-eye"))
    return found


def next_step(question: Question, viewer: Viewer | None) -> Step | None:
    """The one thing for this reader to do where the question waits, is closed or was asked before."""
    if viewer is None or question.hidden_at is not None:
        return None
    member, now, base = viewer.member, viewer.now, f"/questions/{question.pk}"
    is_own = question.author_id == member.pk
    if question.status == Status.NEEDS_INFO and is_own:
        if rules.may_comment(member, question, viewer.points, now):
            return Step(f"{base}/comments/", _("Answer the question back"), True)
        return None
    if rules.may_decline_reopening(member, question, now):
        return Step(f"{base}/reopen/", _("Look at the request"), True)
    if is_own and rules.may_reopen(member, question, now):
        return Step(f"{base}/reopen/", _("Open it again"), question.status == Status.CLOSED)
    if is_own and rules.may_ask_to_reopen(member, question, now):
        return Step(f"{base}/reopen/", _("Ask to open it again"), question.status == Status.CLOSED)
    return None


def _said(event: dict | None, known: dict[int | None, Person], times: Moments) -> str:
    """Who did it, when and why; nothing where nobody wrote it down."""
    if event is None:
        return ""
    actor = known.get(event["actor_id"]) or known[None]
    reason = event["details"].get("reason", "")
    said = _("{name}, {date}: {reason}") if reason else _("{name}, {date}.")
    words = said.replace("{name}", actor.name).replace("{date}", times.date(event["at"]))
    return words.replace("{reason}", languages.isolated(_ended(reason)))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def latest_reason(question: Question, kind: str) -> str:
    """The words given with the latest event of that kind; empty when there are none."""
    events = Event.objects.filter(subject=question.subject, kind=kind).order_by("-id")
    details = events.values_list("details", flat=True).first() or {}
    return details.get("reason", "")
