"""What the demo's stories of the lower loop promise is what stands there."""

import pytest

from cms.demo.stories import STORIES
from cms.demo.storylinks import question_of
from community.events.models import Event
from community.lib import clock
from community.members.models import Department, Member
from forum.escalation.models import Check
from forum.improvements.actions.tell_changes import concerned, people_to_tell
from forum.improvements.models import Change, Improvement, Learning
from forum.improvements.queries.worklist import standing_still
from forum.models import MeToo
from forum.webcare.models import Case

pytestmark = pytest.mark.django_db

# How many people the story says will hear of it.
TOLD = {"en": (16, "sixteen messages"), "nl": (20, "twintig berichten")}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_story_counts_whom_the_improvement_tells(community, language):
    improvement = Improvement.objects.get(questions=question_of("eight-closes", language))
    text = next(story.text[language] for story in STORIES if story.slug == "eight-closes")
    number, words = TOLD[language]
    assert len(set(concerned(improvement, 0, 1000)) - {improvement.owner_id}) == number
    assert sum(people_to_tell(improvement, improvement.owner).values()) == number
    assert words in text


def test_only_customers_have_it_too(community):
    assert not MeToo.objects.filter(member__department__isnull=False).exists()


def test_every_department_has_a_head(community):
    for department in Department.objects.all():
        assert Member.objects.filter(department=department, heads_department=True).count() == 1


def test_a_confirmed_check_says_how_it_felt(community):
    said = Event.objects.filter(kind="check.confirmed")
    assert said.count() == Check.objects.filter(state="yes").count() > 0
    assert all(event.details["felt"] for event in said)


def test_a_check_without_a_reply_was_closed(community):
    closed = Check.objects.filter(state="unconfirmed", asked_at__isnull=False)
    assert Event.objects.filter(kind="check.unconfirmed").count() == closed.count() > 0


def test_the_manager_finds_every_kind_of_loop_that_people_leave_open(community):
    found = {one.slug: one.count for one in standing_still(None, "en", clock.now())}
    # A change is told within a minute, and a proposal comes of many at once: neither stands still here.
    assert {slug for slug, count in found.items() if count} >= {
        "unconfirmed",
        "unlearned",
        "loose",
        "unowned",
    }


def test_the_changes_before_now_were_told(community):
    assert not Change.objects.filter(told_count=0).exists()


def test_a_resolved_case_has_its_department_and_told_stories_their_learning(community):
    assert not Case.objects.filter(state__in=("resolved", "checked"), department=None).exists()
    for language in ("en", "nl"):
        assert Learning.objects.filter(question=question_of("a-week-later", language)).exists()
