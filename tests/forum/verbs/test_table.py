"""The table of who may do what: it is up to date, and every verb's own function holds to it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from community.events.models import Event
from community.members.models import Member
from forum.management.commands.document_verbs import PAGE
from forum.management.verbs import table
from forum.management.verbs.scene import ROLES, STATES, thread
from forum.models import Bookmark
from tests.forum.verbs.doing import ANYWHERE, DOINGS
from tests.forum.verbs.saving import save

VISITOR = "visitor"


def test_the_page_is_what_the_rules_say():
    assert PAGE.read_text(encoding="utf-8") == table.markdown(), "run manage.py document_verbs"


def test_every_verb_is_tried():
    assert set(DOINGS) == set(table.VERBS)
    # The others have no function of their own: a queue, a desk and the upload of a picture are tried with their pages.
    assert set(table.ANYWHERE) - set(ANYWHERE) == {
        "add a picture",
        "see the queue of reviews",
        "work at the desk",
    }


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_the_verbs_themselves_hold_to_the_table(state):
    """One scene for all of them: whatever one does is undone before the next."""
    save(state)
    done = {verb: doers(DOINGS, verb) for verb in table.VERBS}
    assert done == {
        verb: tuple(name for name in table.allowed(verb, state) if name != VISITOR) for verb in table.VERBS
    }


@pytest.mark.parametrize("state", STATES)
def test_the_table_lets_a_visitor_read_and_nothing_else(state):
    """Without an account there is nobody to act as: every address that writes leads to signing in.

    The addresses are tried in tests/forum/views/test_write_addresses.py.
    """
    assert {verb for verb in table.VERBS if VISITOR in table.allowed(verb, state)} <= {"read the question"}


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ANYWHERE)
def test_what_needs_no_thread_holds_to_it_too(verb):
    save("answered")
    rule, it = table.ANYWHERE[verb], thread("answered")
    assert doers(ANYWHERE, verb) == tuple(who.name for who in ROLES if rule(who, it))


class Tried(Exception):
    """Whatever was done is undone, so that the next one finds the same state."""


def doers(doings, verb: str) -> tuple[str, ...]:
    return tuple(who.name for who in ROLES if who.member and happens(doings, verb, who.member))


def happens(doings, verb: str, member) -> bool:
    """Whether it takes effect: it is neither refused nor without a trace."""
    effect = False
    try:
        with transaction.atomic():
            before = traces()
            said = doings[verb](member)
            effect = said is True or traces() != before
            raise Tried
    except Tried:
        return effect
    except PermissionDenied:
        return False


def traces() -> tuple[int, ...]:
    """Every verb leaves an event; a bookmark is private, and an account made on the phone a member."""
    return Event.objects.count(), Bookmark.objects.count(), Member.objects.count()
