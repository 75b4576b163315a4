"""What stands in the community after loading: everything, in every state, once, and where the ladder brought it."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cms.demo import content
from cms.demo.loading import load
from cms.demo.threads import form_key
from cms.demo.timing import SOON, TODAY
from cms.models import ArticlePage, HomePage
from community.events.models import Event
from community.members.models import Department, Member
from community.notifications.models import Notification
from forum.escalation.models import Climb
from forum.management.recounting import recount
from forum.models import Answer, Board, Card, Comment, Question
from forum.routing.actions.pass_on import pass_on
from forum.routing.models import ExpertRequest
from forum.webcare.models import Case
from reputation import standings
from reputation.models import Standing

pytestmark = pytest.mark.django_db


def question(key: str) -> Question:
    return Question.objects.get(form_key=form_key(key))


def asked_colleagues(key: str) -> set[str]:
    waiting = ExpertRequest.objects.waiting().filter(question=question(key))
    return set(waiting.values_list("member__department__slug", flat=True))


def test_everything_written_down_is_there(community):
    written = content.questions()
    assert Question.objects.count() == len(written) >= 150
    assert Answer.objects.count() == sum(len(row.get("answer", [])) for row in written)
    assert Member.objects.count() == len(content.cast()["member"])
    assert Board.objects.count() == len(content.places()["board"]) <= 12
    assert ArticlePage.objects.live().count() == 14
    assert HomePage.objects.count() == 1
    posts = Question.objects.count() + Answer.objects.count()
    assert Card.objects.count() == 2 * posts


def test_every_state_of_a_question_and_of_a_case_is_there(community):
    states = Counter(one.state for one in Question.objects.all())
    assert set(states) == {"open", "answered", "solved", "needs_info", "duplicate", "closed"}
    assert Question.objects.filter(hidden_at__isnull=False).exists()
    cases = Counter(Case.objects.values_list("state", flat=True))
    assert set(cases) == {"open", "owned", "waiting", "resolved", "checked"}
    for case in Case.objects.filter(state="resolved"):
        assert case.cause
        assert case.public_line


def test_nothing_lies_ahead_of_now(community):
    for model in (Question, Answer, Comment):
        assert not model.objects.filter(created_at__gt=community).exists()
    assert not Event.objects.filter(at__gt=community).exists()
    assert not Notification.objects.filter(created_at__gt=community).exists()


def test_timelines_are_in_order_of_time(community):
    for thread in ("nothing-left", "not-asked"):
        row = next(row for row in content.questions() if row.get("story") == thread)
        moments = list(
            Event.objects.filter(thread=question(row["key"]).subject)
            .order_by("id")
            .values_list("at", flat=True)
        )
        assert moments == sorted(moments)


def test_no_mail_waits_and_nothing_announces_the_past(community):
    assert not Notification.objects.filter(letter_due_at__isnull=False).exists()
    assert not Event.objects.filter(announce_due_at__isnull=False).exists()


def test_the_search_index_finds_everything_due(community):
    assert not Question.objects.filter(index_due_at=None).exists()
    assert not ArticlePage.objects.filter(index_due_at=None).exists()


def test_the_two_questions_that_are_about_to_move(community):
    soon = Climb.objects.get(question=question(SOON))
    assert 19 * 60 <= (soon.next_due_at - community).total_seconds() <= 20 * 60
    promise = Climb.objects.get(question=question(TODAY)).promise_at
    assert promise > community
    assert promise.strftime("%d %H:%M") == "21 22:59", "23:59 in Amsterdam"


@pytest.mark.parametrize("key", ["smart-meter-returns-zero", "draaischijfmeter-vervangen"])
def test_metering_was_asked(community, key):
    assert asked_colleagues(key) == {"metering"}


@pytest.mark.parametrize("key", ["phone-on-hold", "bestelling-blijft-in-behandeling"])
def test_the_shop_was_asked_what_orders_knows(community, key):
    assert asked_colleagues(key) == {"shop"}


def test_what_the_shop_passes_on_reaches_orders(community):
    robin = Member.objects.get(email="robin@kwikstaart.example")
    orders = Department.objects.get(slug="orders")
    made = pass_on(by=robin, question=question("phone-on-hold"), department=orders, now=community)
    assert {request.member.department for request in made} == {orders}
    assert "anouk@kwikstaart.example" in {request.member.email for request in made}


@pytest.mark.parametrize("key", ["caller-name-butcher", "contract-overleden-vader"])
def test_webcare_has_what_nobody_knew(community, key):
    case = Case.objects.get(question=question(key))
    assert case.state == "open"
    assert case.due_at > community


def test_the_kept_numbers_are_what_a_rebuild_gives(community):
    before = list(
        Question.objects.order_by("pk").values_list("score", "answer_count", "accepted_count", "active_at")
    )
    recount()
    after = list(
        Question.objects.order_by("pk").values_list("score", "answer_count", "accepted_count", "active_at")
    )
    assert after == before
    kept = dict(Standing.objects.values_list("member", "total"))
    standings.rebuild()
    assert dict(Standing.objects.values_list("member", "total")) == kept
    assert standings.of(Member.objects.get(email="joost@kwikstaart.example")) > 1000
    assert not Standing.objects.filter(member__department__isnull=False).exists()


def test_a_second_loading_changes_nothing(community):
    events = Event.objects.count()
    assert load(community) == 0
    assert Event.objects.count() == events


def test_an_account_for_every_role(community, capsys):
    call_command("demo", accounts=True)
    said = capsys.readouterr().out
    for role in ("customer", "employee", "agent", "lead", "moderator", "manager"):
        assert role in said


def test_the_command_refuses_outside_the_demo(settings, db):
    settings.DEMO = False
    with pytest.raises(CommandError, match="demo settings"):
        call_command("demo")


def test_a_board_asks_its_own_fields_and_begins_a_question(community):
    orders = Board.objects.get(slug="orders")
    assert [field.slug for field in orders.fields.order_by("position")] == ["order-type", "model"]
    assert orders.template and orders.template_nl
