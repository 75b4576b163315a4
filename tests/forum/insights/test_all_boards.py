"""All boards together: measured from the questions themselves, with the same links as one board has."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from community.lib import clock
from forum.improvements.actions.learn import note_learning, note_recurrence
from forum.insights.measuring import measure_recent
from forum.insights.models import Week
from forum.insights.queries import Share, causes, weeks
from tests.builders import make_answer, make_board, make_question

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)
# Minutes from question to answer. The medians are 20 and 90, their mean 55; of all six together it is 30.
HERE, THERE = (10, 20, 30), (80, 90, 100)
# Six waits of both boards: half of them within 30 minutes, nine in ten within 100.
MEDIAN, NINETIETH = 30, 100


@pytest.fixture
def there(db):
    return make_board("Moving house")


@pytest.fixture
def answered(board, there, asker, helper, now, monkeypatch):
    """Six answered questions, three of them on another board."""
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=3))
    found = []
    for place, waits in ((board, HERE), (there, THERE)):
        for wait in waits:
            title = f"Question that waited {wait} minutes"
            found.append(make_question(board=place, by=asker, now=now, title=title))
            make_answer(question=found[-1], by=helper, now=now + timedelta(minutes=wait))
    measure_recent(now + timedelta(hours=3))
    return found


def test_half_of_all_is_counted_over_all_and_is_no_mean_of_medians(answered, board, there, now):
    each = [weeks(one, now)[0].figures["first_answer_median"] for one in (board, there)]
    assert each == [20, 90]
    together = weeks(None, now)[0].figures
    assert (together["first_answer_median"], together["first_answer_p90"]) == (MEDIAN, NINETIETH)
    assert (together["open_median"], together["open_p90"]) == (MEDIAN, NINETIETH)
    assert (together["asked"], together["by"]["customer"]) == (6, 6)


def test_the_page_and_the_spreadsheet_say_so(client, manager, answered):
    client.force_login(manager)
    page = client.get("/insights/").content.decode()
    assert "First answer, half of them within" in page and "30 minutes" in page
    first = next(csv.DictReader(io.StringIO(client.get("/insights/figures.csv").content.decode())))
    half, most = "half of them within (minutes)", "nine in ten within (minutes)"
    wall, opened = "First answer", "First answer in opening hours"
    names = [f"{what}, {share}" for what in (wall, opened) for share in (half, most)]
    assert [first[name] for name in names] == ["30", "100", "30", "100"]


@pytest.mark.parametrize("is_chosen", [False, True])
def test_each_number_of_every_view_leads_to_its_questions(client, manager, answered, board, is_chosen):
    client.force_login(manager)
    chosen = f"?board={board.slug}" if is_chosen else ""
    page = client.get(f"/insights/{chosen}").content.decode()
    ours = f"board={board.slug}&amp;" if chosen else ""
    address = f"/insights/questions/?{ours}week={MONDAY}&amp;figure=answered"
    assert f'href="{address}"' in page
    behind = client.get(address.replace("&amp;", "&")).content.decode()
    shown = [question.path() in behind for question in answered]
    assert shown == [True] * 3 + [not chosen] * 3


@pytest.mark.parametrize("chosen", [True, False])
def test_a_cause_leads_to_its_questions(client, manager, employee, answered, board, there, now, chosen):
    for question in (answered[0], answered[3]):
        learned = note_learning(by=employee, question=question, said="Two systems send it.", cause="sent twice",
                                department=None, now=now)  # fmt: skip
    client.force_login(manager)
    board_part = f"board={board.slug}&" if chosen else ""
    page = client.get(f"/insights/?{board_part}").content.decode()
    address = f"/insights/questions/?{board_part}cause={learned.cause_id}"
    assert address.replace("&", "&amp;") in page
    behind = client.get(address).content.decode()
    assert (answered[0].path() in behind, answered[3].path() in behind) == (True, not chosen)
    assert "sent twice" in behind and answered[1].path() not in behind


def test_what_was_the_same_again_counts_too_and_each_question_once(employee, answered, now):
    words = {"cause": "sent twice", "department": None, "now": now}
    for _twice in range(2):
        note_learning(by=employee, question=answered[0], said=f"Two systems send it {_twice}.", **words)
    note_recurrence(by=employee, question=answered[0], **words)
    note_recurrence(by=employee, question=answered[1], **words)
    assert [(line.name, line.count) for line in causes(None, now)] == [("sent twice", 2)]


def test_weeks_that_are_shown_and_were_never_measured_are(answered, now):
    Week.objects.filter(board=None).delete()
    measure_recent(now, weeks=1)
    assert Week.objects.filter(board=None).count() == 12
    assert measure_recent(now, weeks=1) == Week.objects.filter(monday=MONDAY).count()


def test_a_week_of_all_stands_there_once(answered, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Week.objects.create(monday=MONDAY, measured_at=now)


def test_weeks_are_named_by_their_date_and_no_script_rewrites_it(client, manager, answered):
    client.force_login(manager)
    page = client.get("/insights/").content.decode()
    times = page.count('<time datetime="2026-')
    assert times == page.count("data-exact>") >= 24


def test_each_big_figure_names_its_week(client, manager, answered, now, monkeypatch):
    client.force_login(manager)
    charts = client.get("/insights/").context["charts"]
    assert [chart.latest and (chart.latest.text, chart.latest.monday) for chart in charts] == [
        ("6", MONDAY), ("100 %", MONDAY), ("0 %", MONDAY), ("100 %", MONDAY), None, None,
    ]  # fmt: skip
    assert "this week so far" in client.get("/insights/").content.decode()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=7))
    page = client.get("/insights/").content.decode()
    assert "week of 16 November" in page and "in none of these weeks" in page


@pytest.mark.parametrize(("whole", "is_few", "percent"), [(0, True, None), (4, True, 25), (5, False, 20)])
def test_of_fewer_than_five_the_count_is_said(whole, is_few, percent):
    share = Share(min(whole, 1), whole)
    assert (share.is_few, share.percent) == (is_few, percent)


def test_a_figure_of_few_is_no_percentage_anywhere(client, manager, answered, board):
    client.force_login(manager)
    page = client.get(f"/insights/?board={board.slug}")
    assert page.context["charts"][1].latest.text == "3 of 3"
    assert "100 %" not in page.content.decode()
    assert "100 %" in client.get("/insights/").content.decode()


def test_on_a_phone_weeks_are_folded_and_say_the_same(client, manager, answered):
    client.force_login(manager)
    page = client.get("/insights/").content.decode()
    assert page.count("<details><summary>") == 12
    assert "6 asked, 6 answered" in page
