"""Lists: the right questions in the right order, in the same number of queries with 3 and with 300 rows."""

import itertools
from datetime import timedelta

import pytest
from django.core.cache import cache

from community.tags.models import Synonym, Tag
from forum.actions.accept import accept_answer
from forum.actions.visibility import hide_post
from forum.models import Board, Question, Status, Visit
from forum.queries import filters, home, listing, rows
from forum.queries.rowmarkup import row_list
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(board, asker, helper, now):
    """An open, an answered and a solved question, oldest last."""
    questions = [
        builders.make_question(
            board=board, by=asker, now=now - timedelta(hours=hours), title=f"{what} question here"
        )
        for hours, what in enumerate(["An open", "An answered", "A solved"])
    ]
    builders.make_answer(question=questions[1], by=helper, now=now)
    solution = builders.make_answer(question=questions[2], by=helper, now=now)
    accept_answer(by=asker, answer=solution, now=now)
    return questions


def listed(member=None, **query):
    wanted = filters.read(query, member=member, boards=list(Board.objects.all()))
    return listing.listing(wanted, query, member=member, language="en")


def test_newest_first(three):
    assert listed().ids == [question.pk for question in three]


def test_states_filter(three):
    assert listed(state="unanswered").ids == [three[0].pk]
    assert listed(state="unsolved").ids == [three[0].pk, three[1].pk]
    assert listed(state="solved").ids == [three[2].pk]
    assert listed(state="nonsense").ids == [question.pk for question in three]


def test_yours_is_for_members_only(three, asker, stranger):
    assert len(listed(asker, state="yours").ids) == 3
    assert listed(stranger, state="yours").ids == []
    assert len(listed(state="yours").ids) == 3, "for a visitor the address says nothing"


def test_a_row_says_who_found_it(three):
    row = listed(state="solved").rows[0]
    assert row.solved == "Joost Wagenaar found it in 2 hours"
    assert row.symbol == "solved"


def test_hidden_questions_are_in_no_list(three, moderator, asker, now):
    hide_post(by=moderator, post=three[0], reason="This is advertising.", now=now)
    assert three[0].pk not in listed().ids
    assert three[0].pk not in listed(moderator).ids


def test_closed_and_duplicate_rows_say_why(three, now):
    Question.objects.filter(pk=three[0].pk).update(
        status=Status.CLOSED, status_reason="not for here", status_at=now
    )
    Question.objects.filter(pk=three[1].pk).update(
        status=Status.DUPLICATE, duplicate_of=three[2], status_at=now
    )
    closed, duplicate, _solved = listed().rows
    assert closed.reason == "Closed: not for here"
    assert duplicate.same_title == three[2].title


def test_pages_follow_each_other_without_gap_or_double(board, asker, now):
    for number in range(45):
        builders.make_question(
            board=board,
            by=asker,
            now=now - timedelta(minutes=number // 2),
            title=f"Question with number {number}",
        )
    first = listed()
    second = listed(after=first.older)
    third = listed(after=second.older)
    assert third.older is None
    assert len({*first.ids, *second.ids, *third.ids}) == 45
    assert listed(before=second.newer).ids == first.ids


@pytest.mark.parametrize("count", [3, 60])
def test_a_list_costs_three_queries(board, asker, helper, now, count, django_assert_max_num_queries):
    for number in range(count):
        question = builders.make_question(
            board=board, by=asker, now=now, title=f"Question with number {number}"
        )
        if number % 3 == 0:
            answer = builders.make_answer(question=question, by=helper, now=now)
            accept_answer(by=asker, answer=answer, now=now)
    with django_assert_max_num_queries(3):
        assert listing.listing(filters.Filters(), {}, member=None, language="en").rows


def test_the_home_page_holds_boards_solved_and_waiting(three, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        page = home.home_page(member=None, language="en")
    assert [board.name for board in page.boards] == ["Internet and TV"]
    assert [row.id for row in page.solved] == [three[2].pk]
    assert page.waiting_ids == [three[0].pk, three[1].pk]


def test_a_plain_row_has_the_state_of_its_question():
    for status, accepted, answers in itertools.product(Status.values, (0, 1), (0, 1)):
        question = Question(status=status, accepted_count=accepted, answer_count=answers)
        assert rows.state_of(status, accepted, answers) == question.state


@pytest.fixture
def mixed(board, asker, now):
    """Three questions in two languages on two boards, by number of hours ago."""
    other = builders.make_board("Energy")
    words = [(board, "First", "wifi"), (other, "Second", "wifi"), (board, "Third", "bill")]
    made = [
        builders.make_question(
            board=where, by=asker, now=now - timedelta(hours=hours), title=f"{word} question here", tags=[tag]
        )
        for hours, (where, word, tag) in enumerate(words)
    ]
    Question.objects.filter(pk=made[1].pk).update(language="nl", active_at=now + timedelta(hours=1))
    Question.objects.filter(pk=made[2].pk).update(language="nl", me_too_count=5)
    return made


def places(mixed, **query) -> list[int]:
    ids = [question.pk for question in mixed]
    return [ids.index(number) for number in listed(**query).ids]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [0, 1, 2]),
        ({"sort": "active"}, [1, 0, 2]),
        ({"sort": "me-too"}, [2, 0, 1]),
        ({"sort": "nonsense", "lang": "xx", "board": "nowhere", "tag": "nothing"}, [0, 1, 2]),
        ({"lang": "nl"}, [1, 2]),
        ({"board": "internet-and-tv"}, [0, 2]),
        ({"tag": "wifi"}, [0, 1]),
        ({"tag": "wifi", "lang": "nl"}, [1]),
        ({"tag": "wifi", "lang": "nl", "board": "internet-and-tv"}, []),
        ({"lang": "nl", "sort": "me-too", "state": "unanswered"}, [2, 1]),
        ({"tag": "wifi\x00"}, [0, 1, 2]),
    ],
)
def test_filters_combine(mixed, query, found):
    assert places(mixed, **query) == found


