"""Answering webcare's private letter by replying to it: only webcare reads it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.inbox.refusals import Refused
from community.lib import throttle
from community.notifications.models import Notification
from forum.rules import NotAllowed
from forum.views import loading
from forum.webcare.actions.talk import say_back
from forum.webcare.models import Case


def say(told: Notification, text: str, key: str, now: datetime) -> None:
    """Post it in the private talk of the case the letter is about. Raises Refused."""
    number = loading.number(told.subject.partition(":")[2])
    cases = Case.objects.select_related("question__board", "question__author", "owner__department")
    case = cases.filter(pk=number, private_at__isnull=False, question__removed_at=None).first()
    if case is None:
        raise Refused(_("What it answers is no longer there."), "/questions/")
    try:
        throttle.spend(throttle.COMMENT, f"member:{told.member_id}")
        say_back(by=told.member, case=case, body=text, form_key=key, now=now)
    except (NotAllowed, ValidationError, throttle.TooOften) as refusal:
        raise Refused(loading.said(refusal), told.link) from refusal
