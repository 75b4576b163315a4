"""In the head of a page: `{% question_preview page %}`, `{% list_preview %}`, ... say what is shown of it elsewhere."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from cms.branding.current import brand
from cms.machines import previews
from cms.machines.previews import Preview
from cms.models import ArticlePage
from forum.queries.member import MemberPage
from forum.queries.question import QuestionPage

register = template.Library()
COMPONENT = "components/page_preview.html"


def _shown(context, preview: Preview) -> dict:
    return {
        "preview": preview,
        "site_url": settings.SITE_URL,
        "site_name": brand().name,
        "signed_in": context.get("signed_in"),
    }


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@register.inclusion_tag(COMPONENT, takes_context=True)
def question_preview(context, page: QuestionPage) -> dict:
    """A member's page costs nothing of this: no machine reads it."""
    if page.viewer is not None:
        return _shown(context, Preview(page.question.path(), page.question.title, "", _language()))
    return _shown(context, previews.of_question(page, brand(), _language()))


@register.inclusion_tag(COMPONENT, takes_context=True)
def list_preview(context) -> dict:
    """Reads `base`, `query`, `heading` and `about` of a page that lists questions."""
    query = previews.place_in_list(context.get("query", ""), context["request"].GET)
    base, heading, about = context["base"], context["heading"], context.get("about") or ""
    return _shown(context, previews.of_list(base, query, heading, about, brand(), _language()))


@register.inclusion_tag(COMPONENT, takes_context=True)
def member_preview(context, page: MemberPage) -> dict:
    return _shown(context, previews.of_member(page, brand(), _language()))


@register.inclusion_tag(COMPONENT, takes_context=True)
def article_preview(context, page: ArticlePage) -> dict:
    return _shown(context, previews.of_article(page, context["request"].path, brand(), _language()))


@register.inclusion_tag(COMPONENT, takes_context=True)
def home_preview(context, heading: str, lead: str) -> dict:
    return _shown(context, previews.of_home(heading, lead, brand(), _language()))


@register.inclusion_tag(COMPONENT, takes_context=True)
def page_preview(context, title: str, about: str = "", far_path: str = "", far_name: str = "") -> dict:
    """`{% page_preview heading about "/tags/" tags %}`: of any other page that search engines may know.

    The last two are the page between it and the front door, when there is one.
    """
    path, far = context["request"].path, [(far_path, far_name)] if far_path else []
    return _shown(context, previews.of_page(path, title, about, far, brand(), _language()))
