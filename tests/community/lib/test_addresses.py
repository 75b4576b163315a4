"""U+0000 in an address is not found, however it got there."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/search/?q=%00", "/tags/%00/", "/questions/?state=a%00b", "/questions/ask/?board=%00"]
)
def test_an_address_with_nul_leads_nowhere(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_other_addresses_are_left_alone(client):
    assert client.get("/questions/?state=solved").status_code == 200
