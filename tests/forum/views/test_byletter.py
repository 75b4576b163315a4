"""Replying to a letter: a comment, an answer or a private word, by the same rules as on the page."""

import os
import re
from datetime import timedelta
from email import message_from_bytes, policy
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from smtplib import SMTPServerDisconnected

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import CommandError, call_command

from community.inbox import maildir, refusing, tasks
from community.lib import clock, throttle
from community.notifications import letters
from community.notifications.models import Notification
from forum.announcing import announce
from forum.models import Answer, Comment, Draft, Follow
from forum.webcare.actions.open_case import open_case
from forum.webcare.actions.own import take_case
from forum.webcare.actions.talk import go_private, say_privately
from forum.webcare.models import CaseReason, PrivateMessage
from tests.builders import make_answer, make_comment
from tests.replies import reply_to

pytestmark = pytest.mark.django_db

WORDS = "Thank you, I will.\n\nAnd which *channel* is best?"


@pytest.fixture(autouse=True)
def inbox(settings, tmp_path) -> Path:
    settings.INBOX_DIR = tmp_path / "inbox"
    (settings.INBOX_DIR / "new").mkdir(parents=True)
    return settings.INBOX_DIR


@pytest.fixture(autouse=True)
def noon(monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def letter(question, helper, now):
    """What the asker got when the helper answered."""
    make_answer(question=question, by=helper, now=now)
    return letter_to(now)


def letter_to(now):
    announce(now)
    letters.deliver(now)
    return mail.outbox.pop()


def deliver(inbox: Path, raw: bytes, name: str = "1") -> int:
    (inbox / "new" / name).write_bytes(raw)
    return tasks.take_in()


def test_a_reply_to_an_answer_stands_below_it(inbox, letter, asker):
    assert letter.body.startswith(
        "--- Reply above this line ---\nYour reply stands below it, for everyone to read.\n"
    )
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert deliver(inbox, reply_to(letter, WORDS)) == 1
    comment = Comment.objects.get()
    assert (comment.body, comment.author, comment.answer) == (WORDS, asker, Answer.objects.get())
    assert not list((inbox / "new").iterdir()) and not mail.outbox


def test_the_same_reply_twice_is_one(inbox, letter):
    for name in ("1", "2"):
        assert deliver(inbox, reply_to(letter, WORDS), name) == 1
    assert Comment.objects.count() == 1


def test_a_reply_of_markup_alone_is_words_too(inbox, letter):
    deliver(inbox, reply_to(letter, "Thank you, I will.", html=True))
    assert Comment.objects.get().body == "Thank you, I will."


def wanted_by_mail(now):
    """Kinds that are mailed only to who chose so."""
    announce(now)
    Notification.objects.filter(lettered_at=None).update(letter_due_at=now)
    return letter_to(now)


def test_a_reply_to_a_comment_stands_under_the_same_post(inbox, answer, asker, helper, now):
    letter_to(now)
    make_comment(question=answer.question, by=asker, now=now, answer=answer, body="Which channel?")
    told = wanted_by_mail(now)
    assert told.to == [helper.email]
    deliver(inbox, reply_to(told, "Channel 11."))
    assert Comment.objects.get(author=helper).answer == answer


def test_a_reply_to_a_new_question_is_an_answer(inbox, question, helper, now):
    Follow.objects.create(member=helper, board=question.board, since=now)
    told = wanted_by_mail(now)
    assert "Your reply is posted as your answer, for everyone to read." in told.body
    deliver(inbox, reply_to(told, "Set the time to four at night."))
    answer = Answer.objects.get()
    assert (answer.author, answer.body, answer.question) == (
        helper,
        "Set the time to four at night.",
        question,
    )


def test_a_reply_from_another_confirmed_address_counts(inbox, letter, asker):
    deliver(inbox, reply_to(letter, WORDS, sender="femke@work.example"))
    assert not Comment.objects.exists()
    EmailAddress.objects.create(user=asker, email="Femke@Work.example", verified=True)
    deliver(inbox, reply_to(letter, WORDS, sender="femke@work.example"))
    assert Comment.objects.get().author == asker


def refusal(asker) -> str:
    """The letter back, which goes to the account and nobody else."""
    (back,) = mail.outbox
    assert (back.to, back.subject) == ([asker.email], "Your reply is not posted")
    assert back.extra_headers["Auto-Submitted"] == "auto-replied"
    assert not Comment.objects.exists() and not Answer.objects.filter(author=asker).exists()
    return back.body


def test_somebody_elses_address_is_refused(inbox, letter, asker):
    deliver(inbox, reply_to(letter, WORDS, sender="mallory@example.com"))
    body = refusal(asker)
    assert "It came from another address" in body and WORDS in body
    assert f"http://127.0.0.1:8000{Answer.objects.get().path()}" in body


def test_personal_data_waits_as_a_draft(inbox, letter, asker):
    deliver(inbox, reply_to(letter, "Call me on 06 12345678, please."))
    body = refusal(asker)
    assert "Telephone number 06 12345678" in body
    answer = Answer.objects.get()
    assert Draft.objects.get(member=asker, place=f"comment:{answer.subject}").fields["body"] == (
        "Call me on 06 12345678, please."
    )
    assert f"/answers/{answer.pk}/comments/" in body


def test_a_reply_without_words_is_refused(inbox, letter, asker):
    deliver(inbox, reply_to(letter, ""))
    assert "We found no words of yours" in refusal(asker)


def test_who_may_not_write_reads_why_and_has_their_words_back(inbox, letter, asker, now):
    asker.silenced_until = now + timedelta(days=1)
    asker.save()
    deliver(inbox, reply_to(letter, WORDS))
    assert WORDS in refusal(asker)


def test_what_is_gone_takes_no_reply(inbox, letter, asker, now):
    Answer.objects.update(hidden_at=now)
    deliver(inbox, reply_to(letter, WORDS))
    assert "no longer there" in refusal(asker)


def test_an_old_letter_takes_no_reply(inbox, letter, asker, now, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=61))
    deliver(inbox, reply_to(letter, WORDS))
    assert "too old" in refusal(asker)