@pytest.mark.parametrize("sort", filters.SORTS)
def test_every_order_turns_its_pages_without_gap_or_double(board, asker, now, sort):
    for number in range(45):
        question = builders.make_question(
            board=board, by=asker, now=now, title=f"Question with number {number}"
        )
        Question.objects.filter(pk=question.pk).update(me_too_count=number % 3, language="nl")
    first = listed(sort=sort, lang="nl")
    second = listed(sort=sort, lang="nl", after=first.older)
    third = listed(sort=sort, lang="nl", after=second.older)
    assert len({*first.ids, *second.ids, *third.ids}) == 45
    assert listed(sort=sort, lang="nl", before=second.newer).ids == first.ids


def test_a_page_of_another_order_is_the_first(board, asker, now):
    for number in range(25):
        builders.make_question(board=board, by=asker, now=now, title=f"Question with number {number}")
    assert listed(sort="active", after=listed().older).ids == listed(sort="active").ids


def test_an_address_says_everything_once(board):
    word = Tag(slug="c++")
    wanted = filters.Filters(state="solved", sort="active", board=board, tag=word, language="nl")
    assert wanted.address() == "/boards/internet-and-tv/?state=solved&sort=active&lang=nl&tag=c%2B%2B"
    assert wanted.address(board=None, state="", sort="") == "/tags/c%2B%2B/?lang=nl"
    assert wanted.address(board=None, tag=None, language="", state="", sort="") == "/questions/"
    assert wanted.narrowing == ("state", "board", "tag", "language")


def test_a_synonym_narrows_to_its_tag(mixed):
    Synonym.objects.create(slug="wireless", tag=Tag.objects.get(slug="wifi"))
    assert places(mixed, tag="wireless") == [0, 1]


def test_an_empty_list_counts_what_each_filter_keeps_away(mixed, board):
    empty = filters.Filters(tag=Tag.objects.get(slug="bill"), language="en", board=board)
    counts = {name: listing.without(empty, name, None) for name in empty.narrowing}
    assert counts == {"board": 0, "tag": 1, "language": 1}


def test_languages_in_use_begin_with_the_sites_own(mixed):
    cache.clear()
    Question.objects.filter(pk=mixed[0].pk).update(language="ar")
    assert listing.languages_in_use() == ["en", "nl", "ar"]


def test_a_name_that_runs_right_to_left_leaves_the_sentence_in_order(board, helper, now):
    maryam = builders.make_member("مريم العطار")
    question = builders.make_question(board=board, by=maryam, now=now, title="لماذا يتوقف الإنترنت كل مساء؟")
    Question.objects.filter(pk=question.pk).update(language="ar")
    page = listed()
    assert page.rows[0].asked_by == "\u2068مريم العطار\u2069"
    html = row_list(page.rows, {}, False)
    assert 'class="row-title" lang="ar"' in html and 'dir="auto">لماذا' in html


def test_a_member_sees_where_something_happened_since(three, stranger, now):
    Visit.objects.create(member=stranger, question=three[0], seen_at=now + timedelta(hours=1))
    Visit.objects.create(member=stranger, question=three[1], seen_at=now - timedelta(hours=1))
    assert listed(stranger).fresh == {three[1].pk}
    assert listed().fresh == frozenset()


def test_a_row_does_not_name_an_original_that_is_kept_out_of_lists(three, now):
    Question.objects.filter(pk=three[1].pk).update(
        status=Status.DUPLICATE, duplicate_of=three[2], status_at=now
    )
    Question.objects.filter(pk=three[2].pk).update(unlisted_at=now)
    duplicate = next(row for row in listed().rows if row.id == three[1].pk)
    assert duplicate.state == "duplicate"
    assert (duplicate.same_title, duplicate.same_path) == ("", "")
