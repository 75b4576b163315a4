"""No page is forgotten: every address is visited by the tests of this folder, or excused with a reason."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from tests import builders
from tests.browser.addresses import EXCUSED, NOT_OURS, PAGES, VERB

# The short addresses in the list lead there.
LED_TO = {"question", "member"}


def routed(patterns) -> dict[str, URLPattern]:
    """Every address of ours by its name."""
    found = {}
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            found[pattern.name] = pattern
        elif isinstance(pattern, URLResolver) and str(pattern.pattern) not in NOT_OURS:
            found |= routed(pattern.url_patterns)
    return found


def test_every_address_is_visited_or_excused():
    visited = {resolve(page.address.partition("?")[0]).url_name for page in PAGES}
    found = set(routed(get_resolver().url_patterns))
    lost = found - visited - LED_TO - set(EXCUSED)
    assert not lost, f"add to tests/browser/addresses.py: {sorted(map(str, lost))}"
    assert set(EXCUSED) <= found, "some excuses are for addresses that are gone"
    assert not visited & set(EXCUSED), "some excuses are for addresses that are visited"


@pytest.mark.django_db
def test_what_is_excused_as_a_verb_takes_post_only(client, department):
    client.force_login(builders.make_member(department=department, is_agent=True, is_moderator=True))
    patterns = routed(get_resolver().url_patterns)
    answered = {}
    for name in (name for name, reason in EXCUSED.items() if reason == VERB):
        address = reverse(name, kwargs=dict.fromkeys(patterns[name].pattern.converters, 1))
        answered[name] = client.get(address).status_code
    assert [name for name, status in answered.items() if status != 405] == []
