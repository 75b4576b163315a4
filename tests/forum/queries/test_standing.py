"""The page of one's own standing: every line of the ledger is on exactly one page, and the sums are right."""

from datetime import UTC, datetime, timedelta

import pytest

from community.tags.models import Tag
from forum.queries import standing
from forum.queries.standing import ability_lines, standing_page
from reputation.models import Entry, Reason, Standing, TagStanding

pytestmark = pytest.mark.django_db


def earn(member, question, at, number, *, reason=Reason.QUESTION_UPVOTED, points=5, reverses=None):
    return Entry.objects.create(
        member=member, reason=reason, subject=f"ballot:{number}", post=question.subject, points=points, at=at,
        reverses=reverses,
    )  # fmt: skip


def lines_of(page):
    return [
        line
        for day in page.days
        for subject in day.subjects.values()
        for group in subject.groups.values()
        for line in group.lines
    ]


def test_the_same_thing_on_one_day_is_one_line(asker, question, now):
    for number in range(12):
        earn(asker, question, now + timedelta(minutes=number), number)
    page = standing_page({}, member=asker, language="en")
    (day,) = page.days
    (subject,) = day.subjects.values()
    (group,) = subject.groups.values()
    assert (day.label, day.points) == ("Tuesday 17 November 2026", 60)
    assert (subject.title, subject.path) == (question.title, question.path())
    assert (group.said, group.points, len(group.lines)) == ("Your question was voted up, 12 times", 60, 12)


def test_a_single_line_stays_as_it_is_and_what_is_taken_back_stands_apart(asker, question, now):
    entry = earn(asker, question, now, 1)
    earn(asker, question, now, 2, points=-5, reverses=entry)
    (day,) = standing_page({}, member=asker, language="en").days
    (subject,) = day.subjects.values()
    assert [group.said for group in subject.groups.values()] == [
        "Taken back: Your question was voted up",
        "Your question was voted up",
    ]
    assert day.points == 0


def test_days_are_those_of_the_members_own_clock(asker, question):
    late = datetime(2026, 11, 17, 23, 30, tzinfo=UTC)
    earn(asker, question, late, 1)
    assert standing_page({}, member=asker, language="en").days[0].label == "Wednesday 18 November 2026"
    asker.time_zone = "America/New_York"
    assert standing_page({}, member=asker, language="en").days[0].label == "Tuesday 17 November 2026"


def test_every_line_is_on_exactly_one_page_and_the_pages_add_up(monkeypatch, asker, question, now):
    monkeypatch.setattr(standing, "LINES", 7)
    for number in range(40):
        earn(asker, question, now + timedelta(hours=5 * number), number, points=5 if number % 3 else -2)
    query, total, lines, pages = {}, 0, 0, 0
    while True:
        page = standing_page(query, member=asker, language="en")
        lines += len(lines_of(page))
        total += sum(day.points for day in page.days)
        pages += 1
        if page.older is None:
            break
        query = {"after": page.older}
    assert (lines, pages) == (40, 6)
    assert total == sum(Entry.objects.values_list("points", flat=True))


def test_a_post_that_is_gone_has_no_title_but_keeps_its_line(asker, question, now):
    question.hidden_at, question.author = now, None
    question.save()
    earn(asker, question, now, 1)
    (subject,) = standing_page({}, member=asker, language="en").days[0].subjects.values()
    assert (subject.path, subject.title) == ("", "")


def test_nobody_sees_lines_of_others(asker, helper, question, now):
    earn(asker, question, now, 1)
    assert standing_page({}, member=helper, language="en").days == []


def test_what_comes_next_is_said(asker):
    page = standing_page({}, member=asker, language="en")
    assert page.points == 1
    assert (page.coming.label, page.coming.needed, page.coming.missing) == ("Vote an answer down", 125, 124)
    Standing.objects.create(member=asker, total=5000)
    assert standing_page({}, member=asker, language="en").coming is None


def test_roles_hold_what_others_have_to_earn(moderator, agent, asker):
    assert all(line.is_held for line in ability_lines(moderator, 1))
    held = {line.label for line in ability_lines(agent, 1) if line.is_held}
    assert "Vote an answer down" in held and "Improve what others wrote" not in held
    assert "Vote an answer down" not in {line.label for line in ability_lines(asker, 1) if line.is_held}


def test_subjects_are_summed(asker):
    for slug, total in (("fibre", 20), ("wifi", 40), ("bill", 0)):
        TagStanding.objects.create(member=asker, tag=Tag.objects.create(slug=slug), total=total)
    assert standing_page({}, member=asker, language="en").tags == [("wifi", 40), ("fibre", 20)]
