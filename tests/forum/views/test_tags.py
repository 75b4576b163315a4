"""Pages about tags: the index, the page of one, its history; who may changes it and joins words."""

import html
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache

from community.tags.models import Synonym, Tag, TagRevision
from forum.actions.tagmerge import make_synonym, merge_waiting
from forum.actions.tagpage import edit_tag_page
from forum.queries.tagpages import related
from reputation.models import TagStanding
from tests import builders

pytestmark = pytest.mark.django_db

WORDS = {"about": "Light in glass.", "body": "What its **lights** say.", "reason": "", "seen": "0"}


def text_of(reply) -> str:
    return html.unescape(reply.content.decode())


@pytest.fixture
def fibre(question):
    return Tag.objects.get(slug="fibre")


def test_the_index_shows_the_most_used_first_in_pages(client, db):
    Tag.objects.bulk_create(Tag(slug=f"word-{number:03}", question_count=number) for number in range(70))
    page = text_of(client.get("/tags/"))
    assert page.index("word-069") < page.index("word-068") and "word-005" not in page
    assert "word-000" not in page
    older = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "word-005" in text_of(client.get(older))


def test_a_tag_is_found_by_its_word_or_another_one(client, fibre):
    Synonym.objects.create(slug="glasvezel", tag=fibre)
    Tag.objects.create(slug="c++", question_count=0)
    assert 'href="/tags/fibre/"' in text_of(client.get("/tags/?q=%23FIB"))
    found = text_of(client.get("/tags/?q=glasv"))
    assert 'href="/tags/fibre/"' in found and "also called glasvezel" in found
    assert 'href="/tags/c%2B%2B/"' in text_of(client.get("/tags/?q=c%2B%2B"))
    assert "No tag is called that" in text_of(client.get("/tags/?q=zzzz"))


@pytest.mark.parametrize("asked", ["x" * 500, "%22%3E%3Cscript%3E", "a&after=nonsense", "%25_"])
def test_whatever_is_asked_the_index_answers(client, fibre, asked):
    reply = client.get(f"/tags/?q={asked}")
    assert reply.status_code == 200 and b"<script>" not in reply.content


def test_no_tags_at_all(client, db):
    assert "No tags yet" in text_of(client.get("/tags/"))


def test_the_page_tells_what_is_known_to_everybody(
    client, fibre, employee, asker, helper, board, question, answer, now
):
    builders.make_question(board=board, by=asker, now=now, tags=["fibre", "wifi"])
    builders.make_expert(employee, tag="fibre")
    Synonym.objects.create(slug="glasvezel", tag=fibre)
    edit_tag_page(by=employee, tag=fibre, about="Light in glass.", wiki="<b>Bold</b> <script>x</script>\n\n"
                  "https://youtu.be/dQw4w9WgXcQ", reason="", seen=0, now=now)  # fmt: skip
    page = client.get("/tags/fibre/about/").content.decode()
    for words in (
        "Light in glass.",
        "<b>Bold</b>",
        "glasvezel",
        'href="/tags/wifi/"',
        "Marijke Hoekstra",
        "2 questions",
    ):
        assert words in page
    assert "<script>x" not in page and "about/edit/" not in page and "csrf" not in page
    assert 'data-plays-here="' in page
    listed = text_of(client.get("/tags/fibre/"))
    assert "/tags/fibre/about/" in listed and "What to know about it" in listed


def test_a_page_without_words_says_so(client, signed_in, fibre, employee):
    assert "Nothing is written here yet" in text_of(client.get("/tags/fibre/about/"))
    assert "Write this page" in text_of(signed_in(employee).get("/tags/fibre/about/"))
    assert client.get("/tags/unknown/about/").status_code == 404
    assert "Nothing was changed so far" in text_of(client.get("/tags/fibre/about/history/"))


def test_other_words_lead_to_the_page(client, fibre):
    Synonym.objects.create(slug="glasvezel", tag=fibre)
    assert client.get("/tags/glasvezel/about/")["Location"] == "/tags/fibre/about/"


def test_a_merged_tag_leads_on_from_its_old_address(client, fibre, moderator, board, asker, now):
    builders.make_question(board=board, by=asker, now=now, tags=["glasvezel"])
    make_synonym(by=moderator, word="glasvezel", tag=fibre, now=now)
    assert "The questions about glasvezel are moving here." in text_of(client.get("/tags/fibre/about/"))
    merge_waiting(now)
    assert client.get("/tags/glasvezel/")["Location"] == "/tags/fibre/"
    assert "2 questions" in text_of(client.get("/tags/fibre/about/"))


