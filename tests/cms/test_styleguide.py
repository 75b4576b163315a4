"""The style guide shows the real parts, to those who work here."""

import re

import pytest
from django.template import engines

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(signed_in, moderator):
    reply = signed_in(moderator).get("/styleguide/")
    assert reply.status_code == 200
    return reply.content.decode()


@pytest.mark.parametrize("role", ["agent", "lead", "moderator", "manager"])
def test_staff_roles_read_it(signed_in, role, request):
    assert signed_in(request.getfixturevalue(role)).get("/styleguide/").status_code == 200


@pytest.mark.parametrize("role", ["asker", "employee"])
def test_others_do_not(signed_in, role, request):
    assert signed_in(request.getfixturevalue(role)).get("/styleguide/").status_code == 403


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/styleguide/")["Location"] == "/accounts/login/?next=/styleguide/"


def test_the_guide_speaks_dutch(signed_in, moderator):
    client = signed_in(moderator)
    client.cookies["django_language"] = "nl"
    page = client.get("/styleguide/").content.decode()
    assert '<html lang="nl"' in page and "Alles één keer, in elke toestand" in page


def test_every_example_stands_in_both_themes(guide):
    assert guide.count('<div data-theme="light">') == guide.count('<div data-theme="dark">') > 30


def test_no_two_places_have_the_same_name(guide):
    names = re.findall(r' id="([^"]+)"', guide)
    assert sorted(names) == sorted(set(names))


def test_what_is_shown_is_what_is_written():
    example = (
        '{% load styleguide %}{% example "A" %}{% firstof "on" %} {{ word }}<i id="x">!</i>{% endexample %}'
    )
    html = engines["django"].from_string(example).render({"word": "<b>"})
    assert html.count("on &lt;b&gt;<i") == 2
    assert 'id="light-1-x"' in html and 'id="dark-1-x"' in html
    assert "{% firstof &quot;on&quot; %} {{ word }}&lt;i id=&quot;x&quot;&gt;!&lt;/i&gt;" in html


def test_a_change_of_a_part_changes_the_guide(signed_in, moderator, monkeypatch):
    monkeypatch.setattr("forum.queries.people.initials", lambda name: "★")
    assert "★" in signed_in(moderator).get("/styleguide/").content.decode()
