"""Going back to an earlier text: it is the newest one again, and nothing in between is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.events.models import Event
from forum.actions.edit import edit_answer, edit_question
from forum.actions.rollback import roll_back
from forum.models import Answer, BodyFormat, Question, Revision
from forum.rules import NotAllowed
from tests.builders import BODY

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=10)

TEXTS = [f"{BODY} Text number {number}." for number in range(4)]
# Each step: whether an earlier version comes back, which text or version, and minutes since the step before.
STEPS = st.lists(
    st.tuples(st.booleans(), st.integers(0, 30), st.sampled_from([0, 1, 4, 5, 60])), min_size=1, max_size=8
)


def edited(question, by, now, body, title="My fibre drops every evening", tags=("fibre",)):
    seen = Revision.objects.of(question).latest("number").number
    return edit_question(
        by=by, question=question, title=title, body=body, tags=list(tags), reason="", seen=seen, now=now
    )


def test_an_earlier_text_is_the_newest_again(question, asker, moderator, now):
    first = Question.objects.get(pk=question.pk)
    edited(question, asker, now + LATER, TEXTS[0], "Another title altogether", ("modem", "wifi"))
    revision = roll_back(by=moderator, post=question, number=1, reason="It was clearer", now=now + 2 * LATER)
    again = Question.objects.get(pk=question.pk)
    assert (again.title, again.slug, again.body, again.body_html) == (
        first.title, first.slug, first.body, first.body_html,
    )  # fmt: skip
    assert list(again.tags.values_list("slug", flat=True)) == ["fibre"]
    assert (again.edited_at, again.edited_by) == (now + 2 * LATER, moderator)
    assert (revision.number, revision.by, revision.reason) == (
        3,
        moderator,
        "Back to version 1: It was clearer",
    )
    event = Event.objects.get(kind="question.rolled_back")
    assert event.details == {"revision": 3, "back_to": 1}


def test_an_answer_goes_back_too(answer, helper, now):
    edit_answer(by=helper, answer=answer, body=TEXTS[1], reason="", seen=1, now=now + LATER)
    roll_back(by=helper, post=answer, number=1, now=now + 2 * LATER)
    assert Answer.objects.get(pk=answer.pk).body == "Set the time to four at night."
    assert Event.objects.filter(kind="answer.rolled_back", subject=answer.subject).exists()


def test_imported_html_comes_back_as_it_was(answer, helper, now):
    Answer.objects.update(body_format=BodyFormat.HTML, body="<p>Old <b>words</b> of an import</p>")
    Revision.objects.all().delete()
    edit_answer(by=helper, answer=answer, body=TEXTS[1], reason="", seen=0, now=now + LATER)
    assert list(Revision.objects.order_by("number").values_list("body_format", flat=True)) == [
        "html",
        "markdown",
    ]
    roll_back(by=helper, post=answer, number=1, now=now + 2 * LATER)
    again = Answer.objects.get(pk=answer.pk)
    assert (again.body_format, again.body_html) == (BodyFormat.HTML, "<p>Old <b>words</b> of an import</p>")


@pytest.mark.parametrize("number", [0, 2, 3, 99])
def test_what_is_not_there_or_stands_already_does_not_come_back(question, asker, now, number):
    edited(question, asker, now + LATER, TEXTS[0])
    with pytest.raises(ValidationError):
        roll_back(by=asker, post=question, number=number, now=now + 2 * LATER)
    assert Revision.objects.of(question).count() == 2


@pytest.mark.parametrize("person", ["stranger", "employee", "agent"])
def test_who_may_not_edit_puts_nothing_back(request, question, asker, now, person):
    edited(question, asker, now + LATER, TEXTS[0])
    with pytest.raises(NotAllowed):
        roll_back(by=request.getfixturevalue(person), post=question, number=1, now=now + 2 * LATER)


@given(steps=STEPS)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_edits_and_rollbacks_keep_every_text(question, asker, moderator, now, steps):
    Revision.objects.of(question).exclude(number=1).delete()
    Question.objects.filter(pk=question.pk).update(title=question.title, body=question.body, edited_at=None)
    Revision.objects.of(question).update(title=question.title, body=question.body, at=now)
    said, moment = {1: question.body}, now
    for goes_back, which, minutes in steps:
        moment += timedelta(minutes=minutes)
        by = asker if which % 2 else moderator
        if goes_back and len(said) > 1:
            number = 1 + which % (len(said) - 1)
            # Where it stands already, no other version is made of it.
            revision = roll_back(by=by, post=question, number=number, now=moment)
            said[revision.number] = said[number]
        else:
            revision = edited(question, by, moment, TEXTS[which % 4])
            said[revision.number] = TEXTS[which % 4]
        kept = dict(Revision.objects.of(question).order_by("number").values_list("number", "body"))
        assert kept == said
        assert Question.objects.get(pk=question.pk).body == said[len(said)]


def test_pressed_twice_it_is_one_new_version(question, answer, asker, helper, now):
    edited(question, asker, now + LATER, TEXTS[0], "Another title altogether", ("modem", "wifi"))
    edit_answer(by=helper, answer=answer, body=TEXTS[1], reason="", seen=1, now=now + LATER)
    for by, post in ((asker, question), (helper, answer)):
        first, second = (roll_back(by=by, post=post, number=1, now=now + 2 * LATER) for _press in range(2))
        assert first == second
        assert Revision.objects.of(post).count() == 3
    assert Event.objects.filter(kind="question.rolled_back").count() == 1
