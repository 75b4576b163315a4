"""Following a question, and saying "I have this too"."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum import rules
from forum.actions.recording import hold, record_change
from forum.models import Follow, MeToo, Question


@transaction.atomic
def follow_question(*, by: Member, question: Question, now: datetime) -> None:
    """Be told what happens with the question. Following twice is following once."""
    hold(question)
    rules.require(rules.may_see(by, question), _("This question was hidden."))
    _row, made = Follow.objects.get_or_create(member=by, question=question, defaults={"since": now})
    if made:
        record_change("question.followed", by=by, now=now, question=question)


@transaction.atomic
def unfollow_question(*, by: Member, question: Question, now: datetime) -> None:
    hold(question)
    gone, _rows = Follow.objects.filter(member=by, question=question).delete()
    if gone:
        record_change("question.unfollowed", by=by, now=now, question=question)


@transaction.atomic
def join_question(*, by: Member, question: Question, now: datetime) -> None:
    """Have this too: counts once, and follows. Raises NotAllowed on one's own or a hidden question."""
    hold(question)
    rules.require(
        rules.may_write(by, now) and question.hidden_at is None, _("You can not join this question.")
    )
    rules.require(question.author_id != by.pk, _("This is your own question."))
    _row, made = MeToo.objects.get_or_create(member=by, question=question, defaults={"at": now})
    Follow.objects.get_or_create(member=by, question=question, defaults={"since": now})
    if made:
        record_change("question.joined", by=by, now=now, question=question)


@transaction.atomic
def leave_question(*, by: Member, question: Question, now: datetime) -> None:
    """No longer "me too"; following stays until it is undone by itself."""
    hold(question)
    gone, _rows = MeToo.objects.filter(member=by, question=question).delete()
    if gone:
        record_change("question.left", by=by, now=now, question=question)
