"""post(): the only way out to somebody else's server; from jobs, to public addresses, with little patience."""

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import Url, parse_url

# A receiver only has to say that it has it.
TIMEOUT_SECONDS = 5.0
READ_BYTES = 4_096
SAID = 200
# A name with many addresses is tried at its first few.
ADDRESSES = 3

Address = IPv4Address | IPv6Address
_PORTS = {"http": 80, "https": 443}
_PUBLIC_6 = ip_network("2000::/3")
# An address of the old internet inside the new one, as some networks translate it.
_TRANSLATED = ip_network("64:ff9b::/96")
# What machines in a cloud ask about themselves: not for us, whatever a setting says.
_NEVER = (
    ip_network("192.0.0.0/24"), ip_network("168.63.129.16/32"), ip_network("100.100.100.200/32"),
    ip_network("fd00:ec2::/32"),
)  # fmt: skip


class Refused(Exception):
    """We do not send to this address; the message says why."""


class Unreachable(Exception):
    """The receiver could not be reached or was silent for too long; the message says which."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the receiver said: `text` is the beginning of it, on one line."""

    status: int
    text: str

    @property
    def is_taken(self) -> bool:
        return 200 <= self.status < 300


def check(url: str) -> Url:
    """The parts of an address we may send to, as far as that can be told without the network. Raises Refused."""
    try:
        parts = parse_url(url)
    except LocationParseError:
        raise Refused("This is no address.") from None
    if parts.scheme not in _PORTS or not parts.host or parts.port == 0:
        raise Refused("This is no address of a web server.")
    if parts.auth:
        raise Refused("An address with a name or password in it is not used.")
    if parts.scheme == "http" and not _is_allowed(parts):
        raise Refused("Only https is used, unless WEBHOOKS_ALLOW names the host.")
    with contextlib.suppress(ValueError):
        _require_open(ip_address(_host(parts)), parts)
    return parts


def post(url: str, *, body: bytes, headers: Mapping[str, str], timeout: float = TIMEOUT_SECONDS) -> Answer:
    """Send JSON once, following nothing. The name is looked up once and exactly the address checked is called.

    `timeout` is in seconds for each wait, three times that for the whole. Raises Refused, Unreachable.
    """
    parts = check(url)
    said = {
        "Content-Type": "application/json", "User-Agent": "Crowdservice", **headers, "Host": parts.netloc,
        "Accept-Encoding": "identity",
    }  # fmt: skip
    try:
        with contextlib.closing(_connected(parts, timeout)) as line, _hung_up_after(3 * timeout, line.sock):
            line.request("POST", parts.request_uri, body=body, headers=said, preload_content=False)
            reply = line.getresponse()
            text = reply.read(READ_BYTES, decode_content=False).decode("utf-8", "replace")
    except (HTTPError, HTTPException, OSError) as fault:
        raise Unreachable(_in_words(fault)) from fault
    return Answer(reply.status, " ".join(text.replace("\0", " ").split())[:SAID])


def _connected(parts: Url, timeout: float) -> HTTPConnection:
    """A line to the first address that takes it. Raises the last one's fault, Refused, Unreachable."""
    fault: Exception | None = None
    host, port = _host(parts), parts.port or _PORTS[parts.scheme]
    for address in _addresses(host, port, parts)[:ADDRESSES]:
        if parts.scheme == "https":
            # The certificate is asked for by name, though the address is called.
            line = HTTPSConnection(str(address), port, timeout=timeout, server_hostname=host)
        else:
            line = HTTPConnection(str(address), port, timeout=timeout)
        try:
            line.connect()
            return line
        except (HTTPError, OSError) as trouble:
            line.close()
            fault = trouble
    raise fault or Unreachable("The name has no address.")


def _addresses(host: str, port: int, parts: Url) -> list[Address]:
    """Where the name leads; one bad address spoils them all. Raises Refused, Unreachable."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("The name was not found.") from None
    addresses = list(dict.fromkeys(ip_address(place[0]) for *_kind, place in found))
    for address in addresses:
        _require_open(address, parts)
    return addresses


def _require_open(address: Address, parts: Url) -> None:
    """Raises Refused unless it is a public address, or a private one of a host that the setting names."""
    inner = _inner(address)
    is_odd = inner.is_multicast or inner.is_link_local or inner.is_unspecified or address.is_unspecified
    if is_odd or any(inner in network for network in _NEVER):
        raise Refused("This address is no server for us.")
    is_public = inner.is_global and (inner.version == 4 or inner in _PUBLIC_6)
    if not is_public and not _is_allowed(parts):
        raise Refused("This address is not a public one, and WEBHOOKS_ALLOW does not name the host.")


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, otherwise itself."""
    if address.version == 4:
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _is_allowed(parts: Url) -> bool:
    host = _host(parts)
    return bool({host, f"{host}:{parts.port or _PORTS[parts.scheme]}"} & set(settings.WEBHOOKS_ALLOW))


def _host(parts: Url) -> str:
    return parts.host.strip("[]").lower()


@contextlib.contextmanager
def _hung_up_after(seconds: float, line: socket.socket) -> Iterator[None]:
    """One that answers letter by letter never lets a single wait run out."""

    def hang_up() -> None:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _in_words(fault: Exception) -> str:
    """What went wrong, short, without addresses."""
    if isinstance(fault, TimeoutError) or "timed out" in str(fault):
        return "No answer in time."
    return f"The connection failed ({type(fault).__name__})."
