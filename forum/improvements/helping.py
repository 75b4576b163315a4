"""Whom somebody can thank, and for what: an answer, or what was done for them in a private talk."""

from dataclasses import dataclass
from datetime import datetime

from community.members.models import Member
from forum.escalation.models import Check
from forum.improvements.rules import may_thank_for_talk
from forum.models import Answer, Question
from forum.rules import may_thank
from forum.webcare.models import Case, PrivateMessage


@dataclass(frozen=True)
class Helped:
    """Who helped, and where: exactly one of `answer` and `case` is there."""

    by: Member
    answer: Answer | None = None
    case: Case | None = None

    @property
    def question(self) -> Question:
        return (self.answer or self.case).question

    def may_be_thanked(self, member: Member | None, now: datetime) -> bool:
        if self.answer is not None:
            return may_thank(member, self.answer, now)
        return may_thank_for_talk(member, self.case, now) and self.by.pk != member.pk


def in_private(case: Case) -> Helped | None:
    """Whoever of webcare wrote last in the private talk and is still there; None while only the asker did."""
    if case.private_at is None:
        return None
    written = PrivateMessage.objects.filter(case=case, is_customers=False, by__in=Member.objects.present())
    last = written.select_related("by__department").order_by("-at", "-pk").first()
    return Helped(last.by, case=case) if last is not None else None


def after_check(check: Check, asker: Member, now: datetime) -> Helped | None:
    """The solution, or else the latest answer by whoever helped, or else their private help; None for nobody."""
    helped = _in_public(check) or _talked_with(check)
    return helped if helped is not None and helped.may_be_thanked(asker, now) else None


def _in_public(check: Check) -> Helped | None:
    shown = Answer.objects.shown().filter(question=check.question_id).select_related("question", "author")
    answer = shown.filter(pk=check.answer_id).first()
    if answer is None and check.helper_id:
        answer = shown.filter(author=check.helper_id).order_by("-created_at", "-pk").first()
    return Helped(answer.author, answer=answer) if answer is not None and answer.author_id else None


def _talked_with(check: Check) -> Helped | None:
    cases = Case.objects.filter(question=check.question_id, private_at__isnull=False)
    case = cases.select_related("question").order_by("-pk").first()
    return in_private(case) if case is not None else None
