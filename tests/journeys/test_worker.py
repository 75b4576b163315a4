"""The jobs run by themselves: a real worker and schedule on the embedded broker, and a worker on Valkey."""

import pytest

# The database mark has the run's own database made, of which each journey gets a copy.
pytestmark = [pytest.mark.service, pytest.mark.timeout(900), pytest.mark.django_db]

WAITING = "SELECT count(*) FROM forum_question WHERE index_due_at IS NOT NULL OR watch_due_at IS NOT NULL"
UNANNOUNCED = "SELECT count(*) FROM events_event WHERE announce_due_at IS NOT NULL"
# One to an asker may wait until their morning.
UNSENT = """
    SELECT count(*) FROM notifications_notification WHERE letter_due_at < datetime(created_at, '+10 minutes')
"""
CASES = "SELECT count(*) FROM webcare_case"
SLIPPED = "SELECT count(*) FROM escalation_climb WHERE promises_missed > 0"
# A promise that slipped was renewed, and the lead hears again the next morning.
DUE_ALARMS = "SELECT count(*) FROM webcare_case WHERE alarm_due_at IS NOT NULL AND renewed_from IS NULL"
UNTOLD_ALARMS = "SELECT count(*) FROM webcare_alarm WHERE told_at IS NULL"
LATE = "SELECT count(*) FROM webcare_alarm WHERE kind = 'case-late'"
TOLD = "SELECT kind, count(*) FROM notifications_notification GROUP BY kind"
TOLD_TWICE = """
    SELECT member_id, kind, subject FROM notifications_notification GROUP BY 1, 2, 3 HAVING count(*) > 1
"""
STEPS = "SELECT rung, number, count(*) FROM escalation_step WHERE taken_at IS NOT NULL GROUP BY rung, number"
HAPPENED = "SELECT kind, count(*) FROM events_event GROUP BY kind"
# Who is asked on each rung by the cast of stage.py: three colleagues, then the fourth.
EACH_STEP = [("everyone", 0), ("colleagues", 0), ("colleagues", 1), ("helpers", 0), ("webcare", 0)]


def is_quiet(community) -> bool:
    """Everything that was asked of the worker is done."""
    return not any(community.number(query) for query in (WAITING, UNANNOUNCED, UNSENT))


def state(community) -> tuple:
    """All that a second delivery would change."""
    counted = [sorted(community.read(query)) for query in (TOLD, STEPS, HAPPENED)]
    return (*counted, community.number(CASES), len(community.letters()))


def test_a_question_climbs_by_itself_and_a_day_without_a_worker_delivers_every_step_once(make_community):
    community = make_community()
    community.start("worker")
    community.start("schedule")

    community.act("ask", 1)
    community.wait_until("announced, indexed, on the ladder", lambda: is_quiet(community))
    assert dict(community.read(TOLD)) == {"question-asked": 1}
    assert community.read("SELECT course, rung FROM escalation_climb") == [("climbing", "everyone")]
    assert any((community.var / "search").rglob("*"))

    # No nudge: the schedule finds it.
    community.act("move", 9)
    community.wait_until("the case is open", lambda: community.number(CASES) == 1 and is_quiet(community))
    assert sorted((rung, number) for rung, number, _ in community.read(STEPS)) == sorted(EACH_STEP)
    assert "drops every evening" in community.letters()[0]

    community.stop("worker")
    community.act("ask", 10)
    assert community.number(WAITING) == 10
    community.act("move", 24)
    community.start("worker")
    community.wait_until(
        "all due steps are taken, the lead and the askers told",
        lambda: (
            community.number(CASES) == community.number(SLIPPED) == 11
            and not community.number(DUE_ALARMS)
            and not community.number(UNTOLD_ALARMS)
            and is_quiet(community)
        ),
    )
    told = dict(community.read(TOLD))
    assert sorted(community.read(STEPS)) == sorted((*step, 11) for step in EACH_STEP)
    assert community.read(TOLD_TWICE) == []
    assert {kind: told[kind] for kind in ("question-asked", "case-opened", "promise-slipped")} == {
        "question-asked": 11,
        "case-opened": 11,
        "promise-slipped": 11,
    }
    # Each rang once, and the lead heard of several at a time.
    assert community.number(LATE) == 11 and 1 <= told["case-late"] < 11
    assert told["expert-asked"] == community.number("SELECT count(*) FROM routing_expertrequest")
    assert dict(community.read(HAPPENED))["case.opened"] == 11
    lettered = community.number(
        "SELECT count(*) FROM notifications_notification WHERE lettered_at IS NOT NULL"
    )
    assert len(community.letters()) == lettered

    before = state(community)
    community.act("nudge")
    community.act("ask", 1)
    community.wait_until("one more question went through after the nudges", lambda: is_quiet(community))
    after = state(community)
    assert after[1] == sorted((*step, 12 if step[0] == "everyone" else 11) for step in EACH_STEP)
    assert after[3:] == before[3:]


def test_a_worker_on_valkey_does_what_it_is_nudged_to(make_community, valkey_url):
    address = valkey_url.rstrip("/")
    community = make_community(BROKER_URL=f"{address}/1", CACHE_URL=f"{address}/2")
    community.start("worker")
    community.act("ask", 1)
    community.wait_until("announced, indexed, on the ladder", lambda: is_quiet(community))
    assert dict(community.read(TOLD)) == {"question-asked": 1}
    assert not any((community.var / "queue" / "messages").glob("*"))
