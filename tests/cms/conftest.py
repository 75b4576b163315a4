import pytest
from django.test import Client
from wagtail.models import Site

from tests.cms import shelf


@pytest.fixture(autouse=True)
def _fresh_pages():
    Site.clear_site_root_paths_cache()


@pytest.fixture
def home(db):
    return shelf.make_home()


@pytest.fixture
def articles(home):
    return shelf.make_shelf(home)


@pytest.fixture
def article(articles):
    return shelf.make_article(articles)


@pytest.fixture
def signed_in():
    """`signed_in(member)`: a client with that member's session."""

    def client_of(member) -> Client:
        client = Client()
        client.force_login(member)
        return client

    return client_of
