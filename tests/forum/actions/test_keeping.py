"""Drafts: kept per member and place, forgotten when posted, thrown away or old."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from forum.actions.answer import answer_question
from forum.actions.ask import ask_question
from forum.actions.comment import add_comment
from forum.actions.edit import edit_answer, edit_question
from forum.actions.keeping import KEPT, MOST_DRAFTS, forget_draft, forget_old_drafts, keep_draft
from forum.models import Draft
from tests import builders

pytestmark = pytest.mark.django_db

TEXT = {"title": "My fibre drops", "body": "It stops at nine."}


def places(member) -> list[str]:
    return sorted(Draft.objects.filter(member=member).values_list("place", flat=True))


def test_the_latest_words_of_a_place_are_kept(asker, now):
    keep_draft(by=asker, place="ask", fields=TEXT, now=now)
    keep_draft(
        by=asker, place="ask", fields=TEXT | {"body": "It stops at ten."}, now=now + timedelta(minutes=1)
    )
    draft = Draft.objects.get()
    assert draft.fields == {"title": "My fibre drops", "body": "It stops at ten."}
    assert draft.kept_at == now + timedelta(minutes=1)


def test_everyone_has_their_own(asker, helper, now):
    keep_draft(by=asker, place="answer:1", fields={"body": "Mine."}, now=now)
    keep_draft(by=helper, place="answer:1", fields={"body": "Yours."}, now=now)
    assert Draft.objects.of(asker, "answer:1").fields == {"body": "Mine."}
    forget_draft(by=asker, place="answer:1")
    assert (places(asker), places(helper)) == ([], ["answer:1"])


@pytest.mark.parametrize(
    "place", ["", "ask2", "answer:", "answer:x", "comment:comment:1", "ask\n", "answer:1:2", "x" * 99]
)
def test_nothing_is_kept_where_nobody_writes(asker, now, place):
    with pytest.raises(ValidationError):
        keep_draft(by=asker, place=place, fields=TEXT, now=now)


def test_only_fields_of_our_forms_are_kept(asker, now):
    fields = TEXT | {"password": "secret", "csrfmiddlewaretoken": "x", "form_key": "k", "seen": "3"}
    assert keep_draft(by=asker, place="ask", fields=fields, now=now).fields == TEXT | {"seen": "3"}


def test_a_text_too_long_to_post_is_kept_to_be_shortened(asker, now):
    assert (
        len(keep_draft(by=asker, place="ask", fields={"body": "a" * 40_000}, now=now).fields["body"])
        == 40_000
    )
    assert (
        len(keep_draft(by=asker, place="ask", fields={"body": "a" * 1_000_000}, now=now).fields["body"])
        == 60_000
    )


def test_what_no_database_keeps_is_refused(asker, now):
    with pytest.raises(ValidationError):
        keep_draft(by=asker, place="ask", fields={"body": "a\x00b"}, now=now)


def test_emptying_the_form_forgets_the_draft(asker, now):
    keep_draft(by=asker, place="ask", fields=TEXT, now=now)
    assert (
        keep_draft(by=asker, place="ask", fields={"title": " ", "body": "\n", "board": "1"}, now=now) is None
    )
    assert places(asker) == []


def test_the_oldest_make_room(asker, now):
    for number in range(MOST_DRAFTS + 2):
        moment = now + timedelta(minutes=number)
        keep_draft(by=asker, place=f"answer:{number}", fields={"body": "Words"}, now=moment)
    assert Draft.objects.count() == MOST_DRAFTS
    assert Draft.objects.of(asker, "answer:1") is None
    assert Draft.objects.of(asker, "answer:2") is not None


def test_drafts_nobody_came_back_to_are_forgotten(asker, now):
    keep_draft(by=asker, place="ask", fields=TEXT, now=now - KEPT - timedelta(seconds=1))
    keep_draft(by=asker, place="answer:1", fields=TEXT, now=now - KEPT)
    assert forget_old_drafts(now=now) == 1
    assert places(asker) == ["answer:1"]


def test_posting_forgets_the_draft(asker, helper, board, question, answer, now):
    body = "Words enough to be posted as they are."
    kept = ["ask", f"comment:answer:{answer.pk}", f"edit:question:{question.pk}"]
    for place in kept:
        keep_draft(by=asker, place=place, fields=TEXT, now=now)
    for place in (f"answer:{question.pk}", f"edit:answer:{answer.pk}"):
        keep_draft(by=helper, place=place, fields=TEXT, now=now)
    ask_question(
        by=asker, board=board, title="My fibre drops", body=body, tags=["fibre"], form_key=None, now=now
    )
    add_comment(by=asker, question=question, answer=answer, body=body, form_key=None, now=now)
    edit_question(
        by=asker,
        question=question,
        title="My fibre drops",
        body=body,
        tags=["fibre"],
        reason="",
        seen=1,
        now=now,
    )
    answer_question(by=helper, question=question, body=body, form_key=None, now=now)
    edit_answer(by=helper, answer=answer, body=body, reason="", seen=1, now=now)
    assert (places(asker), places(helper)) == ([], [])


def test_last_words_that_arrive_after_their_form_are_not_kept(asker, board, now):
    builders.make_question(board=board, by=asker, now=now, form_key="k1")
    assert keep_draft(by=asker, place="ask", fields=TEXT | {"form_key": "k1"}, now=now) is None
    assert keep_draft(by=asker, place="ask", fields=TEXT | {"form_key": "k2"}, now=now) is not None


def test_what_was_written_down_for_a_customer_is_posted_too(agent, board, now):
    words = TEXT | {"for_email": "jan@example.com", "form_key": "k1"}
    assert keep_draft(by=agent, place="ask", fields=words, now=now).fields["for_email"] == "jan@example.com"
    ask_question(
        by=agent, board=board, title="My fibre drops", body="It stops every evening at nine.", tags=["fibre"],
        form_key="k1", for_email="jan@example.com", now=now,
    )  # fmt: skip
    assert keep_draft(by=agent, place="ask", fields=words, now=now) is None
    assert places(agent) == []
