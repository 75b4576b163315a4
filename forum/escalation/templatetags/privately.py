"""For the asker alone: that there is a private talk with webcare about the question, and what can be said in it."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from community.lib import clock
from community.members.models import Member
from forum.escalation import rules, solved
from forum.models import Question
from forum.webcare.models import Case

register = template.Library()

_LINK = (
    '<p class="private-tag"><a class="private-link" rel="nofollow" href="/private/{}/">'
    '<svg class="icon" aria-hidden="true"><use href="{}#i-lock"/></svg> {}</a></p>'
)


@register.simple_tag(takes_context=True)
def private_talk(context, question: Question) -> SafeString:
    """Stands behind a check that the asker reads. No query where the ladder brought the case along, else one."""
    if hasattr(question, "case_read"):
        case = question.case_read
    else:
        case = Case.objects.filter(question=question.pk).only("id", "private_at").first()
    if case is None or case.private_at is None:
        return SafeString("")
    return format_html(
        _LINK, case.pk, context.get("icons", ""), _("You talk about this in private with webcare")
    )


@register.simple_tag
def not_solved_offered(case: Case, member: Member) -> bool:
    """`{% not_solved_offered case member as is_offered %}`: whether a finished case can be opened by its asker."""
    return case.is_finished and rules.may_call_webcare(member, case.question, clock.now())


@register.simple_tag
def solved_offered(case: Case, member: Member) -> bool:
    """`{% solved_offered case member as is_offered %}`: whether its asker can say that this talk solved it."""
    question = case.question
    is_open = question.state != "solved" and rules.may_call_webcare(member, question, clock.now())
    return is_open and solved.is_helped(case, None)
