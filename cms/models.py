"""Wagtail pages: the home page, the shelf of articles, and the articles."""

from django.db import models
from django.db.models import Case, Q, When
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from cms.branding.models import BrandSettings, ContactRoute, FooterLink, Notice
from cms.handbook.models import ArticleSource
from community.members.models import Department
from forum.queries import crowd, home

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "ArticleSource",
    "BrandSettings",
    "ContactRoute",
    "FooterLink",
    "HomePage",
    "Notice",
]

SHELF = 200
WRITING = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr", "image"]


class HomePage(Page):
    """The front door: search before everything, then boards, what was solved, and what still waits."""

    heading = models.CharField(_("heading"), max_length=120, default="What would you like to know?")
    heading_nl = models.CharField(_("heading in Dutch"), max_length=120, blank=True)
    lead = models.CharField(_("words below it"), max_length=300, blank=True)
    lead_nl = models.CharField(_("words below it in Dutch"), max_length=300, blank=True)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("heading"), FieldPanel("lead")], heading=_("English")),
        MultiFieldPanel([FieldPanel("heading_nl"), FieldPanel("lead_nl")], heading=_("Dutch")),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.ArticleIndexPage"]
    template = "cms/home.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        language = translation.get_language() or "en"
        dutch = language == "nl"
        articles = ArticlePage.objects.live().order_by("-first_published_at", "-pk")[:4]
        return {
            **super().get_context(request, *args, **kwargs),
            "section": "home",
            "helpers": crowd.people_who_help(language),
            "home": home.home_page(member=None, language=language),
            "heading": (dutch and self.heading_nl) or self.heading,
            "lead": (dutch and self.lead_nl) or self.lead,
            "articles": articles.values("title", "slug", "language"),
        }


class ArticleIndexPage(Page):
    """The shelf: every article by language and title, the reader's own language first."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ArticlePage"]
    template = "cms/articles.html"

    class Meta:
        verbose_name = _("shelf of articles")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        # The reader's own language stands first.
        own = Q(language=translation.get_language() or "en")
        articles = (
            ArticlePage.objects.live()
            .child_of(self)
            .order_by(Case(When(own, then=0), default=1), "language", "title")
        )
        rows = articles.values("title", "slug", "intro", "language")[:SHELF]
        return {**super().get_context(request, *args, **kwargs), "articles": rows}


class ArticlePage(Page):
    """What was learned, written down once: by whom it was checked, and when."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)
    body = RichTextField(_("text"), features=WRITING)
    language = models.CharField(
        _("language"), max_length=8, default="en", choices=[("en", "English"), ("nl", "Nederlands")]
    )
    checked_by = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("checked by")
    )
    checked_at = models.DateField(_("checked on"), null=True, blank=True)
    index_due_at = models.DateTimeField(null=True, editable=False, db_index=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel("language"),
        MultiFieldPanel([FieldPanel("checked_by"), FieldPanel("checked_at")], heading=_("Checked")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    parent_page_types = ["cms.ArticleIndexPage"]
    subpage_types: list[str] = []
    template = "cms/article.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        language = translation.get_language() or "en"
        checked_by = self.checked_by.name_in(language) if self.checked_by else ""
        return {**super().get_context(request, *args, **kwargs), "checked_by": checked_by}
