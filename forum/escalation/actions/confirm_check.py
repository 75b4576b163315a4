"""Answering the check: still solved and how it felt, or not solved after all."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from community.notifications.telling import take_back, tell
from forum.actions import communal
from forum.actions.accept import acceptance_of, undo_acceptance
from forum.actions.comment import add_comment
from forum.actions.drafting import COMMENT, line
from forum.actions.recording import go_on
from forum.escalation import checking, climbing, hours, rules, solved
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Check, CheckState, Climb, Felt
from forum.models import Answer, Question
from forum.rules import NotAllowed, require
from forum.webcare.actions.checked import confirm_case
from forum.webcare.models import CaseReason
from reputation import ledger
from reputation.models import Reason

WORDS = 300


class NoLongerAsked(NotAllowed):
    """It was answered before, closed after a silence, or its solution was taken back."""


@transaction.atomic
def confirm_check(
    *,
    by: Member,
    check: Check,
    still_solved: bool,
    felt: str = "",
    words: str = "",
    form_key: str | None = None,
    now: datetime,
) -> Check:
    """The asker's reply, read by everyone. "Yes" says how it felt and may carry words; +5 for whoever solved it.

    "No" takes the acceptance back with its points and makes the question a case at once, with the owner it had;
    its words are read under the question.

    Raises NotAllowed unless the asker replies, NoLongerAsked when it is not asked any more, ValidationError when
    it does not say how it felt or the words will not do.
    """
    held = Question.objects.select_for_update(of=("self",)).select_related("board", "author")
    question = held.get(pk=check.question_id)
    check = Check.objects.select_for_update(of=("self",)).get(pk=check.pk)
    require(rules.may_reply_to_check(by, question, now), _("Only the person who asked can say this."))
    if check.state != CheckState.ASKED or not checking.still_stands(check, question):
        raise NoLongerAsked(_("This is no longer asked: it was answered before, or the solution changed."))
    take_back(subject=check.subject, kind=checking.KIND, now=now)
    check.replied_at, check.due_at = now, None
    if still_solved:
        _confirm(by, check, question, felt, words, now)
    else:
        _deny(by, check, question, words, form_key, now)
    return check


def _confirm(by: Member, check: Check, question: Question, felt: str, words: str, now: datetime) -> None:
    if felt not in Felt.values:
        raise ValidationError(_("Say how you were helped."))
    check.state, check.felt = CheckState.YES, felt
    check.words = line(words, least=0, most=WORDS, refusal="")
    check.save(update_fields=["state", "felt", "words", "replied_at", "due_at"])
    confirm_case(by=by, question=question, now=now)
    _credit(check, question, now)
    said = {"by": by, "now": now, "details": {"felt": felt}}
    if question.state == "solved":
        checking.record_check("check.confirmed", check, **said)
    else:
        # Webcare resolved it, and no answer was named: now its asker says that it is solved.
        solved.settle(question, kind="check.confirmed", subject=check.subject, **said)
    if check.helper_id:
        tell(
            [check.helper_id], kind="check-confirmed", subject=check.subject, link=question.path(),
            key=f"{check.subject}:confirmed", now=now, actor=by,
            details={"title": question.title, "quote": check.words},
        )  # fmt: skip


def _credit(check: Check, question: Question, now: datetime) -> None:
    """Once an acceptance; what takes the acceptance or the answer away takes this with it."""
    answer = Answer.objects.select_related("author", "question").filter(pk=check.answer_id).first()
    if answer is None or answer.author_id == question.author_id or communal.is_communal(answer):
        return
    ledger.credit(
        answer.author,
        Reason.CHECK_CONFIRMED,
        subject=acceptance_of(answer),
        post=answer.subject,
        tag_ids=list(question.taggings.values_list("tag_id", flat=True)),
        now=now,
    )


def _deny(
    by: Member, check: Check, question: Question, words: str, form_key: str | None, now: datetime
) -> None:
    words = words.strip()
    if words:
        if len(words) < COMMENT[0]:
            # "Nee" is enough to be heard.
            words = _("Not solved after all: %(words)s") % {"words": words}
        add_comment(by=by, question=question, body=words, form_key=form_key, now=now)
    check.state = CheckState.NO
    check.save(update_fields=["state", "replied_at", "due_at"])
    for answer in Answer.objects.filter(question=question, accepted_at__isnull=False).order_by("pk"):
        undo_acceptance(by=by, answer=answer, now=now)
    if not solved.unsettle(question, by=by, now=now, kind="check.denied", subject=check.subject):
        checking.record_check("check.denied", check, by=by, now=now)
    go_on("check.denied", by=by, now=now, question=question)
    _to_webcare(by, Question.objects.select_related("board", "author").get(pk=question.pk), now)


def _to_webcare(by: Member, question: Question, now: datetime) -> None:
    policy = climbing.policy_of(question)
    held = Climb.objects.select_for_update(of=("self",)).filter(question=question)
    climb = held.first() or climbing.begin(question, policy, now)
    if climb.course == Course.CLIMBING and climb.rung != Rung.WEBCARE:
        climb.spent += hours.between(climb.running_since, now, policy.calendar())
    # What was answered until now did not help.
    climb.called_at = now
    climbing.to_the_top(climb, policy, now, now)
    climbing.to_webcare(climb, question, policy, now=now, since=now, reason=CaseReason.CHECK, by=by)
