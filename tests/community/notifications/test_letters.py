"""Letters: each delivered once, tried again, in the reader's language, and stopped with one click."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.test import Client
from django.utils.translation import gettext_lazy as _

from community.lib import links
from community.lib import mail as lib_mail
from community.members import frame
from community.notifications import kinds, letters
from community.notifications.kinds import Kind
from community.notifications.models import Channel, Notification, Preference
from community.notifications.telling import clear, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    known = {
        "told": Kind("told", _("English"), "%(actor)s said: %(title)s"),
        "quiet": Kind("quiet", "Quiet", "%(actor)s whispered: %(title)s", mail=False),
    }
    monkeypatch.setattr(kinds, "_KINDS", known)


def say(*people, now, kind="told", key="event:1", actor=None, title="Does it rain?", **details) -> int:
    return tell(
        [person.pk for person in people],
        kind=kind,
        subject="question:1",
        link="/questions/1/",
        key=key,
        now=now,
        actor=actor,
        details={"title": title, **details},
    )


def test_everyone_is_told_once(asker, helper, now):
    assert say(asker, helper, now=now) == 2
    assert say(asker, helper, now=now + timedelta(days=1)) == 0
    assert Notification.objects.count() == 2


def test_nobody_is_told_of_their_own_doing(asker, helper, now):
    assert say(asker, helper, now=now, actor=helper) == 1
    assert Notification.objects.get().member == asker


def test_a_kind_that_no_room_knows_is_an_error(asker, now):
    with pytest.raises(KeyError):
        say(asker, now=now, kind="unheard-of")


def test_a_letter_is_delivered_once(asker, helper, now):
    say(asker, now=now, actor=helper, quote="The second line says < and &.")
    assert letters.deliver(now) == 1
    assert letters.deliver(now + timedelta(days=1)) == 0
    (letter,) = mail.outbox
    assert letter.to == [asker.email]
    assert letter.subject == "Joost Wagenaar said: Does it rain?"
    assert "The second line says < and &." in letter.body
    assert "http://127.0.0.1:8000/questions/1/" in letter.body
    html = letter.alternatives[0][0]
    assert "says &lt; and &amp;." in html
    row = Notification.objects.get()
    assert (row.letter_due_at, row.lettered_at, row.read_at) == (None, now, None)


def test_a_mail_server_that_rests_is_tried_again(monkeypatch, asker, now):
    say(asker, now=now)

    def resting(**_letter):
        raise SMTPServerDisconnected("come back later")

    with monkeypatch.context() as patch:
        patch.setattr("community.lib.mail.send", resting)
        assert letters.deliver(now) == 0
    assert Notification.objects.get().letter_due_at == now + letters.RETRY_AFTER
    assert letters.deliver(now + timedelta(minutes=1)) == 0
    assert letters.deliver(now + letters.RETRY_AFTER) == 1
    assert len(mail.outbox) == 1


def test_one_letter_that_fails_does_not_keep_the_others(monkeypatch, asker, helper, now):
    say(asker, now=now)
    say(helper, now=now, kind="quiet", key="event:2")
    Notification.objects.filter(kind="quiet").update(letter_due_at=now, kind="unheard-of")
    say(helper, now=now, key="event:3")
    assert letters.deliver(now) == 2
    assert Notification.objects.get(kind="unheard-of").letter_due_at is not None


def test_a_title_makes_no_headers_and_no_markup(asker, now):
    say(asker, now=now, title="Rain\r\nBcc: all@example.com\n<script>100%(x)s</script>")
    letters.deliver(now)
    (letter,) = mail.outbox
    assert "\n" not in letter.subject and letter.bcc == []
    assert "<script>" not in letter.alternatives[0][0]


def test_who_has_no_address_or_left_gets_no_letter(asker, helper, now):
    asker.email = None
    asker.save()
    say(asker, helper, now=now)
    assert Notification.objects.get(member=asker).letter_due_at is None
    helper.is_active = False
    helper.save()
    letters.deliver(now)
    assert not mail.outbox


def test_each_reads_their_own_language(asker, helper, now):
    asker.language = "nl"
    asker.save()
    say(asker, helper, now=now)
    letters.deliver(now)
    bodies = {letter.to[0]: letter.alternatives[0][0] for letter in mail.outbox}
    assert '<html lang="nl">' in bodies[asker.email]
    assert '<html lang="en">' in bodies[helper.email]


@pytest.mark.parametrize(
    ("kind", "choices", "is_read", "is_lettered"),
    [
        ("told", {}, False, True),
        ("quiet", {}, False, False),
        ("told", {Channel.MAIL: False}, False, False),
        ("quiet", {Channel.MAIL: True}, False, True),
        ("told", {Channel.SITE: False}, True, True),
    ],
)
def test_what_one_chose_is_respected(asker, now, kind, choices, is_read, is_lettered):
    for channel, wanted in choices.items():
        Preference.objects.create(member=asker, kind=kind, channel=channel, wanted=wanted)
    say(asker, now=now, kind=kind)
    row = Notification.objects.get()
    assert (row.read_at is not None, row.letter_due_at is not None) == (is_read, is_lettered)


def test_who_wants_neither_is_not_told(asker, now):
    for channel in Channel:
        Preference.objects.create(member=asker, kind="told", channel=channel, wanted=False)
    assert say(asker, now=now) == 0
    assert not Notification.objects.exists()


def test_finished_work_clears_itself(asker, helper, now):
    say(asker, helper, now=now)
    assert clear(subject="question:1", kind="told", now=now) == 2
    assert not Notification.objects.unread().exists()


def stop_link(letter) -> str:
    (address,) = re.findall(r"^<http://127\.0\.0\.1:8000(\S+)>$", letter.extra_headers["List-Unsubscribe"])
    return address


def test_one_click_in_the_mail_program_ends_these_letters(asker, now):
    say(asker, now=now)
    letters.deliver(now)
    (letter,) = mail.outbox
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = stop_link(letter)
    assert stop in letter.body
    mail_program = Client(enforce_csrf_checks=True)
    assert mail_program.get(stop).status_code == 200
    assert not Preference.objects.exists(), "looking changes nothing"
    assert mail_program.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert mail_program.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    choice = Preference.objects.get()
    assert (choice.member, choice.kind, choice.channel, choice.wanted) == (asker, "told", "mail", False)
    say(asker, now=now, key="event:2")
    assert letters.deliver(now) == 0


def test_a_link_that_was_changed_or_whose_member_is_gone_says_so(client, asker):
    good = links.signed("unsubscribe", member=asker.pk, kind="told")
    for token in (
        good + "x",
        "nonsense",
        links.signed("other", member=asker.pk, kind="told"),
        links.signed("unsubscribe", member=asker.pk, kind="unheard-of"),
        links.signed("unsubscribe", member=asker.pk + 999, kind="told"),
    ):
        assert client.post(f"/notifications/unsubscribe/{token}/").status_code == 404
    assert not Preference.objects.exists()


@pytest.mark.parametrize(
    ("address", "sender"),
    [
        ("community@example.com", "Kwikstaart <community@example.com>"),
        ("Our people <community@example.com>", "Our people <community@example.com>"),
    ],
)
def test_letters_are_from_the_house_unless_the_address_has_a_name_of_its_own(settings, address, sender):
    settings.DEFAULT_FROM_EMAIL = address
    assert lib_mail.sender("Kwikstaart") == sender


def test_a_letter_bears_the_name_of_the_house(asker, helper, now):
    say(asker, now=now, actor=helper)
    letters.deliver(now)
    assert mail.outbox[0].from_email == f"{frame.name()} <community@localhost>"
