"""Marks and confirmations over HTTP, and how the page of a question shows them."""

import re

import pytest

from forum.models import Answer, AnswerMark, Question
from tests import builders

pytestmark = pytest.mark.django_db
OTHERS = ["asker", "stranger", "employee", "agent", "lead", "moderator", "manager"]


@pytest.mark.parametrize("person", OTHERS)
def test_works_for_me_is_one_press_and_taken_back(request, signed_in, answer, person):
    client, path = signed_in(request.getfixturevalue(person)), f"/answers/{answer.pk}/marks/"
    assert client.post(path, {"kind": "works"}).url.endswith(f"#answer-{answer.pk}")
    page = client.get(answer.question.path()).content.decode()
    assert "Works for 1 reader" in page and 'name="kind" value="" aria-pressed="true"' in page
    client.post(path, {"kind": ""})
    assert not AnswerMark.objects.exists()


@pytest.mark.parametrize("kind", ["careful", "outdated"])
def test_a_note_is_written_on_a_page(signed_in, client, answer, stranger, kind):
    reader, path = signed_in(stranger), f"/answers/{answer.pk}/marks/"
    assert reader.get(f"{path}?kind={kind}").status_code == 200
    assert reader.post(path, {"kind": kind, "note": "only with version three"}).status_code == 302
    assert "only with version three" in reader.get(f"{path}?kind={kind}").content.decode()
    page = client.get(answer.question.path()).content.decode()
    assert "only with version three" in page and "Wouter Smit" in page


def test_what_is_personal_in_a_note_is_pointed_out_first(signed_in, client, answer, stranger):
    reader, path = signed_in(stranger), f"/answers/{answer.pk}/marks/"
    note = {"kind": "careful", "note": "Call me on 06-12345678 first"}
    page = reader.post(path, note)
    assert page.status_code == 400 and "Mask it and say it" in page.content.decode()
    assert note["note"] in page.content.decode() and not AnswerMark.objects.exists()
    assert reader.post(path, {**note, "guard": "mask"}).status_code == 302
    assert AnswerMark.objects.get().note == "Call me on 06-••••••78 first"
    assert "12345678" not in client.get(path).content.decode()


def test_what_its_writer_lets_stand_in_a_note_stands_and_is_not_asked_again(signed_in, answer, stranger):
    reader, path = signed_in(stranger), f"/answers/{answer.pk}/marks/"
    note = {"kind": "careful", "note": "Not with 06-12345678 as its number"}
    kept = re.search(r'name="guard_kept" value="(\w+)"', reader.post(path, note).content.decode())[1]
    assert reader.post(path, {**note, "guard_kept": kept}).status_code == 302
    assert reader.post(path, {**note, "kind": "outdated"}).status_code == 302
    assert AnswerMark.objects.get().note == note["note"]


def test_care_without_a_word_is_asked_again(signed_in, answer, stranger):
    page = signed_in(stranger).post(f"/answers/{answer.pk}/marks/", {"kind": "careful", "note": " "})
    assert page.status_code == 400 and b"Say in a few words what to be careful about" in page.content


def test_the_author_reads_why_not(signed_in, answer, helper):
    client, path = signed_in(helper), f"/answers/{answer.pk}/marks/"
    assert b"Works for me" not in client.get(answer.question.path()).content
    assert b"own answer" in client.post(path, {"kind": "works"}, follow=True).content
    assert client.get(f"{path}?kind=careful").status_code == 302
    assert not AnswerMark.objects.exists()


def test_visitors_read_but_sign_in_to_say(client, answer):
    path = f"/answers/{answer.pk}/marks/"
    assert b"No notes yet" in client.get(path).content
    assert client.get(f"{path}?kind=careful").url.startswith("/accounts/login/")
    assert client.post(path, {"kind": "works"}).url.startswith("/accounts/login/")


@pytest.mark.parametrize("kind", ["splendid", "\x00", "works\x00"])
def test_a_kind_that_is_none_breaks_nothing(signed_in, answer, stranger, kind):
    reply = signed_in(stranger).post(f"/answers/{answer.pk}/marks/", {"kind": kind})
    assert reply.status_code == 400
    assert not AnswerMark.objects.exists()


@pytest.mark.parametrize("person", ["stranger", "employee", "agent", "moderator", "manager"])
def test_only_moderators_take_a_note_away(request, signed_in, answer, asker, person, now):
    mark = AnswerMark.objects.create(answer=answer, member=asker, kind="careful", note="rude words", at=now)
    client, path = signed_in(request.getfixturevalue(person)), f"/answers/{answer.pk}/marks/"
    may = person in ("moderator", "manager")
    assert (b"Take it away" in client.get(path).content) is may
    for number in ("x", "0", mark.pk):
        client.post(path, {"remove": number})
    assert AnswerMark.objects.exists() is not may


def test_the_marks_of_what_is_hidden_are_not_read(client, answer, now):
    Answer.objects.update(hidden_at=now)
    assert client.get(f"/answers/{answer.pk}/marks/").status_code == 404


@pytest.mark.parametrize(("person", "may"), [(person, person in ("agent", "lead")) for person in OTHERS])
def test_who_confirms(request, signed_in, answer, person, may):
    client, path = signed_in(request.getfixturevalue(person)), f"/answers/{answer.pk}/confirm/"
    assert client.get(path).status_code == 405
    assert (b"Confirm it officially" in client.get(answer.question.path()).content) is may
    assert client.post(path, {"on": "1"}).status_code == 302
    assert (Answer.objects.get().official_at is not None) is may
    if may:
        assert b"Confirmed by Webcare" in client.get(answer.question.path()).content
        client.post(path, {"on": "0"})
        assert Answer.objects.get().official_at is None


def test_an_expert_confirms_within_their_field(signed_in, answer, employee):
    client = signed_in(employee)
    client.post(f"/answers/{answer.pk}/confirm/", {"on": "1"})
    assert Answer.objects.get().official_at is None
    builders.make_expert(employee, tag="fibre")
    client.post(f"/answers/{answer.pk}/confirm/", {"on": "1"})
    assert Answer.objects.get().official_for == employee.department


def test_a_board_may_have_several_solutions(client, signed_in, board, question, answer, asker, stranger, now):
    second = builders.make_answer(
        question=question, by=stranger, now=now, body="Or change the channel of it."
    )
    browser = signed_in(asker)
    for several, accepted in ((True, 2), (False, 1)):
        board.allows_several_accepted = several
        board.save()
        for each in (answer, second):
            browser.post(f"/answers/{each.pk}/solution/", {"on": "0"})
            browser.post(f"/answers/{each.pk}/solution/", {"on": "1"})
        assert Question.objects.get().accepted_count == accepted
        page = client.get(question.path()).content.decode()
        assert page.count("good-block") == page.count("accepted by") == accepted
        assert page.count("Solved.") == 1


def test_a_press_is_answered_with_a_word(signed_in, answer, stranger, employee):
    builders.make_expert(employee, board=answer.question.board)
    path = f"/answers/{answer.pk}/marks/"
    for fields, words in (
        ({"kind": "works"}, "It stands under the answer."),
        ({"kind": ""}, "You took that back."),
    ):
        assert words in signed_in(stranger).post(path, fields, follow=True).content.decode()
    for on, words in (("1", "This is the company"), ("0", "own answer again")):
        reply = signed_in(employee).post(f"/answers/{answer.pk}/confirm/", {"on": on}, follow=True)
        assert words in reply.content.decode()
