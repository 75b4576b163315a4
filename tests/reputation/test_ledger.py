"""The ledger: prices, once per subject, the day's cap, and sums that equal what a rebuild gives."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.tags.models import Tag
from reputation import ledger, standings
from reputation.models import Entry, Reason, Standing, TagStanding
from reputation.prices import CAPPED, DAILY_CAP, PRICES
from tests.builders import make_department, make_member

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 16, 22, 0, tzinfo=UTC)


def credit(member, reason=Reason.ANSWER_UPVOTED, subject="ballot:1", now=START, tags=(), post="answer:1"):
    return ledger.credit(member, reason, subject=subject, post=post, tag_ids=tags, now=now)


def kept() -> tuple[dict, dict]:
    return (
        dict(Standing.objects.values_list("member", "total")),
        {(row.member_id, row.tag_id): row.total for row in TagStanding.objects.all()},
    )


@pytest.mark.parametrize(
    ("reason", "points"),
    [
        (Reason.QUESTION_UPVOTED, 5),
        (Reason.ANSWER_UPVOTED, 10),
        (Reason.ANSWER_ACCEPTED, 15),
        (Reason.ACCEPTED_AN_ANSWER, 2),
        (Reason.CHECK_CONFIRMED, 5),
        (Reason.EDIT_APPROVED, 2),
        (Reason.QUESTION_DOWNVOTED, -2),
        (Reason.ANSWER_DOWNVOTED, -2),
        (Reason.DOWNVOTED_AN_ANSWER, -1),
    ],
)
def test_each_act_has_its_price(asker, reason, points):
    assert credit(asker, reason).points == points
    assert Standing.objects.get(member=asker).total == points
    assert standings.of(asker) == max(1, 1 + points)


def test_every_reason_has_a_price():
    assert set(PRICES) == set(Reason)


def test_the_same_subject_counts_once(asker):
    first = credit(asker)
    assert credit(asker) == first
    assert credit(asker, Reason.ANSWER_ACCEPTED) != first
    assert Standing.objects.get(member=asker).total == 25


def test_employees_unknown_and_erased_members_earn_nothing(employee):
    gone = make_member("Gone", erased_at=START)
    assert [credit(person) for person in (employee, None, gone)] == [None, None, None]
    assert not Entry.objects.exists()


def test_a_reversal_takes_exactly_what_counted_and_only_once(asker):
    for number in range(21):
        credit(asker, subject=f"ballot:{number}")
    assert Entry.objects.get(subject="ballot:20").points == 0
    assert ledger.reverse(subject="ballot:20", now=START) == 1
    assert ledger.reverse(subject="ballot:0", now=START) == 1
    assert ledger.reverse(subject="ballot:0", now=START) == 0
    assert Standing.objects.get(member=asker).total == 190


def test_the_cap_cuts_an_entry_that_only_fits_in_part(asker):
    for number in range(39):
        credit(asker, Reason.QUESTION_UPVOTED, subject=f"ballot:{number}")
    assert credit(asker, subject="ballot:39").points == 5
    assert credit(asker, subject="ballot:40").points == 0


@pytest.mark.parametrize("reason", sorted(set(Reason) - CAPPED))
def test_what_is_no_vote_for_you_is_exempt_from_the_cap(asker, reason):
    for number in range(20):
        credit(asker, subject=f"ballot:{number}")
    assert credit(asker, reason, subject="other:1").points == PRICES[reason]


def test_downs_cost_on_a_full_day_and_refill_nothing(asker):
    for number in range(20):
        credit(asker, subject=f"ballot:{number}")
    assert credit(asker, Reason.ANSWER_DOWNVOTED, subject="ballot:20").points == -2
    assert credit(asker, subject="ballot:21").points == 0


def test_standing_by_tag_adds_up_under_each(asker):
    fibre, modem = (Tag.objects.create(slug=slug) for slug in ("fibre", "modem"))
    credit(asker, subject="ballot:1", tags=[fibre.pk, modem.pk])
    credit(asker, subject="ballot:2", tags=[modem.pk])
    rows = dict(TagStanding.objects.values_list("tag__slug", "total"))
    assert rows == {"fibre": 10, "modem": 20}


def test_a_tag_that_was_deleted_since_stops_nothing(asker):
    fibre, modem = (Tag.objects.create(slug=slug) for slug in ("fibre", "modem"))
    credit(asker, tags=[fibre.pk, modem.pk])
    fibre.delete()
    ledger.reverse(subject="ballot:1", now=START)
    assert dict(TagStanding.objects.values_list("tag__slug", "total")) == {"modem": 0}
    live = kept()
    standings.rebuild()
    assert kept() == live


def test_one_members_rebuild_leaves_the_others(asker, helper):
    credit(asker, subject="ballot:1")
    credit(helper, subject="ballot:2")
    Standing.objects.update(total=999)
    assert standings.rebuild([asker.pk]) == 1
    assert dict(Standing.objects.values_list("member", "total")) == {asker.pk: 10, helper.pk: 999}


POSTS = 3
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("credit"),
            st.sampled_from([*CAPPED, Reason.ANSWER_ACCEPTED, Reason.DOWNVOTED_AN_ANSWER]),
            st.integers(0, 40),
        ),
        st.tuples(st.just("burst"), st.just(Reason.ANSWER_UPVOTED), st.integers(1, 22)),
        st.tuples(st.just("reverse"), st.none(), st.integers(0, 40)),
        st.tuples(st.just("hide"), st.none(), st.integers(0, POSTS - 1)),
        st.tuples(st.just("restore"), st.none(), st.integers(0, POSTS - 1)),
        st.tuples(st.just("wait"), st.none(), st.integers(1, 20)),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_the_sums_are_those_of_the_entries(asker, steps):
    Entry.objects.all().delete()
    standings.rebuild()
    tags = [Tag.objects.get_or_create(slug=slug)[0].pk for slug in ("fibre", "modem", "bill")]
    now, hidden = START, {}
    for number, (verb, reason, amount) in enumerate(steps):
        now += timedelta(seconds=1)
        if verb == "wait":
            now += timedelta(hours=amount)
        elif verb in ("credit", "burst"):
            for one in range(amount if verb == "burst" else 1):
                post = one % POSTS if verb == "burst" else amount % POSTS
                subject = f"ballot:{amount}" if verb == "credit" else f"burst:{number}.{one}"
                if post not in hidden:
                    ledger.credit(
                        asker,
                        reason,
                        subject=subject,
                        post=f"answer:{post}",
                        tag_ids=tags[: post + 1],
                        now=now,
                    )
        elif verb == "reverse" and amount % POSTS not in hidden:
            ledger.reverse(subject=f"ballot:{amount}", now=now)
        elif verb == "hide" and amount not in hidden:
            hidden[amount] = now
            ledger.reverse(post=f"answer:{amount}", now=now)
        elif verb == "restore" and amount in hidden:
            ledger.reinstate(post=f"answer:{amount}", reversed_at=hidden.pop(amount), now=now)
        live = kept()
        assert live[0].get(asker.pk, 0) == sum(Entry.objects.values_list("points", flat=True))
    earned = defaultdict(int)
    for entry in Entry.objects.filter(reason__in=CAPPED, reverses=None, points__gt=0):
        earned[entry.at.astimezone(UTC).date()] += entry.points
    assert all(points <= DAILY_CAP for points in earned.values())
    live = kept()
    standings.rebuild()
    assert kept() == live


def test_a_department_is_what_makes_an_employee(asker):
    credit(asker)
    asker.department = make_department("Billing")
    assert credit(asker, subject="ballot:2") is None
    assert ledger.reverse(subject="ballot:1", now=START) == 1
    assert Standing.objects.get(member=asker).total == 0
