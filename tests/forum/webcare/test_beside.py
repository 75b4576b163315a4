"""Working together on a case: calling a colleague, watching, priority, cases that belong together."""

import html

import pytest

from community.notifications import kinds
from community.notifications.models import Notification
from forum.actions.duplicate import mark_duplicate
from forum.webcare.actions.note import write_note
from forum.webcare.actions.open_case import open_case
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.actions.talk import say_back
from forum.webcare.actions.watch_case import watch
from forum.webcare.models import Case, CaseLink, CaseReason, CaseState, CaseWatch, Note, Priority
from tests.builders import make_department, make_member, make_question

pytestmark = pytest.mark.django_db


def told(kind: str) -> list[int]:
    return list(Notification.objects.filter(kind=kind).order_by("member").values_list("member_id", flat=True))


@pytest.fixture
def other_case(board, helper, now):
    question = make_question(board=board, by=helper, now=now, title="The box restarts every night")
    return open_case(question=question, reason=CaseReason.URGENT, due_at=now, alarm_at=now, now=now)


def test_a_colleague_called_by_hand_is_told_and_watches(case, agent, other_agent, now):
    note = write_note(by=agent, case=case, body="@chidi did you see this box before?", now=now)
    assert f"/members/{other_agent.pk}/" in note.body_html
    assert told("case-mentioned") == [other_agent.pk]
    assert Notification.objects.get(kind="case-mentioned").link == case.path()
    assert list(CaseWatch.objects.values_list("member", flat=True)) == [other_agent.pk]
    assert told("case-watched") == []


def test_completing_a_name_calls_too_and_customers_are_never_called(case, agent, lead, asker, now):
    body = f"[@{lead.name}]({lead.path()}) and [@{asker.name}]({asker.path()}), please look."
    write_note(by=agent, case=case, body=body, now=now)
    assert told("case-mentioned") == [lead.pk]


def test_a_first_name_of_two_calls_nobody(case, agent, now):
    for name in ("Kim Jansen", "Kim de Wit"):
        make_member(name, is_agent=True)
    assert "members" not in write_note(by=agent, case=case, body="@Kim, please look.", now=now).body_html


def test_watching_and_stopping(client, case, other_agent):
    client.force_login(other_agent)
    client.post(f"/desk/{case.pk}/watch/")
    client.post(f"/desk/{case.pk}/watch/")
    page = client.get(case.path()).content.decode()
    assert "Stop watching" in page and "Watching:" in page
    client.post(f"/desk/{case.pk}/watch/", {"turn": "off"})
    assert not CaseWatch.objects.exists()


def test_watchers_hear_of_notes_the_customer_and_the_end(case, agent, lead, asker, now):
    case = take_case(by=agent, case=case, now=now)
    watch(by=lead, case=case, now=now)
    write_note(by=agent, case=case, body="Called the branch office.", now=now)
    reply(by=agent, case=case, body="We ended the old contract today.", form_key="k", now=now)
    say_back(by=asker, case=case, body="Thank you, I see it.", form_key="b", now=now)
    case.refresh_from_db()
    resolve_case(
        by=agent, case=case, cause="split", learned="", public_line="The contract was ended.", now=now
    )
    variants = Notification.objects.filter(kind="case-watched", member=lead).order_by("pk")
    assert [each.details["variant"] for each in variants] == ["noted", "customer", "resolved"]
    assert not kinds.get("case-watched").mail


def test_the_owner_hears_of_a_colleagues_note(case, agent, other_agent, now):
    case = take_case(by=agent, case=case, now=now)
    write_note(by=other_agent, case=case, body="I know this customer.", now=now)
    assert told("case-watched") == [agent.pk]


def test_who_left_the_desk_hears_nothing_more(case, agent, lead, now):
    watch(by=lead, case=case, now=now)
    lead.is_agent = lead.is_lead = False
    lead.save()
    write_note(by=agent, case=case, body="Called the branch office.", now=now)
    assert told("case-watched") == []


