"""Doors and business rules: what a board answers, where else to go, and a question that is sent there."""

import re

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError

from community.lib import clock
from community.notifications import letters
from community.notifications.models import Notification
from forum import tasks
from forum.actions.close import close_question
from forum.actions.reopen import reopen_question
from forum.escalation.models import BusinessRules, Policy
from forum.models import Board, Door, Question
from forum.models.doors import safe_link
from tests.builders import make_board, make_member
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
CURATORS = {"agent", "lead", "moderator", "manager"}


@pytest.fixture(autouse=True)
def fresh_pages():
    caches["pages"].clear()


@pytest.fixture
def door(board):
    return Door.objects.create(
        board=board, name="The shop in town", name_nl="De winkel in de stad", line="They repair it",
        line_nl="Zij maken het", link="https://shop.example/repair?a=1&b=2",
    )  # fmt: skip


def read(client, path: str) -> str:
    return re.sub(r"\s+", " ", client.get(path).content.decode())


def stored() -> Question:
    return Question.objects.select_related("door").get()


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://shop.example/repair", True),
        ("http://shop.example", True),
        ("/questions/?state=open", True),
        ("tel:+31 800 12 34", True),
        ("mailto:help@shop.example", True),
        ("", False),
        ("shop.example", False),
        ("//shop.example/", False),
        ("/\\shop.example/", False),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,hello", False),
        ("https://", False),
        ("https://bank.example@shop.example/", False),
        ("mailto:help@shop.example?bcc=all@shop.example", False),
        ("tel:javascript", False),
        ("https://[broken", False),
    ],
)
def test_only_addresses_that_are_what_they_seem(link, kept):
    assert safe_link(link) == (link if kept else "")


def test_the_page_for_closing_offers_the_doors_of_the_board(client, question, door, moderator, asker):
    Door.objects.create(name="The telephone", line="Day and night", link="tel:+31800")
    Door.objects.create(board=make_board("Elsewhere"), name="Not this one", line="")
    Door.objects.create(board=question.board, name="Not any more", line="", retired_at=question.created_at)
    client.force_login(moderator)
    page = read(client, f"/questions/{question.pk}/close/")
    assert page.index("The shop in town") < page.index("The telephone")
    assert "Not this one" not in page and "Not any more" not in page
    client.force_login(asker)
    assert "The shop in town" not in read(client, f"/questions/{question.pk}/close/")


@pytest.mark.parametrize("reason", ["elsewhere", "not_here"])
def test_a_chosen_door_is_told_on_the_page_and_to_the_asker(client, question, door, agent, asker, reason):
    client.force_login(agent)
    reply = client.post(f"/questions/{question.pk}/close/", {"choice": reason, "door": door.pk, "note": ""})
    assert reply.status_code == 302
    assert (stored().door, stored().closed_as) == (door, reason)
    client.logout()
    page = read(client, question.path())
    assert '<a href="https://shop.example/repair?a=1&amp;b=2">The shop in town</a>' in page
    assert "They repair it" in page
    tasks.announce()
    told = Notification.objects.get(kind="question-decided", member=asker)
    assert told.details["variant"] == "elsewhere"
    assert told.details["quote"] == "The shop in town: They repair it"
    assert told.details["door_link"] == door.link


def test_the_asker_reads_it_in_their_own_language(client, question, door, agent, asker):
    asker.language = "nl"
    asker.save()
    close_question(
        by=agent, question=question, closed_as="elsewhere", note="Bij ons niet.", door=door,
        now=question.created_at,
    )  # fmt: skip
    tasks.announce()
    told = Notification.objects.get(kind="question-decided", member=asker)
    assert told.details["quote"] == "Bij ons niet. De winkel in de stad: Zij maken het"


def test_an_address_that_is_not_safe_is_never_a_link(client, question, door, agent):
    Door.objects.update(link="javascript:alert(1)", name="<b>Shop</b>")
    door.refresh_from_db()
    close_question(
        by=agent, question=question, closed_as="elsewhere", note="", door=door, now=question.created_at
    )
    page = read(client, question.path())
    assert "javascript:" not in page and "&lt;b&gt;Shop&lt;/b&gt;" in page


def test_opening_again_clears_the_door(client, question, door, agent):
    moment = question.created_at
    close_question(by=agent, question=question, closed_as="not_here", note="", door=door, now=moment)
    reopen_question(by=agent, question=question, now=moment)
    assert stored().door is None
    assert "The shop in town" not in read(client, question.path())


def test_without_a_door_words_are_needed_and_what_was_chosen_comes_back(client, question, door, agent):
    client.force_login(agent)
    reply = client.post(f"/questions/{question.pk}/close/", {"choice": "not_here", "door": "", "note": ""})
    assert reply.status_code == 400
    reply = client.post(
        f"/questions/{question.pk}/close/", {"choice": "unclear", "door": door.pk, "note": ""}
    )
    assert reply.status_code == 400
    assert f'name="door" value="{door.pk}" checked' in reply.content.decode()
    # Beside another reason a door says nothing.
    assert (
        client.post(
            f"/questions/{question.pk}/close/",
            {"choice": "outdated", "door": door.pk, "note": "No longer so."},
        ).status_code
        == 302
    )
    assert stored().door is None


