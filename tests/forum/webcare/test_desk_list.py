"""An agent's day on one page: groups, filters that stand in the address, saved views, pages, and what is new."""

from datetime import timedelta

import pytest

from community.lib import clock
from community.tags.models import Tag
from forum.models import Question, QuestionTag
from forum.search import face, indexing
from forum.webcare.actions import claim
from forum.webcare.actions.save_view import MOST
from forum.webcare.models import Case, CaseReason, CaseState, Priority, SavedView
from forum.webcare.queries import selecting
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def moment():
    return clock.now()


@pytest.fixture
def make(board, asker, moment):
    """A case with these columns, due so many minutes from now (None: no clock runs)."""

    def make(title, *, owner=None, minutes=60, board=board, language="en", **columns):
        question = builders.make_question(board=board, by=asker, now=moment, title=title, language=language)
        due_at = None if minutes is None else moment + timedelta(minutes=minutes)
        state = columns.pop("state", CaseState.OWNED if owner else CaseState.OPEN)
        return Case.objects.create(
            question=question, opened_at=moment, due_at=due_at, owner=owner, owned_at=owner and moment,
            state=state, **columns,
        )  # fmt: skip

    return make


@pytest.fixture
def desk(client, agent):
    """The text of the desk at an address."""
    client.force_login(agent)

    def read(query="", status=200):
        page = client.get(f"/desk/{query}")
        assert page.status_code == status
        return page.content.decode()

    return read


def titles(page):
    """Titles of the cases, in the order of the page."""
    return [part.split("</a>")[0] for part in page.split('" dir="auto">')[1:] if "</a></h3>" in part]


def test_the_day_is_yours_then_nobodys_then_who_you_wait_for(desk, make, agent, other_agent):
    make("Mine is due in an hour and a bit", owner=agent)
    make("Nobody took this one until now", minutes=5)
    make("Waiting for the customer to say more", owner=agent, state=CaseState.WAITING)
    make("With a colleague already since today", owner=other_agent)
    page = desk()
    assert titles(page) == [
        "Mine is due in an hour and a bit",
        "Nobody took this one until now",
        "Waiting for the customer to say more",
    ]
    assert titles(desk("?view=colleagues")) == ["With a colleague already since today"]
    assert "Chidi Okafor" in desk("?view=colleagues")


def test_priority_comes_first_then_the_least_time_left_then_what_has_no_clock(desk, make):
    make("Answered, so that no clock runs here", minutes=None)
    make("Due in three hours from this moment", minutes=180)
    make("Late by an hour already, poor soul", minutes=-60)
    make("Of high priority, and due tomorrow", minutes=1440, priority=Priority.HIGH)
    assert titles(desk("?view=unowned")) == [
        "Of high priority, and due tomorrow",
        "Late by an hour already, poor soul",
        "Due in three hours from this moment",
        "Answered, so that no clock runs here",
    ]


def test_what_waited_long_enough_is_yours_to_do_again(desk, make, agent):
    make("You hear from us again: that was before", owner=agent, state=CaseState.WAITING, minutes=-5)
    assert titles(desk("?view=mine")) == ["You hear from us again: that was before"]
    assert titles(desk("?view=waiting")) == []


def test_what_is_put_aside_has_a_group_of_its_own(desk, make, agent, moment):
    later = moment + timedelta(minutes=60)
    make("The part arrives on Thursday at last", owner=agent, state=CaseState.WAITING, snoozed_until=later)
    assert titles(desk("?view=snoozed")) == ["The part arrives on Thursday at last"]
    assert titles(desk()) == []


def test_finished_cases_are_found_by_state(desk, make, agent, moment):
    for number, state in enumerate((CaseState.RESOLVED, CaseState.CHECKED, CaseState.CLOSED)):
        make(f"It ended as {state} some time ago", owner=agent, state=state, minutes=None,
             resolved_at=moment - timedelta(days=number))  # fmt: skip
    make("This one is not finished at all", owner=agent)
    assert len(titles(desk("?view=finished"))) == 3
    assert titles(desk("?view=finished"))[0] == "It ended as resolved some time ago"
    assert titles(desk("?state=checked")) == ["It ended as checked some time ago"]


