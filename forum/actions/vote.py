"""Voting and taking a vote back."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum import rules
from forum.actions import communal
from forum.actions.recording import hold_post, record_change
from forum.models import Answer, Ballot, Question
from reputation import ledger, standings
from reputation.models import Reason


def cast_vote(*, by: Member, post: Question | Answer, value: int, now: datetime) -> Ballot:
    """One open ballot per member and post, +1 or -1. The same vote again changes nothing; the other one replaces it.

    Raises NotAllowed on one's own or hidden posts, without the ability, or when an older vote stands fast.
    """
    question, answer = (post, None) if isinstance(post, Question) else (post.question, post)
    try:
        with transaction.atomic():
            hold_post(post)
            rules.require(question.hidden_at is None, _("This question was hidden; votes on it rest."))
            _require_vote(by, post, value, now)
            standing = _open_ballot(by, question, answer)
            if standing is not None and standing.value == value:
                return standing
            if standing is not None:
                _close(by, standing, post, now)
            ballot = Ballot.objects.create(
                question=question, answer=answer, member=by, value=value, cast_at=now
            )
            _enter(ballot, post, question, now)
            record_change(
                "ballot.cast", by=by, now=now, question=question, answer=answer, details={"value": value}
            )
            return ballot
    except IntegrityError:
        # Two presses at once: the first one counted.
        return _open_ballot(by, question, answer)


@transaction.atomic
def withdraw_vote(*, by: Member, post: Question | Answer, now: datetime) -> None:
    """Close the member's open ballot and take its points back. Does nothing when there is none.

    Raises NotAllowed where a vote could not be cast either, and later than five minutes after it unless the post was
    edited since.
    """
    question, answer = (post, None) if isinstance(post, Question) else (post.question, post)
    hold_post(post)
    ballot = _open_ballot(by, question, answer)
    if ballot is None:
        return
    rules.require(post.hidden_at is None, _("This post was hidden; votes on it rest."))
    rules.require(rules.may_write(by, now), _("You can read here, but not write at the moment."))
    rules.require(not rules.is_frozen(by, question), _("This question is locked; votes on it rest."))
    _close(by, ballot, post, now)
    record_change("ballot.withdrawn", by=by, now=now, question=question, answer=answer)


def _require_vote(by: Member, post: Question | Answer, value: int, now: datetime) -> None:
    rules.require(value in (-1, 1), _("A vote is up or down."))
    rules.require(post.author_id != by.pk, _("You can not vote for what you wrote yourself."))
    rules.require(
        rules.may_vote(by, post, value, standings.of(by), now),
        _("You can not vote on this yet. Voting down needs a standing of 125.")
        if value < 0
        else _("You can not vote on this."),
    )


def _open_ballot(by: Member, question: Question, answer: Answer | None) -> Ballot | None:
    return Ballot.objects.open().filter(member=by, question=question, answer=answer).first()


def _close(by: Member, ballot: Ballot, post: Question | Answer, now: datetime) -> None:
    rules.require(
        rules.may_withdraw_vote(by, post, ballot.cast_at, now),
        _("Your vote stands: it can be changed within five minutes, or once the post has been edited."),
    )
    Ballot.objects.filter(pk=ballot.pk, closed_at=None).update(closed_at=now)
    ledger.reverse(subject=ballot.subject, now=now)


def _enter(ballot: Ballot, post: Question | Answer, question: Question, now: datetime) -> None:
    tag_ids = list(question.taggings.values_list("tag_id", flat=True))
    on_question = isinstance(post, Question)
    if ballot.value > 0:
        reason = Reason.QUESTION_UPVOTED if on_question else Reason.ANSWER_UPVOTED
    else:
        reason = Reason.QUESTION_DOWNVOTED if on_question else Reason.ANSWER_DOWNVOTED
    entry = {"subject": ballot.subject, "post": post.subject, "now": now}
    if not communal.is_communal(post):
        ledger.credit(post.author, reason, tag_ids=tag_ids, **entry)
    if ballot.value < 0 and not on_question:
        ledger.credit(ballot.member, Reason.DOWNVOTED_AN_ANSWER, tag_ids=[], **entry)
