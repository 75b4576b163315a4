"""What a new site needs before its first visitor: a home page, a shelf for articles, and the managers' rights."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from cms.models import ArticleIndexPage, HomePage
from cms.roles import ensure_managers


@transaction.atomic
def open_community() -> bool:
    """Make the home page in place of Wagtail's welcome page, and the managers' group; False when one stands already."""
    ensure_managers()
    if HomePage.objects.exists():
        return False
    root = Page.get_first_root_node()
    home = HomePage(title=settings.WAGTAIL_SITE_NAME, slug="community-home", heading_nl="Wat wil je weten?")
    root.add_child(instance=home)
    home.add_child(instance=ArticleIndexPage(title="Articles", slug="articles"))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": home, "site_name": settings.WAGTAIL_SITE_NAME},
    )
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
    return True
