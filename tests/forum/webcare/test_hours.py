"""When people of the desk work and when they are away: their own page, overlaps, night shifts, and who hears of it."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from community.lib import clock
from community.notifications.models import Notification
from forum.rules import NotAllowed
from forum.webcare import attendance, tasks
from forum.webcare.actions.absence import be_away, be_back, tell_begun
from forum.webcare.actions.own import take_case
from forum.webcare.actions.shifts import add_shift
from forum.webcare.alarms import Watched, watch
from forum.webcare.models import Absence, Shift

pytestmark = pytest.mark.django_db

TUESDAY, FRIDAY, SATURDAY, SUNDAY = 1, 4, 5, 6


@pytest.fixture(autouse=True)
def at_noon(monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now)


def week_of(member) -> list[tuple[int, str, str]]:
    shifts = Shift.objects.filter(member=member).order_by("weekday", "begins")
    return [(one.weekday, f"{one.begins:%H:%M}", f"{one.ends:%H:%M}") for one in shifts]


def hours(*days: int, begins: str = "09:00", ends: str = "17:00") -> dict:
    return {"weekdays": list(days), "begins": begins, "ends": ends}


def test_agents_see_and_change_their_own_week(client, agent):
    client.force_login(agent)
    assert client.get("/desk/hours/")["Location"] == f"/desk/hours/{agent.pk}/"
    assert "No hours are noted yet." in client.get(f"/desk/hours/{agent.pk}/").content.decode()
    client.post(f"/desk/hours/{agent.pk}/add/", hours(TUESDAY, FRIDAY))
    assert week_of(agent) == [(TUESDAY, "09:00", "17:00"), (FRIDAY, "09:00", "17:00")]
    assert "09:00–17:00" in client.get(f"/desk/hours/{agent.pk}/").content.decode()
    first = Shift.objects.earliest("weekday")
    client.post(f"/desk/hours/{agent.pk}/remove/", {"shift": first.pk})
    client.post(f"/desk/hours/{agent.pk}/remove/", {"shift": first.pk})
    assert week_of(agent) == [(FRIDAY, "09:00", "17:00")]


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("asker", 403),
        ("employee", 403),
        ("other_agent", 403),
        ("moderator", 403),
        ("lead", 200),
        ("manager", 200),
    ],
)
def test_others_hours_are_for_who_leads(request, client, agent, person, status):
    client.force_login(request.getfixturevalue(person))
    assert client.get(f"/desk/hours/{agent.pk}/").status_code == status
    changed = client.post(f"/desk/hours/{agent.pk}/add/", hours(TUESDAY))
    assert changed.status_code == (403 if status == 403 else 302)
    assert bool(week_of(agent)) == (status == 200)


def test_hours_are_of_people_of_the_desk(client, lead, asker):
    client.force_login(lead)
    assert client.get(f"/desk/hours/{asker.pk}/").status_code == 403
    assert client.get("/desk/hours/999999/").status_code == 404


def test_a_night_stands_as_two_and_says_so(client, agent):
    client.force_login(agent)
    night = hours(FRIDAY, SUNDAY, begins="22:00", ends="06:00")
    page = client.post(f"/desk/hours/{agent.pk}/add/", night, follow=True).content.decode()
    assert week_of(agent) == [
        (0, "00:00", "06:00"), (FRIDAY, "22:00", "00:00"), (SATURDAY, "00:00", "06:00"), (SUNDAY, "22:00", "00:00"),
    ]  # fmt: skip
    assert "stand as two: Friday 22:00–24:00, Saturday 00:00–06:00" in page


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        ("16:00", "20:00", "Tuesday 16:00–20:00 overlaps 09:00–17:00"),
        ("06:00", "09:01", "overlaps"),
        ("00:00", "00:00", "Tuesday 00:00–24:00 overlaps"),
        ("10:00", "10:00", "begin and end at the same time"),
        ("", "10:00", "Say when it begins."),
    ],
)
def test_what_will_not_do_is_said_and_kept(client, agent, begins, ends, said):
    client.force_login(agent)
    client.post(f"/desk/hours/{agent.pk}/add/", hours(TUESDAY))
    page = client.post(f"/desk/hours/{agent.pk}/add/", hours(TUESDAY, begins=begins, ends=ends))
    assert page.status_code == 400
    assert said in page.content.decode() and f'value="{ends}"' in page.content.decode()
    assert week_of(agent) == [(TUESDAY, "09:00", "17:00")]


def test_hours_may_touch_and_a_night_must_not_reach_into_others(agent, now):
    def add(*days, begins, ends):
        add_shift(by=agent, member=agent, weekdays=days, begins=time(begins), ends=time(ends), now=now)

    add(TUESDAY, begins=9, ends=12)
    add(TUESDAY, begins=12, ends=0)
    with pytest.raises(ValidationError, match="Choose"):
        add(begins=1, ends=2)
    with pytest.raises(ValidationError, match="overlaps"):
        add(TUESDAY - 1, begins=22, ends=10)
    assert len(week_of(agent)) == 2


def test_on_shift_goes_by_the_sites_clock(agent, lead, now):
    add_shift(by=agent, member=agent, weekdays=[TUESDAY], begins=time(12), ends=time(0), now=now)
    noon = now  # 12:00 in Amsterdam
    assert attendance.on_shift(noon) == {agent.pk}
    assert attendance.on_shift(noon - timedelta(minutes=1)) == set()
    assert attendance.on_shift(noon + timedelta(hours=11, minutes=59)) == {agent.pk}
    assert attendance.on_shift(noon + timedelta(hours=12)) == set()
    be_away(by=lead, member=agent, since=noon, until=noon + timedelta(hours=1), now=now)
    assert attendance.on_shift(noon) == set()
    assert attendance.away(noon) == {agent.pk: noon + timedelta(hours=1)}
    assert attendance.away(noon + timedelta(hours=1)) == {}


def test_being_away_is_said_by_ones_own_clock(client, agent):
    agent.time_zone = "Asia/Tokyo"
    agent.save()
    client.force_login(agent)
    form = {"since": "2026-11-18T09:00", "until": "2026-11-20T09:00"}
    client.post(f"/desk/hours/{agent.pk}/away/", form)
    absence = Absence.objects.get()
    assert (absence.since, absence.by) == (datetime(2026, 11, 18, 0, tzinfo=UTC), agent)
    page = client.get(f"/desk/hours/{agent.pk}/").content.decode()
    assert "Wed 18 November 09:00 until Fri 20 November 09:00" in page and "Asia/Tokyo" in page


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2026-11-20T09:00", "2026-11-19T09:00", "ends before it begins"),
        ("2026-11-10T09:00", "2026-11-11T09:00", "over already"),
        ("2026-12-01T09:00", "2026-12-03T09:00", "taken already"),
        ("2026-12-05T09:00", "2030-12-03T09:00", "year and a half"),
        ("", "", "Say when you are back."),
        ("soon", "2026-12-03T09:00", "Something needs another look"),
    ],
)
def test_an_absence_that_will_not_do(client, agent, now, since, until, said):
    begins = datetime(2026, 12, 2, tzinfo=UTC)
    be_away(by=agent, member=agent, since=begins, until=begins + timedelta(days=2), now=now)
    client.force_login(agent)
    page = client.post(f"/desk/hours/{agent.pk}/away/", {"since": since, "until": until})
    assert page.status_code == 400
    assert said in page.content.decode() and f'value="{since}"' in page.content.decode() or not since
    assert Absence.objects.count() == 1


def test_coming_back_early_and_not_going_at_all(client, agent, now):
    be_away(by=agent, member=agent, since=now - timedelta(days=1), until=now + timedelta(days=1), now=now)
    later = be_away(
        by=agent, member=agent, since=now + timedelta(days=5), until=now + timedelta(days=6), now=now
    )
    client.force_login(agent)
    assert "Away until Wednesday" in client.get(f"/desk/hours/{agent.pk}/").content.decode()
    for absence in Absence.objects.all():
        client.post(f"/desk/hours/{agent.pk}/back/", {"absence": absence.pk})
    assert attendance.away(now) == {}
    assert not Absence.objects.filter(pk=later.pk).exists()
    with pytest.raises(NotAllowed):
        be_back(by=None, absence=Absence.objects.get(), now=now)


def test_an_absence_that_begins_is_told_once_with_the_cases_left(case, agent, lead, now):
    take_case(by=agent, case=case, now=now)
    absence = be_away(
        by=agent, member=agent, since=now + timedelta(hours=1), until=now + timedelta(days=1), now=now
    )
    assert tell_begun(now) == 0
    assert tell_begun(now + timedelta(hours=1)) == 1
    assert tell_begun(now + timedelta(hours=2)) == 0
    told = Notification.objects.get(kind="colleague-away")
    assert (told.member, told.actor, told.details) == (lead, agent, {"count": 1, "variant": "one"})
    assert told.link == f"/desk/leads/cases/?person={agent.pk}"
    assert absence.member == agent


def test_who_leaves_nothing_behind_is_no_news(agent, lead, now):
    be_away(by=agent, member=agent, since=now, until=now + timedelta(days=1), now=now)
    tasks.watch()
    assert not Notification.objects.filter(kind="colleague-away").exists()


def test_who_is_away_is_not_told_of_a_new_case(agent, lead, now, request):
    be_away(by=agent, member=agent, since=now, until=now + timedelta(days=1), now=now)
    request.getfixturevalue("case")
    told = set(Notification.objects.filter(kind="case-opened").values_list("member", flat=True))
    assert told == {lead.pk}


def test_managers_hear_alarms_while_no_lead_is_there(case, lead, manager, now):
    be_away(by=lead, member=lead, since=now, until=now + timedelta(minutes=90), now=now)
    assert watch(now + timedelta(hours=1)) == Watched(unowned=1)
    assert watch(now + timedelta(hours=2)) == Watched(late=1)
    told = Notification.objects.filter(kind__in=["case-unowned", "case-late"]).order_by("pk")
    assert list(told.values_list("member", "kind", "link")) == [
        (manager.pk, "case-unowned", "/desk/leads/"), (lead.pk, "case-late", case.path()),
    ]  # fmt: skip


def test_without_any_lead_the_managers_hear_them(case, manager, now):
    watch(now + timedelta(hours=2))
    assert Notification.objects.filter(kind="case-late", member=manager).count() == 1
