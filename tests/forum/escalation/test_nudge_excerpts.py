"""The page of a nudge shows enough of each answer to recognise it, and leads to the rest."""

import pytest

from forum.escalation import reminding
from tests.builders import make_answer
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
LONG = "> switch IPv6 off\n\n" + "That advice is old, and here is why. " * 40


def test_a_short_answer_stands_there_whole_and_a_long_one_leads_on(client, question, asker, helper, sweep):
    short = make_answer(
        question=question, by=helper, body="Take the *white* cable.", now=local("2026-11-17T10:00")
    )
    long = make_answer(question=question, by=helper, body=LONG, now=local("2026-11-17T10:05"))
    sweep("10:06")
    page = client.get(f"/solved-yet/{reminding.token_for(question, asker)}/").content.decode()
    assert "Take the <em>white</em> cable." in page and f"#answer-{short.pk}" not in page
    assert "switch IPv6 off · That advice is old, and here is why." in page
    assert f'href="{question.path()}#answer-{long.pk}">Read the whole answer</a>' in page