@pytest.mark.parametrize("role", ["employee", "agent", "lead", "moderator", "manager"])
def test_who_works_here_changes_the_page(request, signed_in, role, fibre):
    client = signed_in(request.getfixturevalue(role))
    assert client.get("/tags/fibre/about/edit/").status_code == 200
    assert client.post("/tags/fibre/about/edit/", WORDS)["Location"] == "/tags/fibre/about/"
    assert TagRevision.objects.count() == 1
    assert "about/edit/" in text_of(client.get("/tags/fibre/about/"))


def test_newcomers_and_visitors_do_not(client, signed_in, stranger, fibre):
    assert client.get("/tags/fibre/about/edit/")["Location"].startswith("/accounts/login/")
    assert client.post("/tags/fibre/about/edit/", WORDS)["Location"].startswith("/accounts/login/")
    reply = signed_in(stranger).post("/tags/fibre/about/edit/", WORDS, follow=True)
    assert "You can read the pages of tags, but not change them yet." in text_of(reply)
    assert not TagRevision.objects.exists()


def test_what_was_typed_survives_signing_in(client, signed_in, employee, fibre):
    sent = client.post("/tags/fibre/about/edit/", WORDS)["Location"]
    back = signed_in(employee).get(parse_qs(urlsplit(sent).query)["next"][0])
    assert "Light in glass." in text_of(back)


def test_someone_quicker_is_shown_and_saving_again_is_a_decision(signed_in, employee, agent, fibre):
    signed_in(employee).post("/tags/fibre/about/edit/", WORDS)
    mine = WORDS | {"about": "Mine."}
    reply = signed_in(agent).post("/tags/fibre/about/edit/", mine)
    assert reply.status_code == 409
    page = text_of(reply)
    assert (
        "Someone else edited this in the meantime" in page and "Light in glass." in page and "Mine." in page
    )
    assert signed_in(agent).post("/tags/fibre/about/edit/", mine | {"seen": "1"}).status_code == 302
    assert Tag.objects.get(slug="fibre").about == "Mine."


@pytest.mark.parametrize(
    "changes", [{"about": "x" * 301}, {"body": "x" * 20_001}, {"body": "\x00"}, {"seen": "x"}]
)
def test_a_fault_is_explained_in_the_form(signed_in, employee, fibre, changes):
    reply = signed_in(employee).post("/tags/fibre/about/edit/", WORDS | changes)
    assert reply.status_code == 400 and not TagRevision.objects.exists()


def test_the_history_shows_what_changed(client, employee, fibre, now):
    for number, words in enumerate(("Pull it for ten seconds.", "Pull it for sixty seconds.")):
        edit_tag_page(by=employee, tag=fibre, about="A", wiki=words, reason="Longer", seen=number, now=now)
    page = client.get("/tags/fibre/about/history/").content.decode()
    assert "<del>" in page and "ten" in page and "sixty" in page and "Version 2" in page and "Longer" in page
    assert client.get("/tags/unknown/about/history/").status_code == 404


def test_moderators_join_words_and_take_them_back(signed_in, moderator, fibre):
    client = signed_in(moderator)
    assert "/tags/fibre/synonyms/" in text_of(client.get("/tags/fibre/about/"))
    assert client.post("/tags/fibre/synonyms/", {"word": "Glasvezel"}).status_code == 302
    assert "glasvezel" in text_of(client.get("/tags/fibre/synonyms/"))
    assert client.post("/tags/fibre/synonyms/", {"word": "fibre"}).status_code == 400
    client.post("/tags/fibre/synonyms/", {"take_back": "glasvezel"})
    assert not Synonym.objects.exists()
    assert client.post("/tags/fibre/synonyms/", {"take_back": "glasvezel"}).status_code == 404


@pytest.mark.parametrize("role", ["asker", "employee", "agent"])
def test_others_do_not_join_words(request, signed_in, role, fibre):
    client = signed_in(request.getfixturevalue(role))
    assert client.get("/tags/fibre/synonyms/").status_code == 302
    client.post("/tags/fibre/synonyms/", {"word": "glasvezel"})
    assert not Synonym.objects.exists()


def test_whoever_shows_no_activity_is_no_helper_of_a_tag(client, fibre, helper):
    TagStanding.objects.create(member=helper, tag=fibre, total=50)
    assert helper.name in text_of(client.get("/tags/fibre/about/"))
    helper.shows_activity = False
    helper.save()
    cache.clear()
    assert helper.name not in text_of(client.get("/tags/fibre/about/"))


def test_words_beside_a_tag_come_from_listed_questions(client, fibre, board, asker, now):
    beside = builders.make_question(board=board, by=asker, now=now, tags=["fibre", "wifi"])
    beside.unlisted_at = now
    beside.save()
    assert related(fibre) == []
