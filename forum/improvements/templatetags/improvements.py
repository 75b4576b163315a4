"""What other pages show of the lower loop: what is done about a question's trouble, and thanks someone got."""

from django import template
from django.core.cache import cache
from django.utils.translation import get_language

from community.lib import clock, slots
from community.lib.sharedcache import CACHE_ERRORS
from forum.improvements import rules
from forum.improvements.models import Compliment
from forum.improvements.queries.public import Line, of_question
from forum.models import Question

register = template.Library()

THANKS_SHOWN = 3
KEPT_SECONDS = 3600


@register.inclusion_tag("improvements/of_question.html", takes_context=True)
def improvements_of(context, question: Question) -> dict:
    """ "You said, we did": no query once it was looked up. For who works here also the way to note a learning."""
    page = context.get("page")
    viewer = getattr(page, "viewer", None)
    member = viewer.member if viewer else None
    return {
        "lines": _lines(question.pk, get_language() or "en"),
        "question": question,
        "may_note": member is not None and rules.may_note_learning(member, clock.now()),
        "icons": context.get("icons"),
    }


def _lines(question_id: int, language: str) -> list[Line]:
    """Kept until any improvement changes: nearly all questions have none, and their page is asked for often."""
    try:
        (version,) = slots.versions(["improvements"])
        key = f"improvements:{question_id}:{language}"
        kept = cache.get(key)
        if kept is None or kept[0] != version:
            kept = (version, of_question(question_id, language))
            cache.set(key, kept, KEPT_SECONDS)
    except CACHE_ERRORS:
        return of_question(question_id, language)
    return kept[1]


@register.inclusion_tag("improvements/thanks_of.html")
def thanks_of(member_id: int) -> dict:
    """The latest public thanks a member got: one query."""
    found = Compliment.objects.filter(to=member_id, is_public=True, answer__hidden_at=None)
    shown = found.filter(answer__question__hidden_at=None).select_related("by", "answer__question")
    return {"thanks": list(shown.order_by("-at", "-id")[:THANKS_SHOWN])}
