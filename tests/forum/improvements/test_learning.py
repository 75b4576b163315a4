"""Whoever works here notes in a line what can be learned; customers neither write nor read it."""

import pytest

from community.events.models import Event
from forum.actions.visibility import hide_post
from forum.improvements.actions.learn import note_learning
from forum.improvements.models import Cause, Learning

pytestmark = pytest.mark.django_db
TYPED = {"said": "The second letter leaves before the first one is booked.", "cause": "invoice sent twice"}


@pytest.mark.parametrize("person", ["employee", "agent", "lead", "moderator", "manager"])
def test_everyone_who_works_here_notes_a_learning(request, client, question, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get(f"/learnings/{question.pk}/").status_code == 200
    assert client.post(f"/learnings/{question.pk}/", TYPED).status_code == 302
    learning = Learning.objects.get()
    assert (learning.line, learning.cause.name, learning.question) == (
        TYPED["said"],
        TYPED["cause"],
        question,
    )
    assert Event.objects.filter(kind="learning.noted", thread=question.subject).count() == 1


@pytest.mark.parametrize("person", ["asker", "helper", "stranger"])
def test_customers_neither_write_nor_read_learnings(request, client, question, employee, now, person):
    note_learning(by=employee, question=question, department=None, now=now, **TYPED)
    client.force_login(request.getfixturevalue(person))
    assert client.get(f"/learnings/{question.pk}/").status_code == 403
    assert client.post(f"/learnings/{question.pk}/", TYPED).status_code == 403
    assert Learning.objects.count() == 1
    assert TYPED["said"] not in client.get(question.path()).content.decode()


def test_a_visitor_signs_in_first(client, question):
    assert "/accounts/login/" in client.get(f"/learnings/{question.pk}/")["Location"]


def test_one_cause_has_one_spelling(question, employee, billing, now):
    first = {**TYPED, "cause": "Invoice sent twice"}
    note_learning(by=employee, question=question, department=billing, now=now, **first)
    second = note_learning(by=employee, question=question, department=None, now=now, **TYPED)
    assert Cause.objects.count() == 1
    assert second.department == billing, "a cause that is new belongs to whose it was first"


def test_what_a_hidden_question_taught_is_read_without_its_title(
    client, improvement, question, clerk, employee, moderator, now
):
    given = {"said": "Two systems send one.", "cause": "sent twice", "department": None, "now": now}
    learning = note_learning(by=employee, question=question, **given)
    Learning.objects.filter(pk=learning.pk).update(improvement=improvement)
    hide_post(by=moderator, post=question, reason="It names a neighbour.", now=now)
    client.force_login(clerk)
    page = client.get(improvement.path()).content.decode()
    assert "Two systems send one." in page and question.title not in page


def test_two_who_make_the_same_new_cause_at_once_mean_one(question, employee, now, monkeypatch):
    theirs = Cause.objects.create(name="Invoice sent twice")
    seen = iter([Cause.objects.none()])
    filtered = Cause.objects.filter
    monkeypatch.setattr(Cause.objects, "filter", lambda **words: next(seen, None) or filtered(**words))
    learning = note_learning(by=employee, question=question, department=None, now=now, **TYPED)
    assert learning.cause == theirs and Cause.objects.count() == 1


def test_what_says_too_little_is_kept_with_a_word_about_it(client, employee, question):
    client.force_login(employee)
    page = client.post(f"/learnings/{question.pk}/", {**TYPED, "said": "too bad"})
    assert page.status_code == 400
    assert "Say in one line what the company can learn." in page.content.decode()
    assert "too bad" in page.content.decode()


def test_the_question_page_shows_the_way_to_it_to_staff_only(client, question, employee, asker):
    client.force_login(employee)
    assert f"/learnings/{question.pk}/" in client.get(question.path()).content.decode()
    client.force_login(asker)
    assert f"/learnings/{question.pk}/" not in client.get(question.path()).content.decode()
