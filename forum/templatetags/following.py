"""The button that follows a tag or a board: with its state for members, a way to sign in for visitors."""

from django import template

from community.tags.models import Tag
from forum.models import Board

register = template.Library()


@register.inclusion_tag("forum/follow_button.html", takes_context=True)
def follow_button(context: template.Context, what: Tag | Board) -> dict:
    """`{% follow_button board %}`: read with `following.marked`. A visitor's page is everyone's, without a form."""
    place = f"/tags/{what.slug}/" if isinstance(what, Tag) else what.path()
    if not context.get("signed_in"):
        return {"sign_in": place}
    return {"is_offered": True, "address": f"{place}follow/", "is_on": what.is_followed}
