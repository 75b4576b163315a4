"""A question that did not need asking leaves a trace, once per person."""

import pytest

from community.events.models import Event
from forum.actions.spare import spare_question

pytestmark = pytest.mark.django_db


def test_it_is_remembered_once_per_person(question, helper, stranger, now):
    assert spare_question(by=helper, question=question, now=now)
    assert not spare_question(by=helper, question=question, now=now)
    assert spare_question(by=stranger, question=question, now=now)
    spared = Event.objects.filter(kind="question.spared", subject=question.subject)
    assert [event.actor for event in spared.order_by("id")] == [helper, stranger]
