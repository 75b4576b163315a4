"""Cards hold no names, take no tokens from users, and follow what the rows say."""

from datetime import timedelta

import pytest

from forum.actions.accept import accept_answer
from forum.models import Answer, Card, Comment
from forum.queries import cards, tokens
from forum.queries.people import people
from tests import builders

pytestmark = pytest.mark.django_db


def card_of(answer, language="en"):
    return Card.objects.get(answer=answer, language=language).html


def test_a_post_has_one_card_per_language_when_it_is_written(question, answer):
    assert Card.objects.filter(question=question, answer=None).count() == 2
    assert Card.objects.filter(answer=answer).count() == 2


def test_a_stored_card_holds_nobodys_name(question, answer):
    assert not [card for card in Card.objects.all() if "Femke" in card.html or "Joost" in card.html]
    assert Card.objects.get(answer=answer, language="en").people == [answer.author_id]


def test_an_erased_name_vanishes_from_the_page_at_once(answer, helper):
    helper.erased_at = helper.joined_at
    helper.save()
    html = cards.assembled(card_of(answer), people([helper.pk], "en"), lambda post: "")
    assert "Joost" not in html
    assert "Former member" in html


@pytest.mark.parametrize("typed", ["\x1fn1\x1f and more to read", "see \x1faq\x1f, it is long enough"])
def test_nobody_can_type_a_token(question, helper, stranger, now, typed):
    answer = Answer.objects.create(
        question=question, author=helper, body=typed, body_html=f"<p>{typed}</p>", created_at=now
    )
    rendered = cards.render(answer, "en")
    assert typed not in rendered.html
    html = cards.assembled(rendered.html, people([helper.pk, stranger.pk], "en"), lambda post: "[buttons]")
    assert html.count("[buttons]") == 1


def test_a_name_is_escaped_where_it_is_filled_in(question, now):
    rude = builders.make_member("<b>Bold & Co</b>")
    answer = builders.make_answer(question=question, by=rude, now=now)
    html = cards.assembled(card_of(answer), people([rude.pk], "en"), lambda post: "")
    assert "<b>Bold" not in html
    assert "&lt;b&gt;Bold &amp; Co&lt;/b&gt;" in html


def test_the_solution_says_who_accepted_it(question, answer, asker, now):
    accept_answer(by=asker, answer=answer, now=now)
    html = cards.assembled(card_of(answer), people([asker.pk, answer.author_id], "en"), lambda post: "")
    assert "The solution" in html
    assert "accepted by Femke, who asked" in html
    assert "good-block" in html


def test_an_official_answer_names_the_department_and_a_personal_one_does_not(question, employee, now):
    personal = builders.make_answer(question=question, by=employee, now=now)
    builders.make_expert(employee, tag="fibre")
    official = builders.make_answer(
        question=question, by=employee, now=now, body="We will mend this on Monday."
    )
    assert "Official answer from Metering" in card_of(official)
    assert "speaking personally" in card_of(personal)
    assert "Official" not in card_of(personal)


def test_comments_after_five_are_folded(question, answer, asker, now):
    for number in range(7):
        builders.make_comment(
            question=question,
            answer=answer,
            by=asker,
            now=now + timedelta(minutes=number),
            body=f"Detail {number}",
        )
    shown, _fold, folded = card_of(answer).partition("<details")
    assert "Detail 4" in shown
    assert "Detail 5" not in shown
    assert "2 more comments" in folded


def test_a_hidden_comment_leaves_the_card(question, answer, asker, now):
    comment = builders.make_comment(question=question, answer=answer, by=asker, now=now, body="A rude remark")
    Comment.objects.filter(pk=comment.pk).update(hidden_at=now)
    cards.refresh(question=question, answer=answer)
    assert "A rude remark" not in card_of(answer)


def test_times_stand_in_the_zone_of_the_site_and_the_words_of_the_language(question, answer):
    assert "17 Nov 2026, 12:00" in card_of(answer)
    assert "17 nov 2026, 12:00" in card_of(answer, "nl")
    assert 'datetime="2026-11-17T11:00:00Z"' in card_of(answer)


def test_tokens_are_dropped_from_any_text():
    assert tokens.plain(tokens.name(1)) == "n1"
