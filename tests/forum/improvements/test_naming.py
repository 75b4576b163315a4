"""What is proposed because many have one question's trouble bears its title: masked with it, hidden with it."""

import pytest

from community.notifications.models import Notification
from forum.actions import visibility
from forum.actions.delete import delete_post
from forum.actions.redact import redact
from forum.improvements.actions.change import change_state
from forum.improvements.actions.propose import propose_due
from forum.improvements.actions.tell_changes import tell_due
from forum.improvements.models import Improvement, State
from forum.models import Question
from tests.builders import make_question

pytestmark = pytest.mark.django_db
NUMBER, MASKED = "06-12345678", "06-••••••78"


@pytest.fixture
def proposed(board, asker, manager, now):
    """A public improvement that bears the title of this question, which holds a number."""
    question = make_question(board=board, by=asker, now=now, title=f"Call me on {NUMBER} about two bills")
    Question.objects.filter(pk=question.pk).update(me_too_count=10)
    propose_due(now)
    change_state(
        by=manager, improvement=Improvement.objects.get(), state=State.HEARD, public_line="We heard you all.",
        public_line_nl="", now=now,
    )  # fmt: skip
    tell_due(now)
    return question


def names_on(client) -> str:
    paths = ("/improvements/", Improvement.objects.get().path())
    return "".join(client.get(path).content.decode() for path in paths)


def test_masking_the_question_masks_the_title_it_lent(proposed, client, moderator, now):
    assert NUMBER in names_on(client)
    redact(by=moderator, post=proposed, now=now)
    assert Improvement.objects.get().title == f"Call me on {MASKED} about two bills"
    assert NUMBER not in names_on(client)
    assert NUMBER not in str(list(Notification.objects.values_list("details", flat=True)))


def test_a_number_that_only_the_improvement_still_holds_is_found(proposed, moderator, now):
    Question.objects.update(title="Two bills in one month")
    proposed.revisions.update(title="Two bills in one month")
    assert redact(by=moderator, post=proposed, now=now) == 1
    assert NUMBER not in Improvement.objects.get().title


@pytest.mark.parametrize("away", ["hidden", "deleted"])
def test_a_question_out_of_sight_takes_its_title_along_and_brings_it_back(
    proposed, client, asker, moderator, now, away
):
    title = proposed.title
    if away == "hidden":
        visibility.hide_post(by=moderator, post=proposed, reason="It insults somebody.", now=now)
    else:
        delete_post(by=asker, post=proposed, now=now)
    propose_due(now)
    propose_due(now)
    assert title not in names_on(client) and "What many people asked" in names_on(client)
    if away == "deleted":
        return
    visibility.restore_post(by=moderator, post=proposed, reason="It was fine after all.", now=now)
    propose_due(now)
    assert title in names_on(client)
