"""A home page with a shelf of articles, as the demo and a manager would make them."""

from wagtail.models import Page, Site

from cms.models import ArticleIndexPage, ArticlePage, HomePage


def make_home(**fields) -> HomePage:
    root = Page.get_first_root_node()
    home = HomePage(title="Home", slug="front", heading="What would you like to know?", **fields)
    root.add_child(instance=home)
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    return home


def make_shelf(home: HomePage) -> ArticleIndexPage:
    shelf = ArticleIndexPage(title="Articles", slug="articles", intro="Written down once")
    home.add_child(instance=shelf)
    return shelf


def make_article(shelf: ArticleIndexPage, title: str = "Read your meter", **fields) -> ArticlePage:
    article = ArticlePage(title=title, body=fields.pop("body", "<p>Open the cupboard.</p>"), **fields)
    shelf.add_child(instance=article)
    article.save_revision().publish()
    return article
