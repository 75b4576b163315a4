"""What the managers' group opens in the admin: every list and form of the house, for a manager without more."""

import pytest
from django.contrib.auth.models import Permission
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.roles import ensure_managers
from forum.escalation.models import BusinessRules, Policy
from forum.improvements.actions.learn import note_learning
from forum.improvements.models import Cause, Learning
from forum.models import Door
from tests.builders import make_board, make_member

pytestmark = pytest.mark.django_db
VIEWSETS = [model.snippet_viewset for model in get_snippet_models()]


@pytest.fixture
def karin(db):
    karin = make_member("Karin Visser", is_manager=True)
    karin.groups.add(ensure_managers())
    return karin


@pytest.fixture
def admin(karin, client):
    assert not karin.is_superuser and not karin.is_staff
    client.force_login(karin)
    return client


@pytest.mark.parametrize("viewset", VIEWSETS, ids=lambda viewset: viewset.model_name)
def test_every_list_and_form_opens(admin, viewset: SnippetViewSet):
    root = f"/admin/snippets/{viewset.app_label}/{viewset.model_name}/"
    assert admin.get(root).status_code == 200
    # Members come in by themselves.
    assert admin.get(f"{root}add/").status_code == (302 if viewset.model_name == "member" else 200)


def test_a_manager_writes_a_boards_rules_and_doors(admin, board):
    rules = {"board": board.pk, "answered": "Fibre", "answered_nl": "", "refused": "", "refused_nl": ""}
    assert admin.post("/admin/snippets/escalation/businessrules/add/", rules).status_code == 302
    kept = BusinessRules.objects.get()
    address = f"/admin/snippets/escalation/businessrules/edit/{kept.pk}/"
    assert admin.post(address, rules | {"answered": "Fibre and television"}).status_code == 302
    kept.refresh_from_db()
    assert kept.answered == "Fibre and television"
    door = {
        "board": board.pk, "position": "0", "name": "Shop", "name_nl": "", "line": "Repairs", "line_nl": "",
        "link": "tel:+31800", "retired_at": "",
    }  # fmt: skip
    assert admin.post("/admin/snippets/forum/door/add/", door).status_code == 302
    door["name"] = "The shop in town"
    address = f"/admin/snippets/forum/door/edit/{Door.objects.get().pk}/"
    assert admin.post(address, door).status_code == 302
    assert Door.objects.get().name == "The shop in town"


def test_a_ladder_is_not_deleted_by_a_manager_nor_offered(admin, board):
    policy = Policy.objects.create(board=board)
    root = "/admin/snippets/escalation/policy/"
    assert f"{root}delete/" not in admin.get(root).content.decode()
    assert f"{root}delete/" not in admin.get(f"{root}edit/{policy.pk}/").content.decode()
    assert admin.post(f"{root}delete/{policy.pk}/").status_code == 302
    admin.post(f"/admin/bulk/escalation/policy/delete/?id={policy.pk}")
    assert Policy.objects.get() == policy


def test_who_could_once_delete_ladders_can_no_longer(db):
    group = ensure_managers()
    group.permissions.add(Permission.objects.get(codename="delete_policy"))
    ensure_managers()
    assert not group.permissions.filter(codename="delete_policy").exists()


@pytest.mark.parametrize("how", ["one", "many"])
def test_to_a_superuser_it_is_explained(client, board, how):
    other = Policy.objects.create(board=make_board("Elsewhere"))
    policy = Policy.objects.create(board=board)
    client.force_login(make_member("Root", is_manager=True, is_staff=True, is_superuser=True))
    address = {
        "one": f"/admin/snippets/escalation/policy/delete/{policy.pk}/",
        "many": f"/admin/bulk/escalation/policy/delete/?id={policy.pk}&id={other.pk}",
    }[how]
    reply = client.post(address, follow=True)
    assert reply.status_code == 200
    assert "Change its values instead." in reply.content.decode()
    assert Policy.objects.count() == 2


def test_a_cause_that_taught_something_is_retired_and_not_deleted(admin, question, employee, now):
    given = {
        "by": employee,
        "question": question,
        "said": "Two systems send one.",
        "department": None,
        "now": now,
    }
    for _twice in range(2):
        cause = note_learning(cause="sent twice", **given).cause
    assert Learning.objects.count() == 1
    reply = admin.post(f"/admin/snippets/improvements/cause/delete/{cause.pk}/", follow=True)
    assert "Retire it instead" in reply.content.decode()
    unused = Cause.objects.create(name="never used")
    admin.post(f"/admin/snippets/improvements/cause/delete/{unused.pk}/")
    assert list(Cause.objects.all()) == [cause]