def test_priority_puts_it_before_others_and_says_who(client, case, agent):
    client.force_login(agent)
    client.post(f"/desk/{case.pk}/priority/", {"priority": "1"})
    case.refresh_from_db()
    assert case.priority == Priority.HIGH
    assert "Nienke Postma put it before the others" in client.get(case.path()).content.decode()
    client.post(f"/desk/{case.pk}/priority/", {"priority": "0"})
    assert "among the others again" in client.get(case.path()).content.decode()
    assert "Choose one of the priorities." in client.post(
        f"/desk/{case.pk}/priority/", {"priority": "7"}, follow=True
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["{case}", "#{case}", "https://x.example/desk/{case}/", "/questions/{question}/a/"]
)
def test_a_case_is_linked_by_number_or_address_and_both_show_it(client, case, other_case, agent, typed):
    client.force_login(agent)
    words = {"case": other_case.pk, "question": other_case.question_id}
    client.post(f"/desk/{case.pk}/link/", {"other": typed.format(**words)})
    link = CaseLink.objects.get()
    assert (link.case_id, link.other_id) == (case.pk, other_case.pk)
    assert other_case.question.title in client.get(case.path()).content.decode()
    assert f"/desk/{case.pk}/unlink/" not in client.get(other_case.path()).content.decode()
    assert f'name="other" value="{case.pk}"' in client.get(other_case.path()).content.decode()
    client.post(f"/desk/{other_case.pk}/unlink/", {"other": case.pk})
    assert not CaseLink.objects.exists()


def test_what_names_no_case_is_said_and_kept(client, case, agent, board, helper, now):
    client.force_login(agent)
    page = client.post(f"/desk/{case.pk}/link/", {"other": "the other one"}, follow=True).content.decode()
    assert "There is no such case." in page and 'value="the other one"' in page
    itself = client.post(f"/desk/{case.pk}/link/", {"other": str(case.pk)}, follow=True).content.decode()
    assert "That is this case itself." in itself
    loose = make_question(board=board, by=helper, now=now, title="Where is the socket for fibre?")
    page = client.post(f"/desk/{case.pk}/link/", {"other": loose.path()}, follow=True).content.decode()
    assert "Webcare has no case about that question." in page


def test_who_asked_the_same_is_counted(client, case, agent, board, helper, moderator, now):
    same = make_question(board=board, by=helper, now=now, title="Fibre is gone every evening at nine")
    mark_duplicate(by=moderator, question=same, original=case.question, note="the same", now=now)
    client.force_login(agent)
    page = client.get(case.path()).content.decode()
    assert "1 more person asked this" in page and same.title in page


@pytest.mark.parametrize(
    "verb", ["watch", "priority", "link", "unlink", "take-up", "aside", "hand-over", "resolve"]
)
@pytest.mark.parametrize("person", ["helper", "asker", "employee", "moderator"])
def test_others_do_nothing_beside_a_case(request, client, case, person, verb):
    client.force_login(request.getfixturevalue(person))
    assert client.post(f"/desk/{case.pk}/{verb}/", {"other": "1", "priority": "1"}).status_code == 403
    assert (Case.objects.get().priority, CaseWatch.objects.count(), Note.objects.count()) == (0, 0, 0)


def test_why_nothing_was_linked_stands_at_its_field(client, case, agent):
    client.force_login(agent)
    refused = client.post(f"/desk/{case.pk}/link/", {"other": "99999"})
    assert refused.url == f"{case.path()}#link-case"
    page = client.get(case.path()).content.decode()
    form = page.partition('id="link-case"')[2].partition("</form>")[0]
    assert 'aria-describedby="other-fault"' in form and "There is no such case." in form
    assert "There is no such case." not in client.get(case.path()).content.decode()


def test_a_linked_case_that_is_put_aside_is_called_so(client, case, other_case, agent, now):
    client.force_login(agent)
    client.post(f"/desk/{case.pk}/link/", {"other": other_case.pk})
    Case.objects.filter(pk=other_case.pk).update(
        state=CaseState.WAITING, owner=agent, owned_at=now, snoozed_until=now
    )
    page = client.get(case.path()).content.decode()
    assert f"case {other_case.pk}, put aside" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("@Chidi Okafor, did you see this?", ""),
        ("Mail a@example.org and read `@nobody`.", ""),
        ("@Marijke Hoekstra, whose meter is it?", "Marijke Hoekstra was not told"),
        ("@Kim, please look.", "@Kim called nobody: several colleagues"),
        ("Ask @Twin Jansen as well.", "@Twin Jansen called nobody: several colleagues"),
        ("@Nessuno, please look.", "@Nessuno called nobody: nobody at the desk"),
    ],
)
def test_whoever_is_called_in_vain_is_named_after_saving(client, case, agent, other_agent, typed, said):
    for name in ("Kim Jansen", "Kim de Wit", "Twin Jansen", "Twin Jansen"):
        make_member(name, is_agent=True)
    make_member("Marijke Hoekstra", department=make_department("Metering"))
    client.force_login(agent)
    page = client.post(f"/desk/{case.pk}/write/", {"to": "note", "body": typed}, follow=True)
    page = html.unescape(page.content.decode())
    assert told("case-mentioned") == ([] if said or "@Chidi" not in typed else [other_agent.pk])
    assert said in page
    if not said:
        assert "called nobody" not in page and "was not told" not in page
