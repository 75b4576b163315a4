"""Texts of an older renderer are brought up to this one, and stand so on their cards."""

import pytest
from django.core.management import call_command

from community.lib import markup
from forum.models import Card, Question
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_picture_of_another_site_becomes_a_link_everywhere(board, asker, now):
    body = f"{builders.BODY} ![The bill](https://elsewhere.example/bill.png)"
    question = builders.make_question(board=board, by=asker, now=now, body=body)
    old = '<p><img src="https://elsewhere.example/bill.png" alt="The bill"></p>'
    Question.objects.update(renderer=1, body_html=old)
    Card.objects.update(html=old)
    call_command("rebuild_cards", verbosity=0)
    question.refresh_from_db()
    assert question.renderer == markup.RENDERER_VERSION
    for html in [question.body_html, *Card.objects.values_list("html", flat=True)]:
        assert "<img" not in html
        assert '<a href="https://elsewhere.example/bill.png" rel="nofollow ugc noopener">The bill</a>' in html
