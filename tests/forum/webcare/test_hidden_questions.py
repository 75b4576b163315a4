"""The case of a hidden question: its title leads only those to the question who may open it."""

import pytest

from community.lib import clock
from forum.models import Question
from forum.webcare.actions.own import take_case
from tests.builders import make_member

pytestmark = pytest.mark.django_db
HIDDEN = "hidden question"
CLOSED_PAGE = "Only moderators can open its page."


@pytest.fixture
def hidden(case, agent):
    """A case of the agent's, whose question a moderator hid."""
    take_case(by=agent, case=case, now=clock.now())
    Question.objects.update(hidden_at=clock.now(), hidden_by=make_member("Someone of the team"))
    return case


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("role", ["agent", "other_agent", "lead"])
def test_the_desk_reads_the_title_without_a_dead_end(hidden, client, request, role):
    client.force_login(request.getfixturevalue(role))
    page = main_of(client.get(hidden.path()).content.decode())
    assert hidden.question.title in page and CLOSED_PAGE in page
    assert f'href="{hidden.question.path()}' not in page
    assert client.get(hidden.question.path()).status_code == 410


def test_a_moderator_at_the_desk_is_led_to_the_question(hidden, client):
    client.force_login(make_member("Both", is_agent=True, is_moderator=True))
    page = client.get(hidden.path()).content.decode()
    assert f'href="{hidden.question.path()}"' in page and CLOSED_PAGE not in page
    assert "This question is hidden" in page
    assert client.get(hidden.question.path()).status_code == 200


def test_a_question_that_is_shown_is_linked_and_not_called_hidden(case, client, agent):
    take_case(by=agent, case=case, now=clock.now())
    client.force_login(agent)
    page = client.get(case.path()).content.decode()
    assert f'href="{case.question.path()}"' in page
    assert CLOSED_PAGE not in page and HIDDEN not in page
    assert HIDDEN not in client.get("/desk/").content.decode()


def test_its_owners_lists_say_that_it_is_hidden_and_lead_to_the_case(hidden, client, agent):
    client.force_login(agent)
    for path in ("/desk/", "/desk/?view=mine"):
        page = main_of(client.get(path).content.decode())
        assert HIDDEN in page and f'href="{hidden.path()}"' in page
        assert hidden.question.path() not in page


def test_a_refused_passing_on_leads_the_lead_to_the_case(hidden, client, lead):
    client.force_login(lead)
    page = client.post("/desk/leads/reassign/", {"case": hidden.pk, "to": "", "reason": "Ill"})
    assert page.status_code == 400
    shown = main_of(page.content.decode())
    assert HIDDEN in shown and f'href="{hidden.path()}"' in shown
    assert hidden.question.path() not in shown
