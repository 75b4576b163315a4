"""What a manager edits in the Wagtail admin, over HTTP; nobody else comes in."""

import pytest
from django.contrib.auth.models import Group
from django.utils.http import urlencode
from wagtail.models import Page

from cms.models import ArticlePage, HomePage
from cms.roles import MANAGERS, ensure_managers
from community.events.models import Event
from community.members.models import Department, Member
from community.tags.models import Synonym, Tag
from forum.escalation.models import Policy
from forum.models import Board, Expertise
from tests.builders import make_board, make_expert, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def hilde(db):
    """A manager by role alone: no superuser, not even Django's staff."""
    member = make_member("Hilde Janssen", is_manager=True)
    member.groups.add(ensure_managers())
    return member


@pytest.fixture
def admin(hilde, signed_in):
    return signed_in(hilde)


def form_of(reply) -> dict[str, str]:
    """What the page's form would post when nothing is changed."""
    form = reply.context["form"]
    fields = {}
    for bound in form:
        value = bound.value()
        if value is not None and value is not False:
            fields[bound.html_name] = "on" if value is True else value
    return fields


def snippet(model, *rest) -> str:
    return (
        "/admin/snippets/" + "/".join([model._meta.app_label, model._meta.model_name, *map(str, rest)]) + "/"
    )


def save(admin, address: str, **changes) -> None:
    reply = admin.get(address)
    assert reply.status_code == 200
    posted = admin.post(address, {**form_of(reply), **changes})
    assert posted.status_code == 302, posted.context["form"].errors


def test_the_front_page_of_the_admin_opens(admin, home):
    reply = admin.get("/admin/")
    assert reply.status_code == 200
    assert "default-src" not in reply.headers.get("Content-Security-Policy", "")


@pytest.mark.parametrize("person", [None, "asker", "employee", "agent", "lead", "moderator"])
def test_nobody_else_comes_in(request, client, signed_in, board, home, person):
    visitor = signed_in(request.getfixturevalue(person)) if person else client
    for address in (
        "/admin/",
        snippet(Board),
        snippet(Board, "edit", board.pk),
        f"/admin/pages/{home.pk}/edit/",
    ):
        for reply in (visitor.get(address), visitor.post(address, {"name": "Mine now"})):
            assert reply.status_code in (302, 403)
            assert reply.status_code == 403 or "login" in reply.url or reply.url == "/admin/login/"
    board.refresh_from_db()
    assert board.name != "Mine now"


@pytest.mark.parametrize("model", [Board, Tag, Synonym, Expertise, Policy, Department, Member])
def test_each_list_and_form_opens(admin, board, employee, model):
    Policy.objects.create(board=board)
    Synonym.objects.create(slug="glasvezel", tag=Tag.objects.create(slug="fibre"))
    make_expert(employee, tag="fibre")
    assert admin.get(snippet(model)).status_code == 200
    assert admin.get(snippet(model, "edit", model.objects.first().pk)).status_code == 200


def test_a_board_is_made_changed_and_noted(admin, hilde):
    made = admin.post(
        snippet(Board, "add"),
        {"name": "Energy", "slug": "energy", "icon": "i-ask", "position": "3", "details_within_days": "7"},
    )
    assert made.status_code == 302
    board = Board.objects.get(slug="energy")
    save(admin, snippet(Board, "edit", board.pk), name="Energy and heat", allows_several_accepted="on")
    board.refresh_from_db()
    assert (board.name, board.allows_several_accepted, board.archived_at) == ("Energy and heat", True, None)
    noted = Event.objects.filter(subject=f"board:{board.pk}").order_by("id").values_list("kind", "actor")
    assert list(noted) == [("board.created", hilde.pk), ("board.changed", hilde.pk)]


@pytest.mark.parametrize("how", ["one", "many"])
@pytest.mark.parametrize("model", [Board, Tag])
def test_what_questions_stand_under_is_not_deleted_but_explained(admin, question, model, how):
    kept = model.objects.get()
    noun = model._meta.model_name
    many = f"/admin/bulk/{model._meta.app_label}/{noun}/delete/?id={kept.pk}"
    reply = admin.post(snippet(model, "delete", kept.pk) if how == "one" else many, follow=True)
    assert reply.status_code == 200
    assert b"Questions stand under this" in reply.content
    assert model.objects.filter(pk=kept.pk).exists()
    assert not Event.objects.filter(kind=f"{noun}.deleted").exists()


def test_an_empty_board_and_an_unused_tag_are_deleted(admin, board):
    tag = Tag.objects.create(slug="unused")
    for instance in (board, tag):
        assert admin.post(snippet(type(instance), "delete", instance.pk)).status_code == 302
    assert not Board.objects.exists() and not Tag.objects.exists()
    gone = Event.objects.filter(kind__endswith=".deleted").values_list("kind", "subject")
    assert set(gone) == {("board.deleted", f"board:{board.pk}"), ("tag.deleted", f"tag:{tag.pk}")}


def test_two_boards_do_not_share_an_address(admin, board):
    reply = admin.post(
        snippet(Board, "add"),
        {"name": "Other", "slug": board.slug, "icon": "i-ask", "position": "3", "details_within_days": "7"},
    )
    assert reply.status_code == 200
    assert "slug" in reply.context["form"].errors


