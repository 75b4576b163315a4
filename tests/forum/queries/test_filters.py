"""Filters: who asked, who answered, which department, what a board asks; read from an address and put back."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from forum.actions.visibility import hide_post
from forum.models import Board, BoardField, FieldValue, Question
from forum.queries import filters, listing
from forum.queries.choices import choices
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(board, asker, stranger, employee, helper, now):
    """One question answered by a colleague, and a later one of somebody else that a customer answered."""
    first = builders.make_question(board=board, by=asker, now=now, title="Why is the display blank?")
    second = builders.make_question(
        board=board, by=stranger, now=now + timedelta(hours=1), title="Which bill is for the router?"
    )
    builders.make_answer(question=first, by=employee, now=now + timedelta(hours=2))
    builders.make_answer(question=second, by=helper, now=now + timedelta(hours=3))
    return first, second


@pytest.fixture
def product(board):
    return BoardField.objects.create(
        board=board, slug="product", label="Product", label_nl="Toestel", choices="Box 5\nBox 6"
    )


def read(member=None, **query):
    return filters.read(query, member=member, boards=list(Board.objects.all()))


def ids(wanted, member=None) -> list[int]:
    return listing.listing(wanted, {}, member=member, language="en").ids


def test_by_and_answered_by_name_a_member(two, asker, helper):
    first, second = two
    assert ids(read(by=str(asker.pk))) == [first.pk]
    assert ids(read(answered_by=str(helper.pk))) == [second.pk]
    assert ids(read(by=str(asker.pk), answered_by=str(helper.pk))) == []


def test_a_department_is_where_its_people_answered(two):
    assert ids(read(department="metering")) == [two[0].pk]
    assert ids(read(department="nowhere")) == [two[1].pk, two[0].pk]


def test_an_answer_that_was_hidden_is_no_answer(two, moderator, helper, now):
    hide_post(by=moderator, post=two[1].answers.get(), reason="It names a neighbour.", now=now)
    assert ids(read(answered_by=str(helper.pk))) == []


@pytest.mark.parametrize("text", ["", "0", "x", "-1", "٣", "1" * 30, "00"])
def test_nobody_is_named_by_nonsense(two, text):
    assert read(by=text, answered_by=text) == filters.Filters()


def test_who_left_is_no_filter(two, asker, now):
    asker.erased_at = now
    asker.save()
    assert read(by=str(asker.pk)).by is None


def test_who_keeps_their_lists_private_is_a_filter_to_themselves_and_moderators(
    two, asker, stranger, moderator
):
    asker.shows_activity = False
    asker.save()
    wanted = {who: read(who, by=str(asker.pk)).by for who in (None, stranger, asker, moderator)}
    assert [each is not None for each in wanted.values()] == [False, False, True, True]


def test_what_a_question_says_to_its_board_narrows_it(two, board, product):
    FieldValue.objects.create(question=two[0], field=product, value="Box 6")
    assert ids(read(board=board.slug, field="product:Box 6")) == [two[0].pk]
    assert ids(read(board=board.slug, field="product:Box 5")) == []
    assert read(field="product:Box 6").said is None, "it belongs to a board"
    for odd in ("product:", "product", "product:Box 9", "model:Box 6", ":", "product:\x00"):
        assert read(board=board.slug, field=odd).said is None, odd


def test_words_people_typed_are_offered_by_how_often_they_were(two, board):
    field = BoardField.objects.create(board=board, slug="model", label="Model")
    for question, value in zip(two, ("V2", "V2"), strict=True):
        FieldValue.objects.create(question=question, field=field, value=value)
    third = builders.make_question(board=board, by=two[0].author, now=two[0].created_at)
    FieldValue.objects.create(question=third, field=field, value="V1")
    assert choices().field(board.pk, "model").options == ("V2",), "what one person typed alone is not offered"
    assert read(board=board.slug, field="model:V1").said is not None
    Question.objects.filter(pk=third.pk).update(unlisted_at=third.created_at)
    cache.clear()
    assert read(board=board.slug, field="model:V1").said is None, "no list tells what stands in none"
    Question.objects.update(unlisted_at=third.created_at)
    cache.clear()
    assert choices().field(board.pk, "model").options == ()


def test_an_address_says_all_of_it_once(two, board, product, asker, helper, department):
    query = {
        "state": "solved", "sort": "helpful", "lang": "nl", "field": "product:Box 6", "by": str(asker.pk),
        "answered_by": str(helper.pk), "department": "metering",
    }  # fmt: skip
    wanted = read(board=board.slug, **query)
    address = (
        f"/boards/{board.slug}/?state=solved&sort=helpful&lang=nl&field=product%3ABox+6"
        f"&by={asker.pk}&answered_by={helper.pk}&department=metering"
    )
    assert wanted.address() == address
    assert wanted.feed == address.replace(f"/boards/{board.slug}/?", "/feed/?").replace(
        "&lang=nl", f"&board={board.slug}&lang=nl"
    )
    assert wanted.narrowing == (
        "state", "board", "language", "said", "by", "answered_by", "department",
    )  # fmt: skip
    assert "field" not in wanted.address(board=None), "what is said to a board goes with it"
    assert "field" not in wanted.without("board").address()


def test_every_filter_can_be_dropped_by_itself(two, board, product, asker, helper):
    wanted = read(
        board=board.slug, by=str(asker.pk), answered_by=str(helper.pk), department="metering", lang="nl",
        field="product:Box 6", state="solved",
    )  # fmt: skip
    for name in wanted.narrowing:
        without = wanted.without(name)
        gone = {name, "said"} if name == "board" else {name}
        assert set(without.narrowing) == set(wanted.narrowing) - gone
    assert {name: listing.without(wanted, name, None) for name in wanted.narrowing} == dict.fromkeys(
        wanted.narrowing, 0
    )


def test_what_is_unlisted_is_in_no_list(two, board, asker, employee, now):
    Question.objects.filter(pk=two[0].pk).update(unlisted_at=now)
    for query in (
        {},
        {"board": board.slug},
        {"by": str(asker.pk)},
        {"department": "metering"},
        {"tag": "fibre"},
    ):
        assert two[0].pk not in ids(read(**query)), query
    assert ids(read(asker, state="yours"), asker) == [two[0].pk], "its author finds it among their own"


def test_the_most_helpful_stand_first(two):
    Question.objects.filter(pk=two[0].pk).update(score=5)
    assert ids(read(sort="helpful")) == [two[0].pk, two[1].pk]


def test_what_is_kept_on_top_stands_there_once(board, asker, now):
    made = [
        builders.make_question(
            board=board, by=asker, now=now - timedelta(hours=n), title=f"Question number {n}"
        )
        for n in range(25)
    ]
    Question.objects.filter(pk=made[22].pk).update(pinned_at=now)
    wanted = read(board=board.slug)
    first = listing.listing(wanted, {}, member=None, language="en")
    assert (first.ids[0], first.rows[0].is_kept, first.rows[1].is_kept) == (made[22].pk, True, False)
    second = listing.listing(wanted, {"after": first.older}, member=None, language="en")
    assert sorted([*first.ids, *second.ids]) == sorted(each.pk for each in made)
    assert listing.listing(wanted, {"before": second.newer}, member=None, language="en").ids == first.ids
    for other in (read(), read(board=board.slug, sort="active"), read(board=board.slug, state="unanswered")):
        assert ids(other)[0] == made[0].pk


def test_lists_about_people_are_not_for_search_engines(two, board, asker):
    assert read().is_found and read(board=board.slug, state="solved").is_found
    assert not read(by=str(asker.pk)).is_found
    assert not read(asker, state="unread").is_found
    assert not read(board=board.slug, state="solved", lang="nl").is_found
