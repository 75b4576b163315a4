"""Choices of cases somebody comes back to, under a name of their own. They leave no event: they are private."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.actions import drafting
from forum.rules import require
from forum.webcare import rules
from forum.webcare.models import SavedView

# More would be a list to search in rather than a shelf to reach for.
MOST = 20
NAME, QUERY = 60, 400


@transaction.atomic
def save_view(*, by: Member, name: str, query: str, now: datetime) -> SavedView:
    """The view, saved. `query` is that of the desk's address, as a choice gives it.

    Raises NotAllowed outside the desk, ValidationError with what to do when the name will not do or there are
    too many.
    """
    require(rules.may_work(by, now), _("Only webcare saves views of the desk."))
    words = _name(name)
    if len(query) > QUERY:
        raise ValidationError(_("This choice is too long to be saved. Leave something out."))
    if SavedView.objects.filter(member=by).count() >= MOST:
        raise ValidationError(
            _("You have %(most)d saved views, which is the most. Delete one you no longer use.")
            % {"most": MOST}
        )
    try:
        with transaction.atomic():
            return SavedView.objects.create(member=by, name=words, query=query, at=now)
    except IntegrityError:
        raise _taken(words) from None


@transaction.atomic
def rename_view(*, by: Member, view: SavedView, name: str) -> None:
    """Raises NotAllowed on somebody else's, ValidationError when the name will not do."""
    require(view.member_id == by.pk, _("This is not yours to change."))
    words = _name(name)
    try:
        with transaction.atomic():
            SavedView.objects.filter(pk=view.pk).update(name=words)
    except IntegrityError:
        raise _taken(words) from None
    view.name = words


def delete_view(*, by: Member, view: SavedView) -> None:
    """Raises NotAllowed on somebody else's."""
    require(view.member_id == by.pk, _("This is not yours to change."))
    view.delete()


def _name(name: str) -> str:
    return drafting.line(name, least=1, most=NAME, refusal=_("Give it a name of at most 60 characters."))


def _taken(name: str) -> ValidationError:
    return ValidationError(
        _("You have a view called “%(name)s” already. Choose another name.") % {"name": name}
    )
