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


MAIL = "Thank you! Write me at femke.boer@planet.nl."


def test_public_thanks_are_guarded_and_keep_what_was_typed(client, asker, answer):
    page = thank(client, asker, answer, words=MAIL, is_public="on")
    assert page.status_code == 400
    html = page.content.decode()
    assert "Everyone on the internet could read this" in html and "femke.boer@planet.nl" in html
    assert not Compliment.objects.exists()
    assert thank(client, asker, answer, words=MAIL, is_public="on", guard="mask").status_code == 302
    assert "femke.boer@planet.nl" not in Compliment.objects.get().words


def test_thanks_between_two_people_are_theirs(client, asker, answer):
    assert thank(client, asker, answer, words=MAIL).status_code == 302
    assert Compliment.objects.get().words == MAIL


@pytest.mark.parametrize(("person", "stays"), [("stranger", True), ("employee", True), ("moderator", False)])
def test_a_moderator_takes_thanks_out_of_public(request, client, asker, helper, answer, person, stays):
    thank(client, asker, answer, is_public="on")
    compliment = Compliment.objects.get()
    client.force_login(request.getfixturevalue(person))
    address = f"/thanks/away/{compliment.pk}/"
    assert (address in client.get(helper.path()).content.decode()) is not stays
    client.post(address)
    client.logout()
    assert ("That saved my evening!" in client.get(helper.path()).content.decode()) is stays
    assert Compliment.objects.get().words == "That saved my evening!"


def test_what_a_moderator_took_out_of_public_does_not_come_back(client, asker, helper, answer, moderator):
    thank(client, asker, answer, is_public="on")
    client.force_login(moderator)
    client.post(f"/thanks/away/{Compliment.objects.get().pk}/")
    for words in ("That saved my evening!", "That saved my evening, I say!"):
        assert thank(client, asker, answer, words=words, is_public="on").status_code == 302
        assert (Compliment.objects.get().words, Compliment.objects.get().is_public) == (words, False)
    client.logout()
    assert "That saved my evening" not in client.get(helper.path()).content.decode()


def test_who_kept_thanks_to_themselves_may_say_them_in_public_later(
    client, asker, answer, stranger, moderator
):
    thank(client, stranger, answer, is_public="on")
    client.force_login(moderator)
    client.post(f"/thanks/away/{Compliment.objects.get().pk}/")
    thank(client, asker, answer)
    thank(client, asker, answer, is_public="on")
    assert Compliment.objects.get(by=asker).is_public


def test_the_page_names_a_head_only_where_there_is_one(client, asker, question, employee, department, now):
    answer = make_answer(question=question, by=employee, now=now)
    client.force_login(asker)
    said = "the head of their department"
    assert said not in client.get(f"/thanks/{answer.pk}/").content.decode()
    make_member("Head", department=department, heads_department=True)
    assert said in client.get(f"/thanks/{answer.pk}/").content.decode()
