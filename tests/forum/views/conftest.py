"""Browsers of the cast: a client per person, signed in."""

import pytest
from django.test import Client


@pytest.fixture
def signed_in():
    """`signed_in(member)`: a client with that member's session."""

    def client_of(member) -> Client:
        client = Client()
        client.force_login(member)
        return client

    return client_of