def test_filters_stand_in_the_address_and_can_be_taken_away(desk, make, agent, other_agent, asker):
    mobile = builders.make_board("Mobile phones")
    make("Mobile and became urgent since noon", board=mobile, reason=CaseReason.URGENT)
    make("Mobile but only by the ladder so far", board=mobile)
    make("Another board that became urgent too", reason=CaseReason.URGENT)
    page = desk(f"?view=unowned&board={mobile.slug}&reason=urgent")
    assert titles(page) == ["Mobile and became urgent since noon"]
    assert 'href="/desk/?view=unowned&amp;board=mobile-phones"' in page
    assert 'href="/desk/?view=unowned&amp;reason=urgent"' in page
    assert '<option value="urgent" selected>' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?priority=1", {"High"}),
        ("?language=pl", {"Polish"}),
        ("?late=1", {"Late"}),
        ("?owner=nobody", {"High", "Polish", "Late", "Tagged"}),
        ("?tag=router", {"Tagged"}),
        ("?department=metering", {"Department"}),
        ("?department=metering&view=finished", {"Ended"}),
        ("?state=owned", {"Owned"}),
    ],
)
def test_each_filter_leaves_the_others_out(desk, make, other_agent, department, query, found):
    make("High: somebody may be in danger", priority=Priority.HIGH)
    make("Polish: gdzie jest moja faktura", language="pl")
    make("Late: the promise has passed now", minutes=-1)
    tagged = make("Tagged: the router is all dark")
    QuestionTag.objects.create(question=tagged.question, tag=Tag.objects.get_or_create(slug="router")[0])
    meters = builders.make_member("Marit", department=department, is_agent=True)
    make("Department: meter shows nothing", owner=meters, state=CaseState.WAITING)
    ended = {"state": CaseState.RESOLVED, "resolved_at": clock.now()}
    make("Ended: for the department, not its owner's", owner=other_agent, department=department, **ended)
    make("Owned: Chidi looks after this one", owner=other_agent)
    query = query if "state" in query or "view" in query or "owner" in query else f"{query}&view=all"
    assert {title.partition(":")[0] for title in titles(desk(query))} == found


def test_what_makes_no_sense_in_an_address_is_left_out(desk, make):
    make("Still here, whatever the address says")
    page = desk(
        "?board=nowhere&reason=bad&priority=9&language=xx&state=odd&owner=1e9&view=none&late=x&after=zz"
    )
    assert titles(page) == ["Still here, whatever the address says"]
    assert desk("?q=%20&tag=%20&owner=99999999999999999999999")


def test_words_find_a_case_and_so_does_its_number(desk, make):
    wanted = make("My smart meter shows the wrong figure")
    make("Something about telephones altogether")
    indexing.catch_up()
    assert titles(desk("?view=all&q=smart+meters")) == ["My smart meter shows the wrong figure"]
    assert titles(desk(f"?view=all&q=%23{wanted.question_id}")) == ["My smart meter shows the wrong figure"]
    page = desk("?view=all&q=wordless")
    assert "No case fits" in page and "Show everything" in page


def test_an_unfinished_case_is_found_though_others_fit_better(desk, make, monkeypatch):
    monkeypatch.setattr(selecting, "FOUND", 0)
    make("My smart meter shows the wrong figure")
    make("Something about telephones altogether")
    indexing.catch_up()
    assert titles(desk("?view=all&q=meter+smart")) == ["My smart meter shows the wrong figure"]


def test_a_customer_is_found_by_name_or_whole_address(desk, make, board, moment):
    make("Somebody else asked about this one")
    other = builders.make_member("Wilhelmina Quist", email="w.quist@mail.example")
    case = make("My bill came twice this month")
    Question.objects.filter(pk=case.question_id).update(author=other)
    indexing.catch_up()
    for typed in ("mina+quist", "W.Quist@mail.example"):
        assert titles(desk(f"?view=all&q={typed}")) == ["My bill came twice this month"]
    assert not titles(desk("?view=all&q=quist@mail"))
    assert "Words, customer, or number" in desk()


def test_when_the_search_is_down_titles_are_read(desk, make, monkeypatch):

    def down(*args, **kwargs):
        raise face.SearchUnavailable

    monkeypatch.setattr(face, "search", down)
    make("My smart meter shows the wrong figure")
    make("Something about telephones altogether")
    page = desk("?view=all&q=meter+smart")
    assert titles(page) == ["My smart meter shows the wrong figure"]
    assert "The search is down for a moment" in page


def test_a_long_list_has_pages_and_capped_counts(desk, make, question, moment):
    _many(question, 120, moment)
    page = desk("?view=unowned")
    assert len(titles(page)) == 30 and "100+" in page
    seen, address = titles(page), page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    for _ in range(3):
        page = desk(address.removeprefix("/desk/").replace("&amp;", "&"))
        seen += titles(page)
        address = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert len(seen) == len(set(seen)) == 120
    assert "All 100+" in desk()


def _many(question, number, moment):
    questions = Question.objects.bulk_create(
        Question(
            board=question.board, author=question.author, title=f"Question {one}", slug="q", body="b",
            body_html="b", created_at=moment, active_at=moment,
        )
        for one in range(number)
    )  # fmt: skip
    Case.objects.bulk_create(
        Case(question=one, opened_at=moment, due_at=moment + timedelta(minutes=place) if place % 3 else None)
        for place, one in enumerate(questions)
    )


