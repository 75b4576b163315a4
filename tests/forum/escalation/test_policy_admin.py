"""A manager sets a board's patience in the admin: hours by day, a preview before saving, a history after."""

import re
from datetime import date, timedelta

import pytest

from cms.roles import ensure_managers
from community.events.models import Event
from community.lib import clock
from forum.escalation.actions.edit_policy import edit_policy
from forum.escalation.models import Policy
from forum.rules import NotAllowed
from tests.builders import make_member
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db

WORDS = {
    "time_zone": "Europe/Amsterdam", "country": "NL", "closed_days": "", "incident_words": "",
    "asks_helpers": "on", "helpers_at_a_time": "5", "asks_colleagues": "on", "colleagues_at_a_time": "3",
    "helpers_after": "120", "colleagues_after": "240", "next_colleagues_after": "120", "webcare_after": "480",
    "reply_within": "120", "again_within": "510", "remind_after_days": "2", "remind_again_after_days": "5",
    "check_after_days": "7", "check_closes_after_days": "14",
}  # fmt: skip


def hours(**days: tuple[str, str]) -> dict[str, str]:
    return {
        f"hours-{day}-{end}": moment
        for day, pair in days.items()
        for end, moment in zip(("opens", "closes"), pair, strict=True)
    }


YEARS = "\n".join(str(date(2026, 11, 17) + timedelta(days=number)) for number in range(500))
OFFICE = hours(**dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("09:00", "17:30")))


@pytest.fixture
def karin(db):
    karin = make_member("Karin Visser", is_manager=True)
    karin.groups.add(ensure_managers())
    return karin


@pytest.fixture
def admin(karin, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: local("2026-11-17T09:00"))
    client.force_login(karin)
    return client


@pytest.fixture
def policy(board):
    return Policy.objects.create(board=board)


def edit(policy) -> str:
    return f"/admin/snippets/escalation/policy/edit/{policy.pk}/"


def values(policy, **changes) -> dict[str, str]:
    return {"board": policy.board_id, **WORDS, **OFFICE, **changes}


def page(reply) -> str:
    return re.sub(r"\s+", " ", reply.content.decode())


def test_the_form_shows_a_time_field_for_each_end_of_each_day(admin, policy):
    shown = page(admin.get(edit(policy)))
    assert shown.count('type="time"') == 14
    assert 'name="hours-mon-opens" id="id_hours" value="09:00"' in shown
    assert 'name="hours-sun-closes" id="id_hours-sun-closes" value=""' in shown


def test_hours_are_saved_as_they_were_written(admin, policy):
    changes = hours(mon=("08:00", "20:00"), sat=("10:00", "00:00"), fri=("", ""))
    assert admin.post(edit(policy), values(policy, **changes)).status_code == 302
    policy.refresh_from_db()
    assert policy.hours["mon"] == ["08:00", "20:00"]
    assert policy.hours["fri"] is None
    # Midnight is where the day ends.
    assert policy.hours["sat"] == ["10:00", "24:00"]
    assert 'name="hours-sat-closes" id="id_hours-sat-closes" value="00:00"' in page(admin.get(edit(policy)))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (hours(tue=("17:00", "09:00")), "Tuesday: give an opening and a later closing time"),
        (hours(tue=("09:00", "")), "Tuesday: give an opening and a later closing time"),
        (
            hours(**dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("", ""))),
            "open at some moment of the week",
        ),
        (hours(tue=("0900", "17:00")), "Tuesday: give an opening and a later closing time"),
        ({"closed_days": "Christmas"}, "Christmas is no date"),
        ({"closed_days": YEARS}, "would be closed for more than a year"),
        ({"colleagues_at_a_time": "11"}, "less than or equal to 10"),
        ({"incident_words": "!!!"}, "holds no word"),
        ({"remind_again_after_days": "3"}, "at least two days between"),
    ],
)
@pytest.mark.parametrize("button", [{}, {"preview": "1"}], ids=["save", "preview"])
def test_a_fault_is_told_in_place_and_what_was_typed_stays(admin, policy, wrong, said, button):
    reply = admin.post(edit(policy), values(policy, helpers_after="60", **wrong, **button))
    assert reply.status_code == 200
    assert said in page(reply)
    assert 'name="helpers_after" value="60"' in page(reply)
    for name, value in wrong.items():
        if name.startswith("hours"):
            assert re.search(rf'name="{name}"[^>]*value="{value}"', page(reply))
    policy.refresh_from_db()
    assert policy.helpers_after == 120


def test_hours_do_not_matter_on_a_board_that_is_always_open(admin, policy):
    nothing = hours(**dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("", "")))
    assert admin.post(edit(policy), values(policy, round_the_clock="on", **nothing)).status_code == 302
    policy.refresh_from_db()
    assert policy.round_the_clock and policy.hours["mon"] == ["09:00", "17:30"]


