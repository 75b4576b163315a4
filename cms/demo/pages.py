"""Builds the Wagtail tree of the demo: the home page, the shelf, the help articles, and the site that shows them."""

from datetime import datetime, timedelta

from django.conf import settings
from wagtail.models import Page, Site

from cms.demo import content
from cms.models import ArticleIndexPage, ArticlePage, HomePage
from community.lib import markup
from community.members.models import Department


def load_pages(now: datetime) -> None:
    """One home page, in place of whatever stood there; the default site shows it under the demo's name."""
    root = Page.get_first_root_node()
    for page in root.get_children():
        page.specific.delete()
    root.refresh_from_db()
    home = HomePage(
        title=settings.WAGTAIL_SITE_NAME,
        slug="home",
        heading="What would you like to know?",
        heading_nl="Wat wil je weten?",
        lead="Customers and people from Kwikstaart answer each other here. Most questions were solved before.",
        lead_nl="Klanten en mensen van Kwikstaart helpen elkaar hier verder. De meeste vragen zijn al eens opgelost.",
        **_published(now - timedelta(days=900)),
    )
    root.add_child(instance=home)
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost",
        port=80,
        root_page=home,
        is_default_site=True,
        site_name=settings.WAGTAIL_SITE_NAME,
    )
    shelf = ArticleIndexPage(
        title="Articles", slug="articles", intro="What was solved often, written down once.",
        **_published(now - timedelta(days=900)),
    )  # fmt: skip
    home.add_child(instance=shelf)
    _add_articles(shelf, now)


def _add_articles(shelf: ArticleIndexPage, now: datetime) -> None:
    departments = {department.slug: department for department in Department.objects.all()}
    teams = {row["key"]: row["department"] for row in content.cast()["member"]}
    for row in content.articles():
        checked_at = now - timedelta(days=row["checked_days_ago"])
        shelf.add_child(
            instance=ArticlePage(
                title=row["title"],
                slug=row["slug"],
                intro=row["intro"],
                body=markup.render(row["body"], trusted_links=True),
                language=row["language"],
                checked_by=departments[teams[row["checked_by"]] or row["department"]],
                checked_at=checked_at.date(),
                index_due_at=now,
                **_published(checked_at),
            )
        )


def _published(at: datetime) -> dict:
    return {"live": True, "first_published_at": at, "last_published_at": at}
