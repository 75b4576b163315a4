"""Lines and pages about tags come in with the texts they had, and never over what was written here."""

import pytest

from community.tags.models import Tag, TagRevision
from tests.forum.management import dumps
from tests.forum.management.dumps import history, question
from tests.forum.management.test_import_stackexchange import USERS, bring_in

pytestmark = pytest.mark.django_db

TAGS = [{"Id": 1, "TagName": "heat", "Count": 1, "ExcerptPostId": 5, "WikiPostId": 6}]


def about(number: int, kind: int, html: str) -> dict:
    return {"Id": number, "PostTypeId": kind, "CreationDate": dumps.T.format(1), "Body": html}


POSTS = [question(1), about(5, 4, "About warmth."), about(6, 5, "<p>All <b>about</b> warmth.</p>")]
HISTORY = [
    history(1, 5, 2, "Warmth.", change="a"),
    history(2, 6, 2, "Some about *warmth*.", change="a"),
    history(3, 5, 5, "About warmth.", change="b", day=2, UserId=2, Comment="clearer"),
    history(4, 6, 5, "All **about** warmth.", change="c", day=3, UserId=2),
    history(5, 6, 50, "", change="d", day=4),
]
TABLES = {"Users": USERS, "Tags": TAGS, "Posts": POSTS, "PostHistory": HISTORY}


def test_a_tag_has_its_line_its_page_and_every_text_it_had(tmp_path):
    counts = bring_in(tmp_path, **TABLES)
    heat = Tag.objects.get()
    assert (heat.about, heat.wiki) == ("About warmth.", "All **about** warmth.")
    assert heat.wiki_html == "<p>All <strong>about</strong> warmth.</p>\n"
    assert list(heat.revisions.order_by("number").values_list("number", "about", "wiki", "by__name", "reason")) == [
        (1, "Warmth.", "Some about *warmth*.", "Ada", ""),
        (2, "About warmth.", "Some about *warmth*.", "Bob", "clearer"),
        (3, "About warmth.", "All **about** warmth.", "Bob", ""),
    ]  # fmt: skip
    assert counts["revisions"] == 0
    assert counts["skipped"]["history: of a tag, other than its text"] == 1


def test_a_page_without_a_history_is_its_cleaned_html(tmp_path):
    posts = [question(1), about(6, 5, "<p onclick='x()'>All <b>about</b> it.</p><script>x()</script>")]
    bring_in(tmp_path, **{**TABLES, "Posts": posts, "PostHistory": []})
    assert Tag.objects.values_list("wiki", "wiki_html").get() == ("<p>All <b>about</b> it.</p>",) * 2


def test_nothing_comes_in_twice(tmp_path):
    bring_in(tmp_path, **TABLES)
    before = Tag.objects.values().get()
    bring_in(tmp_path, **TABLES)
    assert (Tag.objects.values().get(), TagRevision.objects.count()) == (before, 3)


def test_a_newer_dump_brings_the_newer_text(tmp_path):
    bring_in(tmp_path, **TABLES)
    posts = [question(1), about(5, 4, "On warmth."), about(6, 5, "<p>New.</p>")]
    rows = [
        *HISTORY,
        history(6, 6, 5, "New.", change="e", day=6),
        history(7, 5, 5, "On warmth.", change="e", day=6),
    ]
    bring_in(tmp_path, **{**TABLES, "Posts": posts, "PostHistory": rows})
    heat = Tag.objects.get()
    assert (heat.about, heat.wiki, heat.revisions.count()) == ("On warmth.", "New.", 4)
    newest = heat.revisions.order_by("-number")[0]
    assert (newest.about, newest.wiki) == ("On warmth.", "New.")


def test_what_stands_here_is_not_overwritten(tmp_path):
    Tag.objects.create(slug="heat", about="How warm our modems get.")
    counts = bring_in(tmp_path, **TABLES)
    heat = Tag.objects.get()
    assert heat.about == "How warm our modems get."
    assert not heat.revisions.exists()
    assert counts["skipped"]["a text about a tag that has one"] == 1


def test_what_was_written_here_since_stays(tmp_path, moderator, now):
    bring_in(tmp_path, **TABLES)
    heat = Tag.objects.get()
    Tag.objects.update(wiki="Ours.", wiki_html="<p>Ours.</p>", about="Our line.")
    TagRevision.objects.create(tag=heat, number=4, by=moderator, at=now, about="Our line.", wiki="Ours.")
    rows = [*HISTORY, history(6, 6, 5, "New.", change="e", day=6)]
    counts = bring_in(tmp_path, **{**TABLES, "PostHistory": rows})
    heat.refresh_from_db()
    assert (heat.wiki, heat.about, heat.revisions.count()) == ("Ours.", "Our line.", 4)
    assert counts["skipped"]["history: of a tag whose text was written here"] == 1
