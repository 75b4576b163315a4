"""A case ends with its cause and what it taught, both or neither; and can be opened again with a reason."""

from datetime import timedelta

import pytest

from community.lib import clock
from community.notifications.models import Notification
from forum.improvements.actions.propose import propose_due
from forum.improvements.models import Cause, Improvement, Learning, Recurrence, State
from forum.models import Door, Question, Status
from forum.webcare.actions.open_case import open_case
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reply import reply
from forum.webcare.actions.talk import go_private, say_privately
from forum.webcare.models import Case, CaseReason, CaseState, Note, Outcome
from tests.builders import make_member, make_question

pytestmark = pytest.mark.django_db
TYPED = {
    "outcome": "helped",
    "cause": "Order split in two",
    "public_line": "The old contract was ended and the payment went back.",
    "said": "A moved order leaves the old contract open.",
}
WITHOUT = {name: words for name, words in TYPED.items() if name != "said"}
NOTHING_NEW = {**WITHOUT, "is_nothing_new": "on"}


def case_about(question, now):
    later = now + timedelta(hours=2)
    return open_case(question=question, reason=CaseReason.LADDER, due_at=later, alarm_at=later, now=now)


@pytest.fixture
def owned(question, agent, now):
    return take_case(by=agent, case=case_about(question, now), now=now)


@pytest.fixture
def replied(owned, agent, now):
    reply(by=agent, case=owned, body="We ended the old contract today.", form_key="k", now=now)
    return Case.objects.get(pk=owned.pk)


@pytest.fixture
def end(client, agent):
    def post(case, typed, who=agent):
        client.force_login(who)
        return client.post(f"/desk/{case.pk}/resolve/", typed)

    return post


def test_with_what_was_learned(end, replied, agent, billing, asker):
    assert end(replied, {**TYPED, "department": billing.pk})["Location"] == "/desk/"
    case, learning = Case.objects.get(), Learning.objects.get()
    assert (case.state, case.outcome, case.department) == (CaseState.RESOLVED, Outcome.HELPED, billing)
    assert (learning.line, learning.cause.name, learning.department) == (
        TYPED["said"],
        TYPED["cause"],
        billing,
    )
    assert Notification.objects.get(kind="case-resolved").member == asker


def test_nothing_new_is_an_honest_answer_that_still_counts(end, replied):
    Cause.objects.create(name="order split in two")
    end(replied, NOTHING_NEW)
    assert not Learning.objects.exists()
    assert Recurrence.objects.get().cause.name == "order split in two"
    assert Case.objects.get().state == CaseState.RESOLVED


@pytest.mark.parametrize("typed", [WITHOUT, {**TYPED, "is_nothing_new": "on"}])
def test_one_of_the_two_is_said_and_not_both(end, replied, typed):
    page = end(replied, typed)
    text = page.content.decode()
    assert page.status_code == 400 and TYPED["public_line"] in text and TYPED["cause"] in text
    assert "there is nothing new" in text
    assert Case.objects.get().state == CaseState.WAITING


def test_a_learning_that_will_not_do_leaves_the_case_open(end, replied):
    page = end(replied, {**TYPED, "said": "too bad"})
    assert page.status_code == 400 and "too bad" in page.content.decode()
    assert Case.objects.get().state == CaseState.WAITING
    assert not Cause.objects.exists()


@pytest.mark.parametrize("missing", ["cause", "public_line"])
def test_the_cause_and_the_line_everyone_reads_are_required(end, replied, missing):
    page = end(replied, {**NOTHING_NEW, missing: " "})
    assert page.status_code == 400
    assert Case.objects.get().state == CaseState.WAITING


def test_in_silence_no_case_ends(client, end, owned):
    page = end(owned, NOTHING_NEW)
    assert page.status_code == 400 and "no case is closed in silence" in page.content.decode()
    assert TYPED["public_line"] in page.content.decode()
    assert "Answer first" in client.get(owned.path()).content.decode()


def test_a_private_word_under_a_name_is_a_reply(end, owned, agent, now):
    go_private(by=agent, case=owned, reason="It is about their bill.", now=now)
    say_privately(by=agent, case=owned, body="Your payment went back today.", form_key="p", now=now)
    assert end(owned, NOTHING_NEW).status_code == 302
    assert Case.objects.get().public_line == TYPED["public_line"]