def test_a_preview_says_what_it_means_and_saves_nothing(admin, policy):
    before = page(admin.get(edit(policy)))
    assert (
        "A question asked on Saturday 21:10 reaches webcare on Monday 17:00 and has an answer before "
        "Tuesday 24 November 10:30." in before
    )
    reply = admin.post(edit(policy), values(policy, webcare_after="240", preview="1"))
    assert (
        "A question asked on Saturday 21:10 reaches webcare on Monday 13:00 and has an answer before 15:00."
        in page(reply)
    )
    assert "This is not saved yet." in page(reply)
    policy.refresh_from_db()
    assert policy.webcare_after == 480
    assert not Event.objects.filter(kind="policy.edited").exists()


def test_a_new_policy_is_previewed_too(admin, board):
    address = "/admin/snippets/escalation/policy/add/"
    assert "reaches webcare on" in page(admin.get(address))
    reply = admin.post(address, {"board": board.pk, **WORDS, **OFFICE, "preview": "1"})
    assert reply.status_code == 200 and "This is not saved yet." in page(reply)
    assert Policy.objects.count() == 0
    assert (
        admin.post(address, {"board": board.pk, **WORDS, **OFFICE, "reply_within": "60"}).status_code == 302
    )
    assert Policy.objects.get().reply_within == 60
    # Compared with the defaults the board followed until now.
    assert Event.objects.get(kind="policy.edited").details["before"] == {"reply_within": 120}


def test_an_edit_is_recorded_with_what_was_before_and_after(admin, karin, policy):
    admin.post(edit(policy), values(policy, webcare_after="300", **hours(sat=("10:00", "16:00"))))
    event = Event.objects.get(kind="policy.edited")
    assert (event.actor, event.subject) == (karin, f"policy:{policy.pk}")
    assert event.details["before"]["webcare_after"] == 480
    assert event.details["after"]["webcare_after"] == 300
    assert event.details["after"]["hours"]["sat"] == ["10:00", "16:00"]
    assert set(event.details["after"]) == {"webcare_after", "hours"}


def test_the_last_edits_stand_on_the_same_page(admin, policy):
    assert "Nothing was changed since it was made." in page(admin.get(edit(policy)))
    admin.post(edit(policy), values(policy, webcare_after="300", **hours(sat=("10:00", "16:00"))))
    admin.post(edit(policy), values(policy, webcare_after="300", round_the_clock="on"))
    shown = page(admin.get(edit(policy)))
    assert "Karin Visser" in shown
    assert "Webcare takes over after: <del>480</del> → <ins>300</ins>" in shown
    assert "Opening hours: <del>Sat closed</del> → <ins>Sat 10:00–16:00</ins>" in shown
    assert "Always open: <del>no</del> → <ins>yes</ins>" in shown
    assert shown.index("Always open: <del>") < shown.index("takes over after: <del>")


def test_saving_without_a_change_leaves_no_trace(admin, policy):
    assert admin.post(edit(policy), values(policy)).status_code == 302
    assert not Event.objects.filter(kind="policy.edited").exists()


@pytest.mark.parametrize("who", ["stranger", "employee", "agent", "lead", "moderator"])
def test_nobody_but_a_manager_edits_a_policy(request, policy, now, who):
    policy.webcare_after = 1
    with pytest.raises(NotAllowed):
        edit_policy(by=request.getfixturevalue(who), policy=policy, now=now)
    assert Policy.objects.get().webcare_after == 480


def test_when_the_customer_hears_again_and_the_check_are_set_previewed_and_remembered(admin, policy):
    reply = admin.post(edit(policy), values(policy, again_within="60", preview="1"))
    # Answered before Tuesday 10:30, and again an hour of opening time later.
    assert "the customer hears from webcare again before Tuesday 24 November 11:30." in page(reply)
    changes = {"again_within": "60", "check_after_days": "10", "check_closes_after_days": "21"}
    assert admin.post(edit(policy), values(policy, **changes)).status_code == 302
    policy.refresh_from_db()
    assert (policy.again_within, policy.check_after_days, policy.check_closes_after_days) == (60, 10, 21)
    shown = page(admin.get(edit(policy)))
    assert "<del>510</del> → <ins>60</ins>" in shown and "<del>14</del> → <ins>21</ins>" in shown
    assert admin.post(edit(policy), values(policy, again_within="1")).status_code == 200


def test_who_is_asked_is_set_previewed_and_remembered(admin, policy):
    shown = page(admin.get(edit(policy)))
    said = "regular helpers, at most 5, after 2 hours; colleagues, at most 3 at a time, after 4 hours."
    assert said in shown
    changes = values(policy, colleagues_at_a_time="2")
    del changes["asks_helpers"]
    previewed = page(admin.post(edit(policy), changes | {"preview": "1"}))
    assert "Asked before webcare: colleagues, at most 2 at a time, after 4 hours." in previewed
    policy.refresh_from_db()
    assert (policy.asks_helpers, policy.colleagues_at_a_time) == (True, 3)
    assert admin.post(edit(policy), changes).status_code == 302
    policy.refresh_from_db()
    assert (policy.asks_helpers, policy.asks_colleagues, policy.colleagues_at_a_time) == (False, True, 2)
    shown = page(admin.get(edit(policy)))
    assert "Regular helpers are asked: <del>yes</del> → <ins>no</ins>" in shown
    assert "How many colleagues at a time: <del>3</del> → <ins>2</ins>" in shown
