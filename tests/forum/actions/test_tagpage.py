"""The page of a tag: every text is kept, nobody overwrites what they have not seen."""

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from community.tags.models import Tag, TagRevision
from forum.actions.tagpage import TagEditedMeanwhile, edit_tag_page, note_admin_change
from forum.rules import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def fibre(db):
    return Tag.objects.create(slug="fibre")


def edit(by, tag, now, **given):
    words = {
        "about": "Light in glass.",
        "wiki": "## Lights\n\n<script>x</script> **Red** is bad.",
        "reason": "",
        "seen": 0,
    }
    return edit_tag_page(by=by, tag=tag, now=now, **(words | given))


def test_a_page_is_kept_with_its_revision_and_event(employee, fibre, now):
    revision = edit(employee, fibre, now, reason="  A beginning ")
    fibre.refresh_from_db()
    assert (fibre.about, fibre.wiki) == (revision.about, revision.wiki)
    assert "<h3>Lights</h3>" in fibre.wiki_html and "<script" not in fibre.wiki_html
    assert (revision.number, revision.by, revision.reason) == (1, employee, "A beginning")
    event = Event.objects.get(kind="tag.edited")
    assert (event.subject, event.actor, event.details) == (f"tag:{fibre.pk}", employee, {"revision": 1})


def test_the_same_words_are_no_revision(employee, fibre, now):
    edit(employee, fibre, now)
    assert edit(employee, fibre, now, seen=1) is None
    assert TagRevision.objects.count() == 1


def test_words_that_were_there_before_are_the_first_revision(employee, now):
    tag = Tag.objects.create(slug="bill", about="What you pay.")
    assert edit(employee, tag, now).number == 2
    first = TagRevision.objects.get(number=1)
    assert (first.about, first.by) == ("What you pay.", None)


def test_who_began_from_an_older_text_sees_the_newer_one(employee, agent, fibre, now):
    edit(employee, fibre, now)
    edit(employee, fibre, now, about="Glass.", seen=1)
    with pytest.raises(TagEditedMeanwhile) as conflict:
        edit(agent, fibre, now, about="Mine.", seen=1)
    assert conflict.value.latest.number == 2
    fibre.refresh_from_db()
    assert fibre.about == "Glass."


def test_two_first_texts_are_a_conflict_too(employee, agent, fibre, now):
    edit(employee, fibre, now)
    with pytest.raises(TagEditedMeanwhile):
        edit(agent, fibre, now, about="Mine.", seen=0)


def test_a_page_can_be_emptied(employee, fibre, now):
    edit(employee, fibre, now)
    assert edit(employee, fibre, now, about="", wiki="  ", seen=1).number == 2
    fibre.refresh_from_db()
    assert (fibre.about, fibre.wiki, fibre.wiki_html) == ("", "", "")


@pytest.mark.parametrize(
    "given", [{"about": "x" * 301}, {"wiki": "x" * 20_001}, {"wiki": "a\x00"}, {"about": "a\x00"}]
)
def test_what_will_not_do_is_refused(employee, fibre, now, given):
    with pytest.raises(ValidationError):
        edit(employee, fibre, now, **given)
    assert not TagRevision.objects.exists()


def test_newcomers_do_not_change_it(asker, fibre, now):
    with pytest.raises(NotAllowed):
        edit(asker, fibre, now)


def test_what_a_manager_changes_in_the_admin_stands_in_the_history(employee, manager, fibre, now):
    edit(employee, fibre, now)
    fibre.refresh_from_db()
    fibre.about = "Changed in the admin."
    fibre.save()
    assert note_admin_change(by=manager, tag=fibre, now=now).number == 2
    assert note_admin_change(by=manager, tag=fibre, now=now) is None