def test_a_door_of_another_board_is_refused(question, agent):
    other = Door.objects.create(board=make_board("Elsewhere"), name="There", line="")
    with pytest.raises(ValidationError):
        close_question(
            by=agent, question=question, closed_as="elsewhere", note="", door=other, now=question.created_at
        )


def test_the_rules_of_a_board_are_for_everyone_and_hold_nothing_of_a_reader(client, board, door, asker):
    BusinessRules.objects.create(
        board=board, answered="Fibre and **television**.", answered_nl="Glasvezel en televisie.",
        refused="Repairs of a box. <script>alert(1)</script>",
    )  # fmt: skip
    page = read(client, f"{board.path()}rules/")
    assert "<strong>television</strong>" in page and "<script>alert" not in page
    assert 'href="https://shop.example/repair?a=1&amp;b=2"' in page
    assert "Monday – Friday: 09:00–17:30" in page
    assert "after 2 hours and colleagues in that field after 4 hours, and after 8 hours webcare" in page
    assert "within 8 hours and 30 minutes" in page
    assert "csrfmiddlewaretoken" not in page.partition("<main")[2].partition("</main>")[0]
    client.get("/language/nl/")
    assert "Glasvezel en televisie." in read(client, f"{board.path()}rules/")


def test_a_board_without_rules_says_hours_and_ladder(client, board):
    page = read(client, f"{board.path()}rules/")
    assert "What we do not answer here" not in page and "When somebody is there" in page
    assert client.get("/boards/nowhere/rules/").status_code == 404


def test_closed_days_to_come_stand_there_with_the_next_holiday(client, board, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: local("2026-11-17T09:00"))
    Policy.objects.create(board=board, closed_days="2026-11-01\n2026-12-24\n2026-11-27")
    page = read(client, f"{board.path()}rules/")
    assert "1 November" not in page
    shown = [
        page.index(day) for day in ("27 November 2026", "24 December 2026", "25 December 2026: Christmas Day")
    ]
    assert shown == sorted(shown)


def test_a_change_in_the_admin_is_read_at_once(client, board):
    assert "Fibre only" not in read(client, f"{board.path()}rules/")
    client.force_login(make_member("Karin", is_manager=True, is_staff=True, is_superuser=True))
    reply = client.post(
        "/admin/snippets/escalation/businessrules/add/",
        {"board": board.pk, "answered": "Fibre only", "answered_nl": "", "refused": "", "refused_nl": ""},
    )
    assert reply.status_code == 302
    client.logout()
    assert "Fibre only" in read(client, f"{board.path()}rules/")


def test_a_door_with_an_address_nobody_can_trust_is_not_saved(client, board):
    client.force_login(make_member("Karin", is_manager=True, is_staff=True, is_superuser=True))
    typed = {
        "board": board.pk,
        "position": "0",
        "name": "Shop",
        "name_nl": "",
        "line": "Repairs",
        "line_nl": "",
    }
    address = "/admin/snippets/forum/door/add/"
    assert client.post(address, {**typed, "link": "javascript:alert(1)", "retired_at": ""}).status_code == 200
    assert not Door.objects.exists()
    assert client.post(address, {**typed, "link": "tel:+31800", "retired_at": ""}).status_code == 302
    assert Door.objects.get().address == "tel:+31800"


def test_the_board_and_the_form_for_asking_lead_to_the_rules(client, board, asker):
    rules = f'href="/boards/{board.slug}/rules/"'
    assert rules in read(client, board.path())
    client.force_login(asker)
    assert rules in read(client, f"/questions/ask/?board={board.slug}")
    assert rules not in read(client, "/questions/ask/")


def test_a_board_decides_how_long_details_are_waited_for(client, question, agent):
    Board.objects.update(details_within_days=3)
    client.force_login(agent)
    assert "After 3 days" in read(client, f"/questions/{question.pk}/needs-info/")
    client.post(f"/questions/{question.pk}/needs-info/", {"note": "Which box is it?"})
    waiting = stored()
    assert (waiting.status_due_at - waiting.status_at).days == 3


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("https://shop.example/repair", "https://shop.example/repair"),
        ("tel:+31800", "tel:+31800"),
        ("/articles/", "/articles/"),
    ],
)
def test_the_letter_leads_to_the_door(question, door, agent, asker, link, leads_to, mailoutbox):
    Door.objects.update(link=link)
    door.refresh_from_db()
    close_question(
        by=agent, question=question, closed_as="elsewhere", note="", door=door, now=question.created_at
    )
    tasks.announce()
    Notification.objects.update(letter_due_at=question.created_at)
    assert letters.deliver(question.created_at) == 1
    (letter,) = mailoutbox
    told = re.search(r"The shop in town: (\S+)", letter.body.partition("They repair it")[2])
    assert told and told[1].removeprefix(settings.SITE_URL) == leads_to
