"""Following a question, a tag, a board or a member, and saying "I have this too"."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.events.recording import record
from community.members.models import Member
from community.tags.models import Tag
from forum import rules
from forum.actions.recording import hold, record_change
from forum.models import Board, Follow, MeToo, Question


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
    rules.require(question.author_id != by.pk, _("This is your own question."))
    rules.require(rules.may_join(by, question, now), _("You can not join this question."))
    _row, made = MeToo.objects.get_or_create(member=by, question=question, defaults={"at": now})
    Follow.objects.get_or_create(member=by, question=question, defaults={"since": now})
    if made:
        record_change("question.joined", by=by, now=now, question=question)


@transaction.atomic
def leave_question(*, by: Member, question: Question, now: datetime) -> None:
    """No longer "me too"; following stays until it is undone by itself. Raises NotAllowed where one could not join."""
    hold(question)
    rules.require(rules.may_leave(by, question, now), _("You can not change that here at the moment."))
    gone, _rows = MeToo.objects.filter(member=by, question=question).delete()
    if gone:
        record_change("question.left", by=by, now=now, question=question)


@transaction.atomic
def follow(*, by: Member, what: Tag | Board | Member, now: datetime) -> bool:
    """Be told of new questions under a tag or on a board, or of what a member writes; False when it was so before.

    Raises NotAllowed on oneself, and on a member who does not want to be followed.
    """
    if isinstance(what, Member):
        rules.require(
            rules.may_follow(by, what),
            _("You can not follow yourself.")
            if what.pk == by.pk
            else _("%(name)s does not want to be followed.") % {"name": what.name},
        )
    _row, made = Follow.objects.get_or_create(member=by, **_about(what), defaults={"since": now})
    if made:
        _record("followed", by, what, now)
    return made


@transaction.atomic
def unfollow(*, by: Member, what: Tag | Board | Member, now: datetime) -> bool:
    """False when there was nothing to undo."""
    gone, _rows = Follow.objects.filter(member=by, **_about(what)).delete()
    if gone:
        _record("unfollowed", by, what, now)
    return bool(gone)


def let_go(*, by: Member, follow: Follow, now: datetime) -> None:
    """End a follow of one's own whatever it is of, also of a question that can no longer be seen."""
    rules.require(follow.member_id == by.pk, _("This is not yours to change."))
    what = follow.tag or follow.board or follow.followed
    if what is not None:
        unfollow(by=by, what=what, now=now)
    else:
        unfollow_question(by=by, question=follow.question, now=now)


def _about(what: Tag | Board | Member) -> dict:
    if isinstance(what, Member):
        return {"followed": what}
    return {"tag": what} if isinstance(what, Tag) else {"board": what}


def _record(verb: str, by: Member, what: Tag | Board | Member, now: datetime) -> None:
    """For the record only: whom and what somebody follows stands on no page but their own."""
    noun = "member" if isinstance(what, Member) else "tag" if isinstance(what, Tag) else "board"
    record(f"{noun}.{verb}", by=by, now=now, subject=f"{noun}:{what.pk}")
