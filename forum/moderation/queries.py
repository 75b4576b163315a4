"""What the moderation pages read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from community.lib import paging
from forum.models import Question
from forum.moderation.models import Decision, Verdict

PAGE_SIZE = 40
KINDS = ("question", "answer", "comment")


@dataclass(frozen=True)
class LogLine:
    at: object
    verdict: str
    # hidden, restored or removed
    code: str
    what: str
    reason: str
    link: str
    # Where a moderator decides again; empty when nothing is left to decide.
    again: str


def public_log(query: Mapping[str, str]) -> tuple[list[LogLine], paging.Page]:
    """The newest decisions without names, of one kind if asked; the posts that are hidden now have no link."""
    decisions = Decision.objects.all()
    if kind := chosen_kind(query):
        decisions = decisions.filter(subject__startswith=f"{kind}:")
    page = paging.requested(decisions, query, fields=("-at", "-id"), size=PAGE_SIZE)
    nouns = {"question": _("A question"), "answer": _("An answer"), "comment": _("A comment")}
    threads = {row.thread: int(row.thread.partition(":")[2]) for row in page.items}
    shown = Question.objects.visible_to(None).filter(pk__in=threads.values())
    open_threads = set(shown.values_list("pk", flat=True))
    removed = _removed({row.subject for row in page.items})
    lines = [
        LogLine(
            at=row.at,
            verdict=row.get_verdict_display(),
            code=row.verdict,
            what=nouns.get(row.subject.partition(":")[0], ""),
            reason=row.reason,
            link=_link(row, threads[row.thread]) if threads[row.thread] in open_threads else "",
            again="/moderation/{}/{}/".format(*row.subject.split(":")) if row.subject not in removed else "",
        )
        for row in page.items
    ]
    return lines, page


def chosen_kind(query: Mapping[str, str]) -> str:
    """question, answer or comment; anything else is no choice."""
    asked = query.get("kind", "")
    return asked if asked in KINDS else ""


def _removed(subjects: set[str]) -> set[str]:
    """What was removed for good, about which nothing is left to decide."""
    decisions = Decision.objects.filter(subject__in=subjects, verdict=Verdict.REMOVED)
    return set(decisions.values_list("subject", flat=True))


def _link(row: Decision, question_id: int) -> str:
    return f"/questions/{question_id}/" if row.verdict == Verdict.RESTORED else ""


def latest_decision(subject: str) -> Decision | None:
    return Decision.objects.filter(subject=subject).order_by("-id").first()
