"""Answering a letter by replying to it: what was written stands where the letter came from, in public.

The same rules, limits and guard as on the page; what the guard points out waits there as a draft.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from community.inbox.refusals import Refused
from community.lib import throttle
from community.notifications.models import Notification
from forum.actions.answer import answer_question
from forum.actions.comment import add_comment
from forum.actions.keeping import keep_draft
from forum.forms import guarding
from forum.models import Answer, Comment, Draft, Question
from forum.models.drafts import place_of_answer, place_of_comment
from forum.rules import NotAllowed
from forum.views import loading


def answer(told: Notification, text: str, key: str, now: datetime) -> None:
    """Post it as an answer to the question the letter is about. Raises Refused."""
    post = _post(told)
    if not isinstance(post, Question):
        raise _gone()
    _guard(told, text, place_of_answer(post.pk), now)
    try:
        throttle.spend(throttle.ANSWER, f"member:{told.member_id}")
        answer_question(by=told.member, question=post, body=text, form_key=key, now=now)
    except (NotAllowed, ValidationError, throttle.TooOften) as refusal:
        raise Refused(loading.said(refusal), post.path()) from refusal


def comment(told: Notification, text: str, key: str, now: datetime) -> None:
    """Post it as a comment under the answer or question the letter is about. Raises Refused."""
    post = _post(told)
    question, answer = (post, None) if isinstance(post, Question) else (post.question, post)
    _guard(told, text, place_of_comment(post), now)
    try:
        throttle.spend(throttle.COMMENT, f"member:{told.member_id}")
        add_comment(by=told.member, question=question, answer=answer, body=text, form_key=key, now=now)
    except (NotAllowed, ValidationError, throttle.TooOften) as refusal:
        raise Refused(loading.said(refusal), post.path()) from refusal


def _post(told: Notification) -> Question | Answer:
    """The question or answer the letter is about; for a comment, what it hangs under."""
    noun, _colon, number = told.subject.partition(":")
    load = {"question": loading.question, "answer": loading.answer, "comment": loading.comment}.get(noun)
    try:
        if load is None:
            raise Http404
        post = load(loading.number(number), told.member)
    except Http404:
        raise _gone() from None
    return (post.answer or post.question) if isinstance(post, Comment) else post


def _guard(told: Notification, text: str, place: str, now: datetime) -> None:
    found = guarding.check({"body": text}, {})
    if not found.stops:
        return
    draft = keep_draft(by=told.member, place=place, fields={"body": text}, now=now)
    named = "; ".join(f"{one.label} {one.found}" for one in found.findings)
    said = _(
        "Everyone would read it, and it holds personal data: %(found)s. It waits for you on the site, "
        "where you can mask it, say it in private, or let it stand."
    )
    raise Refused(said % {"found": named}, draft.path() if isinstance(draft, Draft) else "")


def _gone() -> Refused:
    return Refused(_("What it answers is no longer there."), "/questions/")
