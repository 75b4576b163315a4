"""A compliment reaches who helped and the head of their department; in public only when so chosen."""

import pytest

from community.notifications.models import Notification
from forum.improvements.models import Compliment
from tests.builders import make_answer, make_member

pytestmark = pytest.mark.django_db


def thank(client, by, answer, **form):
    client.force_login(by)
    return client.post(f"/thanks/{answer.pk}/", {"words": "That saved my evening!", **form})


def test_who_helped_is_told_once_and_the_words_can_be_changed(client, asker, answer, helper):
    assert thank(client, asker, answer).status_code == 302
    thank(client, asker, answer, words="That saved my whole week!")
    assert Compliment.objects.get().words == "That saved my whole week!"
    assert Notification.objects.filter(member=helper, kind="compliment").count() == 1


def test_the_head_of_the_department_hears_of_it(client, asker, question, employee, department, now):
    head = make_member("Head", department=department, heads_department=True)
    colleague = make_member("Colleague", department=department)
    thank(client, asker, make_answer(question=question, by=employee, now=now))
    told = Notification.objects.filter(kind="compliment-of-department")
    assert [one.member for one in told] == [head]
    assert not Notification.objects.filter(member=colleague).exists()


@pytest.mark.parametrize("is_public", [True, False])
def test_public_thanks_stand_on_the_helpers_page_and_others_do_not(client, asker, answer, helper, is_public):
    thank(client, asker, answer, **({"is_public": "on"} if is_public else {}))
    client.logout()
    assert ("That saved my evening!" in client.get(helper.path()).content.decode()) is is_public


def test_nobody_thanks_themselves(client, helper, answer):
    thank(client, helper, answer)
    assert not Compliment.objects.exists()


def test_a_visitor_signs_in_first(client, answer):
    assert "/accounts/login/" in client.post(f"/thanks/{answer.pk}/", {"words": "Thanks!"})["Location"]
    assert not Compliment.objects.exists()


def test_words_that_say_too_little_are_kept_with_a_word_about_it(client, asker, answer):
    page = thank(client, asker, answer, words="?")
    assert page.status_code == 400
    assert "Write a few words of thanks." in page.content.decode()
