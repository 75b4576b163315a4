"""Every address that changes something: by POST only, signed in only, and refused by role with a sentence."""

import pytest
from django.test import Client

from community.events.models import Event
from forum.models import Answer, Question

pytestmark = pytest.mark.django_db

BUTTONS = [
    "/questions/{question}/vote/",
    "/questions/{question}/follow/",
    "/questions/{question}/join/",
    "/answers/{answer}/vote/",
    "/answers/{answer}/solution/",
    "/answers/{answer}/confirm/",
]
ONLY_POSTED = [
    *BUTTONS,
    "/questions/{question}/answers/",
    "/learnings/{question}/nothing-new/",
    "/questions/{question}/history/redact/",
    "/answers/{answer}/history/redact/",
    "/ladder/{question}/webcare/",
    "/ladder/{question}/solved/",
    "/notifications/read/",
]
FORMS = [
    "/questions/ask/",
    "/questions/{question}/edit/",
    "/questions/{question}/comments/",
    "/answers/{answer}/edit/",
    "/answers/{answer}/comments/",
    "/questions/{question}/bookmark/",
    "/answers/{answer}/bookmark/",
    "/answers/{answer}/marks/",
    "/questions/{question}/needs-info/",
    "/questions/{question}/duplicate/",
    "/questions/{question}/close/",
    "/ladder/{question}/found/",
    "/ladder/{question}/not-yet/",
    "/ladder/{question}/private/",
    "/questions/{question}/reopen/",
    "/questions/{question}/move/",
    "/questions/{question}/lock/",
    "/questions/{question}/pin/",
    "/questions/{question}/unlist/",
    "/questions/{question}/tags/",
    "/questions/{question}/language/",
    "/questions/{question}/delete/",
    "/questions/{question}/restore/",
    "/questions/{question}/remove/",
    "/questions/{question}/merge/",
    "/questions/{question}/communal/",
    "/questions/{question}/bookmark/",
    "/answers/{answer}/delete/",
    "/answers/{answer}/split/",
    "/answers/{answer}/to-comment/",
    "/answers/{answer}/communal/",
    "/answers/{answer}/bookmark/",
    "/thanks/{answer}/",
    "/learnings/{question}/",
    "/articles/from/{question}/",
    "/improvements/new/",
    "/moderation/question/{question}/",
    "/moderation/answer/{answer}/",
    "/settings/profile/",
    "/settings/privacy/",
    "/notifications/preferences/",
    "/bookmarks/",
    "/following/",
]
PEOPLE = ["asker", "helper", "stranger", "employee", "agent", "lead", "moderator", "manager"]


@pytest.fixture
def at(question, answer):
    return lambda address: address.format(question=question.pk, answer=answer.pk)


@pytest.mark.parametrize("address", ONLY_POSTED)
@pytest.mark.parametrize("person", [None, *PEOPLE])
def test_a_link_changes_nothing(request, client, at, address, person):
    if person:
        client.force_login(request.getfixturevalue(person))
    before = Event.objects.count()
    assert client.get(at(address)).status_code == 405
    assert client.head(at(address)).status_code == 405
    assert Event.objects.count() == before


@pytest.mark.parametrize("address", [*ONLY_POSTED, *FORMS])
@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, asker, at, address, method):
    client.force_login(asker)
    assert getattr(client, method)(at(address)).status_code == 405


@pytest.mark.parametrize("address", [*ONLY_POSTED, *FORMS])
def test_visitors_are_led_to_sign_in(client, at, address):
    before = Event.objects.count()
    reply = client.post(
        at(address),
        {"value": "1", "on": "1", "body": "Something that I would like to say.", "reason": "x" * 9},
    )
    assert reply.status_code == 302
    assert reply.url.startswith("/accounts/login/?next=/")
    assert Event.objects.count() == before


@pytest.mark.parametrize("address", [*ONLY_POSTED, *FORMS])
def test_a_form_of_another_site_is_refused(asker, at, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(asker)
    before = Event.objects.count()
    assert client.post(at(address), {"value": "1", "on": "1"}).status_code == 403
    assert Event.objects.count() == before


@pytest.mark.parametrize("address", BUTTONS)
@pytest.mark.parametrize("person", PEOPLE)
def test_a_press_leads_back_to_the_post_whoever_presses(request, client, at, address, person):
    client.force_login(request.getfixturevalue(person))
    reply = client.post(at(address), {"value": "1", "on": "1"})
    assert reply.status_code == 302
    assert reply.url.startswith(("/questions/", "/answers/"))
    assert client.get(reply.url, follow=True).status_code == 200


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        # Whoever may not change a text suggests a better one.
        ("/questions/{question}/edit/", set(PEOPLE)),
        ("/answers/{answer}/edit/", set(PEOPLE)),
        ("/moderation/question/{question}/", {"moderator", "manager"}),
        ("/moderation/answer/{answer}/", {"moderator", "manager"}),
    ],
)
@pytest.mark.parametrize("person", PEOPLE)
def test_who_reaches_which_form(request, client, at, address, allowed, person):
    client.force_login(request.getfixturevalue(person))
    reply = client.get(at(address))
    assert (reply.status_code == 200) is (person in allowed)
    assert reply.status_code in (200, 302, 403)


@pytest.mark.parametrize(
    "fields", [{"value": "2"}, {"value": "\x00"}, {"value": ""}, {"on": "perhaps"}, {}], ids=str
)
@pytest.mark.parametrize("address", BUTTONS)
def test_a_press_that_says_nothing_breaks_nothing(client, stranger, at, address, fields):
    client.force_login(stranger)
    assert client.post(at(address), fields).status_code == 302
    assert Question.objects.get().score == Answer.objects.get().score == 0


@pytest.mark.parametrize("address", [*ONLY_POSTED[:-1], *FORMS[1:10]])
@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
def test_ids_that_are_none_are_not_found(client, moderator, address, pk):
    client.force_login(moderator)
    assert client.post(address.format(question=pk, answer=pk), {"value": "1", "on": "1"}).status_code == 404
