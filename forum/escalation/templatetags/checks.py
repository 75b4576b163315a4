"""What a question's page says of its check: "a week later: still solved, and helped well", in the asker's words."""

from django import template
from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.lib import slots
from community.lib.sharedcache import CACHE_ERRORS
from forum.escalation.checking import address_for
from forum.escalation.models import Check, Felt
from forum.escalation.outcomes import Reply, reply_of
from forum.models import Question
from forum.queries.moments import duration, iso, moments
from forum.rules import may_moderate

register = template.Library()

KEPT_SECONDS = 3600


@register.inclusion_tag("escalation/check.html", takes_context=True)
def check(context, question: Question) -> dict:
    """The reply that stands; to its asker the question while it waits. No query once it was looked up."""
    found = _kept(question)
    if found is None:
        return {"lead": "", "address": ""}
    viewer = context["request"].user if context.get("signed_in") else None
    if found.is_asked:
        is_asker = viewer is not None and viewer.pk == question.author_id
        address = address_for(Check(pk=found.check), viewer) if is_asker else ""
        return {"lead": "", "address": address, "icons": context.get("icons")}
    return {
        "lead": _said(found),
        "words": found.words,
        "name": found.name,
        "iso": iso(found.replied_at),
        "date": moments(get_language() or "en").date(found.replied_at),
        "icons": context.get("icons"),
        "check": found.check,
        "may_take_away": viewer is not None and may_moderate(viewer),
        "csrf_token": context.get("csrf_token"),
    }


def _said(found: Reply) -> str:
    how = {
        Felt.GLAD: _("{time} later: still solved, and helped well."),
        Felt.FAIR: _("{time} later: still solved; the help could have been better."),
        Felt.POOR: _("{time} later: still solved, but not helped well."),
    }[found.felt]
    return how.replace("{time}", duration(found.replied_at - found.solved_at))


def _kept(question: Question) -> Reply | None:
    """Kept until something happens in the thread: most questions have no check, and their page is asked for often."""
    if question.hidden_at is not None:
        return None
    try:
        (version,) = slots.versions([question.subject])
        key = f"check:{question.pk}"
        kept = cache.get(key)
        if kept is None or kept[0] != version:
            kept = (version, reply_of(question))
            cache.set(key, kept, KEPT_SECONDS)
    except CACHE_ERRORS:
        return reply_of(question)
    return kept[1]
