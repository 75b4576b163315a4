"""One request through the WSGI application, and what it cost: processor time, queries, bytes."""

import io
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.db import connection

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Reply:
    """A response as it goes over the wire."""

    status: int
    body: bytes
    headers: dict[str, str]


@dataclass
class Case:
    """One page as one kind of reader, through one application; `seconds` grows with each request.

    `served_seconds` has one mean per round through Granian, when that was measured too.
    """

    page: str
    reader: str
    application: Callable
    path: str
    cookies: str = ""
    is_cached: bool = False
    queries: int = 0
    wire_bytes: int = 0
    html_bytes: int = 0
    seconds: list[float] = field(default_factory=list)
    served_seconds: list[float] = field(default_factory=list)

    def ask(self, encoding: str = "gzip") -> Reply:
        return ask(self.application, self.path, cookies=self.cookies, encoding=encoding)

    def run(self, times: int) -> None:
        """Ask so often, and keep the processor time of each."""
        for _ in range(times):
            before = time.process_time()
            self.ask()
            self.seconds.append(time.process_time() - before)

    @property
    def cost(self) -> float:
        """Seconds of processor time of the median request: one collection of garbage is not the page's."""
        return statistics.median(self.seconds)

    @property
    def served_cost(self) -> float:
        """The same through Granian; 0.0 where that was not measured."""
        return statistics.median(self.served_seconds) if self.served_seconds else 0.0


class PageFailed(Exception):
    """A page that is to be measured did not answer 200."""


def prepare(case: Case) -> None:
    """Warm up, then count queries and bytes. Raises PageFailed for anything but 200."""
    for _ in range(3):
        # The page cache learns which slots a page needs on the first build and stores it on the second.
        reply = case.ask()
    if reply.status != HTTPStatus.OK:
        raise PageFailed(f"{case.path} answered {reply.status} to a {case.reader}.")
    case.wire_bytes, case.html_bytes = len(reply.body), len(case.ask(encoding="identity").body)
    with counted_queries() as queries:
        case.ask()
    case.queries = queries[0]


def ask(application: Callable, path: str, *, cookies: str = "", encoding: str = "gzip") -> Reply:
    """GET `path` as a server would ask the application for it."""
    told: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], *trouble: object) -> None:
        told.update(status=int(status.split()[0]), headers=dict(headers))

    answer = application(_environ(path, cookies, encoding), start_response)
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return Reply(told["status"], body, told["headers"])


@contextmanager
def counted_queries() -> Iterator[list[int]]:
    """The number of statements sent to the database inside the block, as the only element of a list."""
    number = [0]

    def count(execute: Callable, *arguments: object) -> object:
        number[0] += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        yield number


def _environ(path: str, cookies: str, encoding: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": HOST,
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": HOST,
        "HTTP_HOST": f"{HOST}:8000",
        "HTTP_ACCEPT": "text/html",
        "HTTP_ACCEPT_ENCODING": encoding,
        "HTTP_ACCEPT_LANGUAGE": "en",
        **({"HTTP_COOKIE": cookies} if cookies else {}),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
