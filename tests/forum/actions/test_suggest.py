"""Suggested texts: one a member and post, decided by others, and never laid over words nobody has seen."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from community.notifications.models import Notification
from community.tags.models import Synonym, Tag
from forum import announcing
from forum.actions.edit import EditedMeanwhile, edit_answer, edit_question
from forum.actions.language import change_language
from forum.actions.review import (
    approve_suggestion,
    approve_with_changes,
    is_overtaken,
    reject_suggestion,
)
from forum.actions.suggest import suggest_edit, withdraw_suggestion
from forum.models import Answer, Question, Revision, Suggestion, SuggestionState
from forum.rules import NotAllowed
from reputation.models import Standing
from tests.builders import BODY, make_member
from tests.forum.actions.ledgers import total

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=10)
BETTER = BODY + " It began on Monday."


def suggest(question, by, now, **words):
    given = {
        "title": question.title,
        "body": BETTER,
        "tags": ["fibre"],
        "reason": "Says since when",
        "seen": 1,
    }
    return suggest_edit(by=by, post=question, now=now, **given | words)


def suggest_answer(answer, by, now, body="Set the time to five at night."):
    return suggest_edit(by=by, post=answer, body=body, reason="It moved to five", seen=1, now=now)


@pytest.fixture
def reviewer(db):
    member = make_member("Ruud Reviewer")
    Standing.objects.create(member=member, total=600)
    return member


def told(kind: str) -> set[str]:
    return set(Notification.objects.filter(kind=kind, read_at=None).values_list("member__name", flat=True))


def test_a_suggestion_waits_and_changes_nothing(question, asker, helper, now):
    suggestion = suggest(question, helper, now)
    assert (suggestion.state, suggestion.seen, suggestion.body) == (SuggestionState.WAITING, 1, BETTER)
    assert Question.objects.get(pk=question.pk).body == BODY
    announcing.announce(now)
    assert told("suggestion-made") == {asker.name}


def test_suggesting_again_replaces_it(question, helper, now):
    first = suggest(question, helper, now)
    second = suggest(question, helper, now + LATER, body=BETTER + " Or on Sunday.")
    assert second.pk == first.pk and Suggestion.objects.get().body == BETTER + " Or on Sunday."


def test_a_suggestion_follows_synonyms_and_makes_no_tags(question, helper, now):
    Synonym.objects.create(slug="router", tag=Tag.objects.create(slug="modem"))
    assert suggest(question, helper, now, tags=["router", "fibre", "novel"]).tags == "fibre modem novel"
    assert not Tag.objects.filter(slug="novel").exists()


@pytest.mark.parametrize(
    "words", [{"reason": ""}, {"reason": "a"}, {"body": BODY}, {"body": "short"}, {"tags": []}]
)
def test_it_says_why_and_what(question, helper, now, words):
    with pytest.raises(ValidationError):
        suggest(question, helper, now, **words)
    assert not Suggestion.objects.exists()


def test_who_may_edit_does_so(question, asker, moderator, now):
    for by in (asker, moderator):
        with pytest.raises(NotAllowed):
            suggest(question, by, now)


def test_taken_over_it_is_a_revision_by_whoever_suggested_it(question, asker, helper, reviewer, now):
    suggestion = suggest(question, helper, now, title="My fibre drops since Monday", tags=["fibre", "novel"])
    revision = approve_suggestion(by=reviewer, suggestion=suggestion, now=now + LATER)
    again = Question.objects.get(pk=question.pk)
    assert (again.title, again.body, again.edited_by) == ("My fibre drops since Monday", BETTER, helper)
    assert sorted(again.tags.values_list("slug", flat=True)) == ["fibre", "novel"]
    assert (revision.number, revision.by, revision.approved_by, revision.reason) == (
        2, helper, reviewer, "Says since when",
    )  # fmt: skip
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decided_by) == (SuggestionState.APPROVED, reviewer)
    assert total(helper) == 2
    assert Event.objects.get(kind="suggestion.approved").details == {
        "suggestion": suggestion.pk,
        "revision": 2,
    }
    announcing.announce(now + LATER)
    assert told("suggestion-approved") == {helper.name}
    assert told("post-edited") == {asker.name}
    assert told("suggestion-made") == set()


def test_the_author_decides_whatever_their_standing(answer, helper, stranger, now):
    approve_suggestion(by=helper, suggestion=suggest_answer(answer, stranger, now), now=now)
    assert Answer.objects.get(pk=answer.pk).body == "Set the time to five at night."
    assert total(stranger) == 2


def test_it_is_decided_once(question, helper, reviewer, moderator, now):
    suggestion = suggest(question, helper, now)
    approve_suggestion(by=reviewer, suggestion=suggestion, now=now)
    for act in (
        lambda: approve_suggestion(by=moderator, suggestion=suggestion, now=now),
        lambda: reject_suggestion(by=moderator, suggestion=suggestion, reason="Too late", now=now),
        lambda: withdraw_suggestion(by=helper, suggestion=suggestion, now=now),
    ):
        with pytest.raises(NotAllowed, match="decided in the meantime"):
            act()
    assert total(helper) == 2 and Revision.objects.count() == 2


def test_an_employee_earns_no_points(question, employee, moderator, now):
    approve_suggestion(by=moderator, suggestion=suggest(question, employee, now), now=now)
    assert total(employee) == 0


def test_what_the_community_owns_brings_no_points(question, helper, asker, now):
    suggestion = suggest(question, helper, now)
    Question.objects.update(communal_at=now)
    approve_suggestion(by=asker, suggestion=suggestion, now=now)
    assert total(helper) == 0


@pytest.mark.parametrize("person", ["helper", "stranger", "employee", "agent"])
def test_others_do_not_decide(request, question, helper, now, person):
    suggestion = suggest(question, helper, now)
    by = request.getfixturevalue(person)
    with pytest.raises(NotAllowed):
        approve_suggestion(by=by, suggestion=suggestion, now=now)
    with pytest.raises(NotAllowed):
        reject_suggestion(by=by, suggestion=suggestion, reason="I do not like it", now=now)


def test_refused_with_a_reason_that_is_told(question, helper, asker, now):
    suggestion = suggest(question, helper, now)
    with pytest.raises(ValidationError):
        reject_suggestion(by=asker, suggestion=suggestion, reason=" ", now=now)
    reject_suggestion(by=asker, suggestion=suggestion, reason="It began on Sunday", now=now)
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decision) == (SuggestionState.REJECTED, "It began on Sunday")
    announcing.announce(now)
    notification = Notification.objects.get(kind="suggestion-rejected")
    assert (notification.member, notification.details["quote"]) == (helper, "It began on Sunday")
    assert Question.objects.get(pk=question.pk).body == BODY


def test_taken_back_by_whoever_made_it(question, helper, asker, now):
    suggestion = suggest(question, helper, now)
    with pytest.raises(NotAllowed):
        withdraw_suggestion(by=asker, suggestion=suggestion, now=now)
    withdraw_suggestion(by=helper, suggestion=suggestion, now=now)
    assert Suggestion.objects.get().state == SuggestionState.WITHDRAWN
    suggest(question, helper, now)
    assert Suggestion.objects.waiting().count() == 1


def edit(question, by, now, body):
    edit_question(
        by=by, question=question, title=question.title, body=body, tags=["fibre"], reason="", seen=1, now=now
    )


def test_an_overtaken_suggestion_lies_over_nothing(question, helper, asker, now):
    suggestion = suggest(question, helper, now)
    edit(question, asker, now + LATER, BODY + " The asker knows more.")
    suggestion.refresh_from_db()
    assert is_overtaken(suggestion)
    with pytest.raises(EditedMeanwhile):
        approve_suggestion(by=asker, suggestion=suggestion, now=now + LATER)
    assert Question.objects.get(pk=question.pk).body == BODY + " The asker knows more."
    both = BODY + " The asker knows more. It began on Monday."
    approve_with_changes(
        by=asker,
        suggestion=suggestion,
        title=question.title,
        body=both,
        tags=["fibre"],
        seen=2,
        now=now + LATER,
    )
    assert Question.objects.get(pk=question.pk).body == both
    assert Revision.objects.get(number=3).by == helper
    assert total(helper) == 2


def test_set_aside_it_says_that_it_was_overtaken(question, helper, asker, now):
    suggestion = suggest(question, helper, now)
    edit(question, asker, now + LATER, BODY + " The asker knows more.")
    reject_suggestion(by=asker, suggestion=suggestion, reason="I wrote it anew", now=now + LATER)
    assert Suggestion.objects.get().state == SuggestionState.OVERTAKEN


def test_other_tags_or_a_language_do_not_overtake_it(question, helper, asker, now):
    suggestion = suggest(question, helper, now)
    change_language(by=asker, question=question, language="nl", now=now)
    suggestion.refresh_from_db()
    assert not is_overtaken(suggestion)
    approve_suggestion(by=asker, suggestion=suggestion, now=now)
    assert (Question.objects.get().body, Question.objects.get().language) == (BETTER, "nl")


def test_taken_over_with_changes_each_is_named_for_their_words(answer, helper, stranger, now):
    suggestion = suggest_answer(answer, stranger, now)
    approve_with_changes(
        by=helper,
        suggestion=suggestion,
        body="Set the time to five, not four, at night.",
        seen=1,
        now=now + LATER,
    )
    rows = Revision.objects.of(answer).order_by("number").values_list("number", "by__name", "body")
    assert list(rows)[1:] == [
        (2, stranger.name, "Set the time to five at night."),
        (3, helper.name, "Set the time to five, not four, at night."),
    ]
    assert total(stranger) == 2


def test_changing_it_meanwhile_is_a_conflict(answer, helper, stranger, moderator, now):
    suggestion = suggest_answer(answer, stranger, now)
    edit_answer(
        by=moderator, answer=answer, body="Set the time to six at night.", reason="", seen=1, now=now + LATER
    )
    with pytest.raises(EditedMeanwhile):
        approve_with_changes(
            by=helper, suggestion=suggestion, body="Set the time to ten at night.", seen=1, now=now
        )


def test_a_suggestion_for_hidden_words_is_decided_by_nobody(answer, helper, stranger, now):
    suggestion = suggest_answer(answer, stranger, now)
    Answer.objects.update(hidden_at=now)
    with pytest.raises(NotAllowed):
        approve_suggestion(by=helper, suggestion=suggestion, now=now)
