"""A reply as the customer will see it, by the same renderer and on the same card, before it is sent."""

from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from community.lib import markup
from community.members.models import Member
from forum.actions import drafting, mention
from forum.actions.answer import speaks_officially
from forum.models import Answer
from forum.queries import cards
from forum.queries.people import people
from forum.webcare.models import Case


def as_answer(*, by: Member, case: Case, body: str, now: datetime, language: str) -> SafeString:
    """The card of the answer that would stand on the public page, without its buttons."""
    official = speaks_officially(by, case.question)
    source = mention.linked(_typed(body), case.question, drafting.BODY[1])
    answer = Answer(
        question=case.question,
        author=by,
        body_html=markup.render(source),
        created_at=now,
        official_for=by.department if official else None,
        official_at=now if official else None,
        official_by=by if official else None,
        personal=by.is_employee and not official,
    )
    card = cards.render(answer, language)
    # It stands nowhere yet: nothing leads to it.
    html = card.html.replace("answer-None", "preview-answer").replace("by-None", "preview-by")
    return mark_safe(cards.assembled(html, people(card.people, language), lambda _: ""))


def as_message(body: str) -> SafeString:
    """The words of a private message."""
    return mark_safe(markup.render(_typed(body)))


def _typed(body: str) -> str:
    return body[: drafting.BODY[1]].replace("\r\n", "\n").strip()
