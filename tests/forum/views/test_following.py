"""Following tags, boards and people over HTTP, and the page of what one follows."""

import pytest

from community.tags.models import Tag
from forum.models import Follow, Question
from forum.queries import following
from tests.builders import make_member

pytestmark = pytest.mark.django_db
PEOPLE = ["asker", "helper", "stranger", "employee", "agent", "lead", "moderator", "manager"]


@pytest.fixture
def fibre(question):
    return Tag.objects.get(slug="fibre")


@pytest.mark.parametrize("person", PEOPLE)
def test_every_member_follows_a_board_a_tag_and_a_member(request, signed_in, fibre, board, person):
    member, other = request.getfixturevalue(person), make_member("Somebody Else")
    client = signed_in(member)
    for page, path in ((board.path(), f"{board.path()}follow/"), ("/tags/fibre/", "/tags/fibre/follow/")):
        assert f'action="{path}"' in client.get(page).content.decode()
        assert client.post(path, {"on": "1"}).url == page
        assert b'aria-pressed="true"' in client.get(page).content
    client.post(f"/members/{other.pk}/follow/", {"on": "1"})
    rows = Follow.objects.filter(member=member, question=None)
    assert {(row.tag, row.board, row.followed) for row in rows} == {
        (fibre, None, None), (None, board, None), (None, None, other),
    }  # fmt: skip
    for path in (f"{board.path()}follow/", "/tags/fibre/follow/", f"/members/{other.pk}/follow/"):
        client.post(path, {"on": "0"})
    assert not rows.all().exists()


def test_visitors_see_a_way_to_sign_in_and_no_form(client, fibre, board):
    for page in (board.path(), "/tags/fibre/"):
        html = client.get(page).content.decode()
        assert f'href="/accounts/login/?next={page.replace("/", "%2F")}"' in html
        assert "csrfmiddlewaretoken" not in html
    for path in (f"{board.path()}follow/", "/tags/fibre/follow/", "/members/1/follow/"):
        assert client.post(path, {"on": "1"}).url.startswith("/accounts/login/?next=")
    assert not Follow.objects.exclude(question__isnull=False).exists()


def test_who_does_not_want_to_be_followed_says_so_in_a_sentence(signed_in, stranger, helper):
    helper.is_followable = False
    helper.save()
    page = signed_in(stranger).post(f"/members/{helper.pk}/follow/", {"on": "1"}, follow=True)
    assert b"does not want to be followed" in page.content
    assert not Follow.objects.exists()


@pytest.mark.parametrize(
    "path", ["/tags/nothing/follow/", "/boards/nothing/follow/", "/members/99999/follow/"]
)
def test_what_is_not_there_is_not_followed(signed_in, stranger, path):
    assert signed_in(stranger).post(path, {"on": "1"}).status_code == 404


def test_somebody_may_be_called_follow(client, db):
    member = make_member("Follow")
    assert member.path().endswith("/follow/")
    assert client.get(member.path()).status_code == 200
    assert client.get(f"/members/{make_member('Other').pk}/follow/").status_code == 301


def test_the_page_shows_each_kind_and_lets_go(signed_in, stranger, helper, fibre, board, question, now):
    for what in ({"tag": fibre}, {"board": board}, {"followed": helper}, {"question": question}):
        Follow.objects.create(member=stranger, since=now, **what)
    client = signed_in(stranger)
    for kind, words in (
        ("questions", question.title), ("tags", "fibre"), ("boards", board.name), ("people", "Joost Wagenaar"),
    ):  # fmt: skip
        assert words in client.get(f"/following/?kind={kind}").content.decode()
    for row in Follow.objects.filter(member=stranger):
        client.post("/following/", {"follow": row.pk, "kind": "tags"})
    assert not Follow.objects.filter(member=stranger).exists()
    for kind in following.KINDS:
        assert b'class="empty"' in client.get(f"/following/?kind={kind}").content


def test_a_hidden_question_keeps_its_line_without_its_title(signed_in, stranger, moderator, question, now):
    for member in (stranger, moderator):
        Follow.objects.create(member=member, question=question, since=now)
    Question.objects.update(hidden_at=now)
    page = signed_in(stranger).get("/following/").content.decode()
    assert question.title not in page and "no longer there" in page
    assert question.title in signed_in(moderator).get("/following/").content.decode()


@pytest.mark.parametrize("follow", ["", "x", "99999999999999999999", "²"])
def test_only_ones_own_follow_is_ended(signed_in, stranger, helper, question, now, follow):
    row = Follow.objects.create(member=helper, question=question, since=now)
    for number in (follow, row.pk):
        assert signed_in(stranger).post("/following/", {"follow": number}).status_code == 302
    assert Follow.objects.filter(pk=row.pk).exists()


def test_a_long_list_is_turned_page_by_page(monkeypatch, signed_in, stranger, now):
    monkeypatch.setattr(following, "PAGE_SIZE", 2)
    for number in range(3):
        Follow.objects.create(member=stranger, tag=Tag.objects.create(slug=f"word-{number}"), since=now)
    client = signed_in(stranger)
    page = following.following_page({"kind": "tags"}, member=stranger, language="en")
    html = client.get(f"/following/?kind=tags&after={page.older}").content.decode()
    assert "word-0" in html and "word-2" not in html
    assert "?kind=tags&before=" in html.replace("&amp;", "&")


def test_the_menu_leads_there(signed_in, stranger):
    html = signed_in(stranger).get("/questions/").content.decode()
    assert 'href="/following/"' in html and 'href="/bookmarks/"' in html