def test_personal_data_never_stand_in_the_line_everyone_reads(end, replied):
    typed = {**NOTHING_NEW, "public_line": "We called 06 12 34 56 78 and it was solved."}
    page = end(replied, typed)
    assert page.status_code == 400 and "This does not belong in public" in page.content.decode()
    assert typed["public_line"] in page.content.decode()
    end(replied, {**typed, "guard": "mask"})
    assert Case.objects.get().state == CaseState.RESOLVED
    assert "12 34" not in Case.objects.get().public_line


def test_a_refused_question_is_told_which_door_to_take(end, replied, question, asker):
    door = Door.objects.create(
        name="The ombudsman", line="Who settles this", link="https://ombudsman.example/"
    )
    Door.objects.create(name="A bricked-up door", line="No more", retired_at=clock.now())
    assert end(replied, {**NOTHING_NEW, "outcome": "refused", "door": door.pk}).status_code == 302
    question.refresh_from_db()
    assert (question.status, question.door) == (Status.CLOSED, door)
    assert question.status_reason == TYPED["public_line"]
    assert Case.objects.get().outcome == Outcome.REFUSED
    assert not Notification.objects.filter(kind="case-resolved").exists(), (
        "the closing tells it, with the door"
    )


def test_only_doors_of_this_board_that_are_open_are_offered(client, replied, agent, now):
    from tests.builders import make_board

    Door.objects.create(name="Everyones door", line="x")
    Door.objects.create(name="Bricked up", line="x", retired_at=now)
    Door.objects.create(name="Of another board", line="x", board=make_board("Energy"))
    client.force_login(agent)
    page = client.get(f"/desk/{replied.pk}/resolve/").content.decode()
    assert "Everyones door" in page and "Bricked up" not in page and "Of another board" not in page


@pytest.mark.parametrize(
    ("person", "status"), [("lead", 302), ("other", 400), ("helper", 403), ("asker", 403)]
)
def test_who_ends_it(request, end, replied, person, status):
    other = make_member("Chidi Okafor", is_agent=True)
    who = other if person == "other" else request.getfixturevalue(person)
    assert end(replied, NOTHING_NEW, who).status_code == status
    assert (Case.objects.get().state == CaseState.RESOLVED) == (status == 302)


def test_five_of_one_cause_in_a_week_propose_even_when_nothing_was_new(
    board, asker, agent, manager, end, now
):
    at = clock.now()
    for number in range(5):
        question = make_question(board=board, by=asker, now=at, title=f"Invoice number {number} came twice")
        case = take_case(by=agent, case=case_about(question, at), now=at)
        reply(by=agent, case=case, body=f"We took back invoice {number}.", form_key=f"k{number}", now=at)
        assert propose_due(at) == 0
        # The first teaches it, the others are the same again.
        assert end(case, TYPED if number == 0 else NOTHING_NEW).status_code == 302
    assert propose_due(at) == 1
    proposal = Improvement.objects.get()
    assert (proposal.state, proposal.questions.count()) == (State.PROPOSED, 5)
    assert (proposal.learnings.count(), proposal.recurrences.count()) == (1, 4)
    assert propose_due(at) == 0


def test_opened_again_with_a_reason_it_has_a_promise(client, end, replied, agent, lead):
    end(replied, NOTHING_NEW)
    assert client.post(f"/desk/{replied.pk}/reopen/", {"reason": "no"}).status_code == 400
    assert client.get(f"/desk/{replied.pk}/reopen/").status_code == 200
    client.post(f"/desk/{replied.pk}/reopen/", {"reason": "The payment bounced."})
    case = Case.objects.get()
    assert (case.state, case.owner, case.resolved_at) == (CaseState.OWNED, agent, None)
    assert case.due_at > clock.now()
    assert Note.objects.get().body == "The payment bounced."
    page = client.get(case.path()).content.decode()
    assert "The payment bounced." in page
    assert "Answer first" in page, "what was said before it came back did not help"


def test_a_refused_question_takes_answers_again(client, end, replied, question):
    end(replied, {**NOTHING_NEW, "outcome": "refused"})
    client.post(f"/desk/{replied.pk}/reopen/", {"reason": "It is ours after all."})
    assert Question.objects.get(pk=question.pk).status == Status.OPEN


def test_a_colleague_does_not_open_it_again(client, end, replied, now):
    end(replied, NOTHING_NEW)
    client.force_login(make_member("Chidi Okafor", is_agent=True))
    client.post(f"/desk/{replied.pk}/reopen/", {"reason": "The payment bounced."})
    assert Case.objects.get().state == CaseState.RESOLVED