def test_a_tag_and_its_synonym(admin):
    admin.post(snippet(Tag, "add"), {"slug": "fibre", "about": "Glass to the door"})
    tag = Tag.objects.get(slug="fibre")
    save(admin, snippet(Tag, "edit", tag.pk), about="Glass to your door")
    admin.post(snippet(Synonym, "add"), {"slug": "glasvezel", "tag": tag.pk})
    tag.refresh_from_db()
    assert tag.about == "Glass to your door"
    assert Synonym.objects.get().tag == tag


def test_a_department(admin):
    admin.post(snippet(Department, "add"), {"name": "Billing", "slug": "billing", "about": "Bills"})
    department = Department.objects.get(slug="billing")
    save(admin, snippet(Department, "edit", department.pk), name="Bills and refunds")
    department.refresh_from_db()
    assert department.name == "Bills and refunds"
    assert Event.objects.filter(kind="department.changed", subject=f"department:{department.pk}").exists()


def test_an_expertise_is_confirmed_and_is_about_one_thing(admin, hilde, employee, board):
    tag = Tag.objects.create(slug="fibre")
    fields = {
        "member": employee.pk,
        "tag": tag.pk,
        "board": "",
        "confirmed_at": "2026-11-17 12:00",
        "confirmed_by": hilde.pk,
    }
    assert admin.post(snippet(Expertise, "add"), fields).status_code == 302
    known = Expertise.objects.confirmed().get()
    assert (known.member, known.tag, known.confirmed_by) == (employee, tag, hilde)
    reply = admin.post(snippet(Expertise, "add"), fields | {"board": board.pk})
    assert reply.status_code == 200 and reply.context["form"].errors
    reply = admin.post(snippet(Expertise, "add"), fields)
    assert reply.status_code == 200 and reply.context["form"].errors
    assert Expertise.objects.count() == 1


def test_the_ladder_of_a_board(admin, board):
    policy = Policy.objects.create(board=board)
    address = snippet(Policy, "edit", policy.pk)
    save(admin, address, helpers_after="60", **{"hours-mon-opens": "09:00", "hours-mon-closes": "17:00"})
    policy.refresh_from_db()
    assert policy.helpers_after == 60
    reply = admin.get(address)
    refused = admin.post(address, {**form_of(reply), "helpers_after": "9999"})
    assert refused.status_code == 200 and refused.context["form"].errors


def test_a_member_becomes_employee_and_manager_and_comes_in(admin, signed_in, department, stranger):
    Group.objects.filter(name=MANAGERS).delete()
    hilde = Member.objects.get(name="Hilde Janssen")
    hilde.is_superuser = True
    hilde.save()
    address = snippet(Member, "edit", stranger.pk)
    save(admin, address, department=department.pk, is_manager="on")
    stranger.refresh_from_db()
    assert stranger.is_manager and stranger.department == department
    assert signed_in(stranger).get("/admin/").status_code == 200
    fields = form_of(admin.get(address))
    fields.pop("is_manager")
    assert admin.post(address, fields).status_code == 302
    assert signed_in(Member.objects.get(pk=stranger.pk)).get("/admin/").status_code in (302, 403)


def test_a_manager_makes_and_deletes_no_members_here(admin, stranger):
    assert admin.get(snippet(Member, "add")).status_code in (302, 403)
    assert admin.post(snippet(Member, "delete", stranger.pk)).status_code in (302, 403)
    assert Member.objects.filter(pk=stranger.pk).exists()


def test_the_home_page_is_edited_and_published(admin, client, home):
    address = f"/admin/pages/{home.pk}/edit/"
    reply = admin.get(address)
    assert reply.status_code == 200
    fields = {**form_of(reply), "heading": "Ask your neighbours", "action-publish": "1"}
    fields |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    posted = admin.post(address, fields)
    assert posted.status_code == 302, posted.context["form"].errors
    assert HomePage.objects.get().heading == "Ask your neighbours"
    assert b"Ask your neighbours" in client.get("/").content


def test_an_article_is_written_previewed_and_published(admin, client, articles):
    address = f"/admin/pages/add/cms/articlepage/{articles.pk}/"
    assert admin.get(address).status_code == 200
    body = (
        '{"blocks": [{"key": "a", "text": "Open the cupboard.", "type": "unstyled", "depth": 0, '
        '"inlineStyleRanges": [], "entityRanges": [], "data": {}}], "entityMap": {}}'
    )
    fields = {
        "title": "Read your meter",
        "slug": "read-your-meter",
        "intro": "",
        "body": body,
        "language": "en",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }
    posted = admin.post(address, fields)
    assert posted.status_code == 302, posted.context["form"].errors
    article = ArticlePage.objects.get()
    assert b"Open the cupboard." in client.get("/articles/read-your-meter/").content
    preview = f"/admin/pages/{article.pk}/edit/preview/"
    assert admin.post(preview, fields | {"title": "Read any meter"}).status_code == 200
    shown = admin.get(preview + "?" + urlencode({"mode": ""}))
    assert shown.status_code == 200
    assert b"Read any meter" in shown.content
    assert shown.headers.get("X-Frame-Options") == "SAMEORIGIN"


def test_the_group_is_the_same_when_it_is_made_twice(db):
    first = set(ensure_managers().permissions.values_list("codename", flat=True))
    assert set(ensure_managers().permissions.values_list("codename", flat=True)) == first
    assert Group.objects.filter(name=MANAGERS).count() == 1
    assert not {"delete_member", "add_member", "change_group"} & first


def test_only_pages_of_ours_are_made(admin, home):
    assert admin.get(f"/admin/pages/add/cms/homepage/{home.pk}/").status_code in (302, 403)
    assert Page.objects.type(HomePage).count() == 1
    assert make_board("Extra").pk
