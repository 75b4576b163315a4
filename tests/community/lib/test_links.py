"""A link in a mail is good for one purpose and for a while."""

from datetime import timedelta

import pytest
from django.core import signing

from community.lib import links


def test_a_signed_link_brings_back_what_it_was_given():
    token = links.signed("solved", question=12, member=7)
    assert links.read("solved", token, timedelta(days=30)) == {"question": 12, "member": 7}


def test_it_opens_nothing_else():
    with pytest.raises(links.BadLink):
        links.read("unsubscribe", links.signed("solved", question=12), 60)


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1] + "!", lambda token: "x" + token, lambda token: ""]
)
def test_a_changed_link_is_refused(change):
    with pytest.raises(links.BadLink):
        links.read("solved", change(links.signed("solved", question=12)), 60)


def test_an_old_link_says_that_it_is_too_old(monkeypatch):
    monkeypatch.setattr(signing.time, "time", lambda: 1_000_000.0)
    token = links.signed("solved", question=12)
    monkeypatch.setattr(signing.time, "time", lambda: 1_000_061.0)
    with pytest.raises(links.ExpiredLink):
        links.read("solved", token, 60)


def test_an_address_in_a_mail_is_absolute(settings):
    settings.SITE_URL = "https://community.example.org/"
    assert links.absolute("/questions/12/") == "https://community.example.org/questions/12/"
