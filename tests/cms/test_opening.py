"""A new installation gets its home page by one command."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from cms.models import HomePage
from cms.roles import MANAGERS

pytestmark = pytest.mark.django_db


def test_one_command_opens_the_community(client):
    call_command("open_community")
    page = client.get("/")
    assert page.status_code == 200
    assert "What would you like to know?" in page.content.decode()
    assert client.get("/articles/").status_code == 200


def test_run_again_it_changes_nothing():
    call_command("open_community")
    call_command("open_community")
    assert HomePage.objects.count() == 1
    assert Group.objects.filter(name=MANAGERS).count() == 1