def test_hidden_questions_are_in_no_group(desk, make, moment):
    hidden = make("Somebody wrote a name in this one")
    Question.objects.filter(pk=hidden.question_id).update(hidden_at=moment)
    assert titles(desk()) == [] and "All quiet." in desk()


def test_a_case_is_taken_from_the_list(client, desk, make, agent):
    case = make("Nobody took this one until now")
    assert f'formaction="/desk/{case.pk}/take/"' in desk()
    assert client.post(f"/desk/{case.pk}/take/", follow=True).status_code == 200
    case.refresh_from_db()
    assert case.owner == agent


def test_who_writes_is_seen_in_the_list(desk, make, other_agent):
    case = make("Nobody took this one until now")
    claim.hold(by=other_agent, case=case, now=clock.now())
    assert "Chidi Okafor is writing" in desk()


def test_a_choice_is_saved_opened_renamed_and_deleted(client, desk, make, agent):
    make("Polish: gdzie jest moja faktura", language="pl")
    answer = client.post("/desk/views/?view=unowned&language=pl&nonsense=1", {"name": " Polish  ones "})
    assert answer["Location"] == "/desk/?view=unowned&language=pl"
    view = SavedView.objects.get(member=agent)
    assert (view.name, view.query) == ("Polish ones", "view=unowned&language=pl")
    page = desk(f"?{view.query}")
    assert "<h1><bdi>Polish ones</bdi></h1>" in page and "Rename or delete" in page
    client.post("/desk/views/change/", {"view": view.pk, "name": "Po polsku"})
    assert "Po polsku" in desk()
    client.post("/desk/views/change/", {"view": view.pk, "name": "Po polsku", "delete": "1"})
    assert not SavedView.objects.exists()


def test_a_name_that_will_not_do_comes_back_with_the_reason(client, desk, agent):
    client.post("/desk/views/?view=unowned", {"name": "Mine"})
    again = client.post("/desk/views/?view=waiting", {"name": "Mine"})
    assert again.status_code == 400
    page = again.content.decode()
    assert "You have a view called “Mine” already." in page and 'value="Mine"' in page
    assert client.post("/desk/views/?view=waiting", {"name": "  "}).status_code == 400


def test_there_is_room_for_a_shelf_of_views(client, desk, agent):
    for number in range(MOST):
        assert client.post("/desk/views/?view=unowned", {"name": f"View {number}"}).status_code == 302
    page = client.post("/desk/views/?view=unowned", {"name": "One more"})
    assert page.status_code == 400
    assert "You have 20 saved views, which is the most." in page.content.decode()


def test_somebody_elses_view_is_not_there(client, desk, lead, moment):
    view = SavedView.objects.create(member=lead, name="Theirs", query="view=all", at=moment)
    assert "Theirs" not in desk()
    for change in ({"name": "Mine now"}, {"delete": "1"}, {"view": "x"}):
        assert client.post("/desk/views/change/", {"view": view.pk, **change}).status_code == 404
    view.refresh_from_db()
    assert view.name == "Theirs"


def test_news_tells_what_the_page_would_show_now(client, desk, make):
    page, before = desk(), client.get("/desk/news/").json()
    assert f'data-version="{before["version"]}"' in page
    case = make("Nobody took this one until now")
    after = client.get("/desk/news/").json()
    assert after["version"] != before["version"] and after["ids"] == [case.pk]
    assert (before["counts"]["unowned"], after["counts"]["unowned"]) == ("0", "1")
    assert client.get("/desk/news/?view=colleagues").json()["ids"] == []


@pytest.mark.parametrize("address", ["news/", "views/", "views/change/"])
def test_nothing_of_it_is_for_others(client, helper, address):
    assert client.get(f"/desk/{address}").status_code == (302 if address == "news/" else 405)
    client.force_login(helper)
    assert client.get("/desk/news/").status_code == 403
    assert client.post("/desk/views/?view=all", {"name": "Mine"}).status_code == 403
    assert not SavedView.objects.exists()


def test_a_search_leaves_the_work_what_it_is(desk, client, make, agent):
    make("Nobody took this one until now")
    make("Mine is due in an hour and a bit", owner=agent)
    indexing.catch_up()
    page = desk("?q=zzzz")
    assert 'data-count="unowned">0 of 1<' in page and 'data-count="mine">0 of 1<' in page
    assert page.count("No case fits") == 1 and "Show everything" in page
    assert client.get("/desk/news/?q=zzzz").json()["counts"]["unowned"] == "0 of 1"
    page = desk("?q=hour")
    assert 'data-count="mine">1 of 1<' in page and "Mine is due" in page
    # A group in which nothing was found is not named.
    assert 'id="group-unowned"' not in page and 'id="group-mine"' in page


def test_rows_name_the_customer(desk, client, make, asker):
    case = make("Nobody took this one until now")
    name = f"<bdi>{asker.name}</bdi>"
    assert name in desk()
    assert name in client.get(case.path()).content.decode().partition('<div class="case">')[0]
