"""What leaves the house: only to public addresses, once, to exactly the address that was looked up."""

import socket

import pytest

from community.lib import outgoing
from community.lib.outgoing import Refused, Unreachable, check, post
from tests.receiver import HOST, Receiver

SENT = {"body": b"{}", "headers": {}}


@pytest.fixture
def receiver(settings):
    settings.WEBHOOKS_ALLOW = [HOST]
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def leads_to(monkeypatch):
    """Names lead to these addresses; returns how often a name was looked up."""

    def lead(*addresses: str) -> list[str]:
        asked = []

        def look_up(host, port, *_kinds, **_wishes):
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

        monkeypatch.setattr(outgoing.socket, "getaddrinfo", look_up)
        return asked

    return lead


@pytest.mark.parametrize(
    "url",
    [
        "", "alarms", "example.com/alarms", "ftp://example.com/", "file:///etc/passwd", "https://", "https://:443/",
        "http://example.com/", "https://me:secret@example.com/", "https://example.com:0/", "https://exa mple.com/",
        "javascript:alert(1)", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://[fe80::1]/",
        "https://169.254.169.254/latest/", "https://[::ffff:127.0.0.1]/", "https://0.0.0.0/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_used(url):
    with pytest.raises(Refused):
        check(url)


@pytest.mark.parametrize(
    "url", ["https://example.com/", "https://example.com:8443/a?b=c", "https://93.184.216.34/"]
)
def test_addresses_that_are(url):
    assert check(url).scheme == "https"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.0.192", "168.63.129.16", "100.100.100.200",
        "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "2001:db8::1",
        "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1",
    ],
)  # fmt: skip
def test_a_name_that_leads_inside_is_refused(leads_to, address):
    leads_to("93.184.216.34", address)
    with pytest.raises(Refused):
        post("https://example.com/", **SENT)


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "224.0.0.1", "0.0.0.0", "::", "168.63.129.16", "fd00:ec2::254"]
)
def test_some_are_refused_whatever_the_setting_says(leads_to, settings, address):
    settings.WEBHOOKS_ALLOW = ["inside.example"]
    leads_to(address)
    with pytest.raises(Refused):
        post("http://inside.example/", **SENT)


def test_a_host_of_the_setting_may_be_private_and_without_https(receiver):
    answer = post(receiver.url, body=b'{"a": 1}', headers={"Webhook-Id": "msg_1"})
    assert (answer.status, answer.text, answer.is_taken) == (200, "thanks", True)
    [received] = receiver.received
    assert (received.path, received.body) == ("/alarms", b'{"a": 1}')
    assert received.headers["host"] == f"{HOST}:{receiver.port}"
    assert received.headers["content-type"] == "application/json"
    assert received.headers["webhook-id"] == "msg_1"


def test_the_setting_may_name_one_port_only(receiver, settings):
    settings.WEBHOOKS_ALLOW = [f"{HOST}:{receiver.port}"]
    assert post(receiver.url, **SENT).is_taken
    settings.WEBHOOKS_ALLOW = [f"{HOST}:1"]
    with pytest.raises(Refused):
        post(receiver.url, **SENT)


def test_the_name_is_looked_up_once_and_that_address_called(receiver, settings, leads_to):
    settings.WEBHOOKS_ALLOW = ["inside.example"]
    asked = leads_to(HOST)
    # The connection itself asks for the address, never for the name again.
    assert post(f"http://inside.example:{receiver.port}/", **SENT).is_taken
    assert asked == ["inside.example", HOST]
    assert receiver.received[0].headers["host"] == f"inside.example:{receiver.port}"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(receiver, status):
    receiver.status, receiver.headers = status, {"Location": f"http://{HOST}:{receiver.port}/elsewhere"}
    answer = post(receiver.url, **SENT)
    assert (answer.status, answer.is_taken) == (status, False)
    assert len(receiver.received) == 1


def test_a_long_answer_is_read_to_its_beginning_only(receiver):
    receiver.answer = b"so \x00\nlong " * 100_000
    assert len(post(receiver.url, **SENT).text) <= outgoing.SAID


def test_a_silent_server_is_given_up(receiver):
    receiver.is_stalled = True
    with pytest.raises(Unreachable, match="No answer in time"):
        post(receiver.url, timeout=0.05, **SENT)


def test_nobody_there(settings):
    settings.WEBHOOKS_ALLOW = [HOST]
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        # Bound, not listening: whoever calls is turned away.
        with pytest.raises(Unreachable, match="connection failed"):
            post(f"http://{HOST}:{taken.getsockname()[1]}/", **SENT)


def test_a_name_that_leads_nowhere(monkeypatch):
    def look_up(*_asked, **_wishes):
        raise socket.gaierror("no such name")

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", look_up)
    with pytest.raises(Unreachable, match="not found"):
        post("https://nowhere.example/", **SENT)


def test_https_asks_for_a_certificate_of_the_name(receiver, settings, leads_to):
    """A server that speaks no TLS, under a private name: nothing is said to it."""
    settings.WEBHOOKS_ALLOW = ["inside.example"]
    leads_to(HOST)
    with pytest.raises(Unreachable):
        post(f"https://inside.example:{receiver.port}/", timeout=1, **SENT)
    assert receiver.received == []