def test_a_letter_back_says_what_could_not_come_along(inbox, letter):
    raw = reply_to(letter, WORDS)
    parts = message_from_bytes(raw, policy=policy.default)
    parts.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="modem.gif")
    deliver(inbox, bytes(parts))
    assert Comment.objects.get().body == WORDS
    assert [back.subject for back in mail.outbox] == ["Your reply is posted, without what you attached"]


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b"Subject:", b"Auto-Submitted: auto-replied\nSubject:", 1),
        lambda raw: re.sub(rb"(reply\+\d+-)....", rb"\g<1>0000", raw),
        lambda raw: raw.replace(b"reply+", b"reply"),
        lambda raw: b"",
    ],
    ids=["a program's", "a guessed address", "no address of ours", "nothing"],
)
def test_what_no_person_answered_is_dropped_without_a_word(inbox, letter, change):
    assert deliver(inbox, change(reply_to(letter, WORDS))) == 1
    assert not Comment.objects.exists() and not mail.outbox


def test_nobody_is_written_to_without_end(inbox, letter, monkeypatch):
    monkeypatch.setattr(refusing, "LETTERS", throttle.Limit("letters-back-here", 2, 3600))
    for number in range(4):
        deliver(inbox, reply_to(letter, f"Call me on 06 1234567{number}."), str(number))
    assert len(mail.outbox) == 2


def test_a_mail_server_at_rest_loses_nothing(inbox, letter, monkeypatch, asker):
    def resting(**_letter):
        raise SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr(refusing.mail, "send", resting)
        assert deliver(inbox, reply_to(letter, "")) == 0
        # The others come in all the same.
        assert deliver(inbox, reply_to(letter, WORDS), "2") == 1
    Comment.objects.all().delete()
    assert tasks.take_in() == 1
    assert "We found no words of yours" in refusal(asker)


def test_a_letter_that_breaks_us_is_put_aside_after_days_not_lost(inbox, letter, monkeypatch):
    def breaks(*_letter):
        raise ZeroDivisionError

    monkeypatch.setattr(maildir.receiving, "receive", breaks)
    deliver(inbox, reply_to(letter, WORDS))
    assert (inbox / "new" / "1").exists()
    os.utime(inbox / "new" / "1", (1, 1))
    tasks.take_in()
    assert (inbox / "cur" / "1:2,F").read_bytes() == reply_to(letter, WORDS)


def piped(monkeypatch, raw: bytes) -> str:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(raw)))
    said = StringIO()
    call_command("receive_mail", stdout=said)
    return said.getvalue().strip()


def test_a_mail_server_may_pipe_it_too(letter, monkeypatch):
    assert piped(monkeypatch, reply_to(letter, WORDS)) == "taken"
    assert piped(monkeypatch, reply_to(letter, "", sender="mallory@example.com")) == "refused"
    assert piped(monkeypatch, b"rubbish") == "ignored"
    assert Comment.objects.count() == 1


def test_a_mail_server_is_asked_to_bring_it_again(letter, monkeypatch):
    def resting(**_letter):
        raise SMTPServerDisconnected

    monkeypatch.setattr(refusing.mail, "send", resting)
    with pytest.raises(CommandError) as fault:
        piped(monkeypatch, reply_to(letter, ""))
    assert fault.value.returncode == 75


def test_where_no_mail_comes_in_no_letter_asks_for_a_reply(settings, question, helper, now):
    settings.REPLY_ADDRESS = ""
    make_answer(question=question, by=helper, now=now)
    told = letter_to(now)
    assert "Reply above this line" not in told.body and "Reply-To" not in told.extra_headers


def test_a_private_reply_is_for_webcare_alone(inbox, question, agent, asker, now):
    case = open_case(
        question=question, reason=CaseReason.LADDER, due_at=now + timedelta(hours=2), alarm_at=None, now=now
    )
    case = take_case(by=agent, case=case, now=now)
    go_private(by=agent, case=case, reason="We need the contract number", now=now)
    say_privately(by=agent, case=case, body="Which contract is it?", form_key=None, now=now)
    letters.deliver(now)
    told = next(one for one in mail.outbox if one.to == [asker.email] and "Which contract" in one.body)
    mail.outbox.clear()
    assert "Only webcare reads your reply." in told.body
    deliver(inbox, reply_to(told, "It is contract 88123456."))
    message = PrivateMessage.objects.get(is_customers=True)
    assert (message.by, message.body, message.case_id) == (asker, "It is contract 88123456.", case.pk)
    assert not Comment.objects.exists() and not mail.outbox
