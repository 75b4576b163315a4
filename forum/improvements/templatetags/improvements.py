"""What other pages show of the lower loop: what is done about a question's trouble, and thanks someone got."""

from django import template
from django.core.cache import cache
from django.db.models import Q
from django.utils.translation import get_language

from community.lib import clock, slots
from community.lib.sharedcache import CACHE_ERRORS
from community.members.models import Member
from forum.escalation.models import CheckState, Felt
from forum.improvements import rules
from forum.improvements.helping import in_private
from forum.improvements.models import Compliment
from forum.improvements.queries.public import Line, of_question
from forum.improvements.resolving import Choices, ResolveForm, begun, choices_of
from forum.models import Question
from forum.rules import may_moderate, may_write
from forum.views.loading import reader
from forum.webcare.models import Case

register = template.Library()

THANKS_SHOWN = 3
KEPT_SECONDS = 3600
# A door or a cause that a manager adds is offered beside cases within a minute, on the form's own page at once.
CHOICES_SECONDS = 60


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


@register.simple_tag(takes_context=True)
def thanks_to(context, member_id: int) -> dict | None:
    """The latest public thanks a member got: one query. Moderators can take them away. None where there are none."""
    found = Compliment.objects.filter(to=member_id, is_public=True).filter(
        Q(answer__hidden_at=None, answer__question__hidden_at=None, case=None)
        | Q(answer=None, case__question__hidden_at=None)
    )
    shown = list(
        found.select_related("by", "answer__question", "case__question").order_by("-at", "-id")[:THANKS_SHOWN]
    )
    if not shown:
        return None
    viewer = reader(context["request"])
    may_take_away = viewer is not None and may_write(viewer, clock.now()) and may_moderate(viewer)
    return {"shown": shown, "may_take_away": may_take_away}


@register.inclusion_tag("improvements/resolve_form.html", takes_context=True)
def resolve_form(context) -> dict:
    """On the page of a case that may be ended: the form, once somebody replied under their name."""
    page, offered = context["page"], context["may_resolve"]
    form = None
    if offered and page.has_reply:
        form = ResolveForm(choices=_choices(page.case, get_language() or "en"), initial=begun(page.case))
    return {
        "offered": offered,
        "form": form,
        "case": page.case,
        "csrf_token": context.get("csrf_token"),
        "icons": context.get("icons"),
    }


def _choices(case: Case, language: str) -> Choices:
    """The same for every case of a board; kept for a minute, since agents go from case to case."""
    try:
        key = f"choices:{case.question.board_id}:{language}"
        kept = cache.get(key)
        if kept is None:
            kept = choices_of(case, language)
            cache.set(key, kept, CHOICES_SECONDS)
    except CACHE_ERRORS:
        return choices_of(case, language)
    return kept


@register.simple_tag
def check_said(check: str, felt: str) -> str:
    """`{% check_said earlier.check earlier.felt %}`: how a customer said to be helped; nothing where they did not."""
    if felt in Felt.values:
        return str(Felt(felt).label)
    return str(CheckState.NO.label) if check == "check.denied" else ""


@register.simple_tag
def thanked_in_private(case: Case, member) -> Member | None:
    """`{% thanked_in_private case member as helper %}`: whom the customer of a private talk can thank for it."""
    helped = in_private(case)
    return helped.by if helped is not None and helped.may_be_thanked(member, clock.now()) else None
