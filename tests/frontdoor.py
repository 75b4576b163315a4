"""The home page and the shelf of articles, as a manager would publish them."""

from wagtail.models import Locale, Page, Site

from cms.models import ArticleIndexPage, ArticlePage, HomePage
from community.lib import clock


def open_front_door() -> HomePage:
    """A published home page at `/` in place of whatever stood there, with one article on its shelf."""
    Locale.objects.get_or_create(language_code="en")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    for page in root.get_children():
        page.specific.delete()
    Site.objects.all().delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title="Community", slug="home"))
    Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True)
    shelf = home.add_child(instance=ArticleIndexPage(title="Articles", slug="articles"))
    shelf.add_child(
        instance=ArticlePage(
            title="Restarting your modem", slug="restarting-your-modem", intro="In three steps.", language="en",
            body="<p>Pull the plug, wait ten seconds, and put it back.</p>", first_published_at=clock.now(),
        )
    )  # fmt: skip
    return home
