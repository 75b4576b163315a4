"""What other pages show of this room: the offer to pass a question on."""

from django import template
from django.utils.translation import get_language

from community.lib import clock
from community.members.models import Department
from forum.models import Question
from forum.routing import queries, rules

register = template.Library()


@register.inclusion_tag("routing/pass_on_offer.html", takes_context=True)
def pass_on_offer(context, question: Question, official: bool | None = None) -> dict:
    """For an employee outside their expertise: pass it on first, and what they write is personal.

    `official` spares the look-up where the page already knows whether this viewer answers officially.
    """
    viewer = context["request"].user if context.get("signed_in") else None
    if viewer is None or viewer.is_agent or not rules.may_pass_on(viewer, question, clock.now()):
        return {"offered": False}
    if official is None:
        official = not queries.outside_expertise(viewer, question)
    if official or viewer.pk == question.author_id:
        return {"offered": False}
    language = get_language() or ""
    departments = Department.objects.exclude(pk=viewer.department_id).order_by("name")
    return {
        "offered": True,
        "question": question,
        "departments": [(one.pk, one.name_in(language)) for one in departments],
        "icons": context.get("icons"),
        "csrf_token": context.get("csrf_token"),
    }
