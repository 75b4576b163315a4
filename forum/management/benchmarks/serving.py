"""The same pages through Granian, as they are served: processor time of the server's processes, read from Linux."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forum.management.benchmarks.requests import HOST, Case

START_SECONDS = 60
# A header that the page cache leaves to Django, for the cases that measure the page itself.
PAST_THE_CACHE = {"X-Requested-With": "bench"}
MEBIBYTE = 1024 * 1024


class NotServed(Exception):
    """Granian did not start, or this system does not tell what its processes use."""


class Server:
    """A running server: asks it for pages over one kept connection, and reads what that cost."""

    def __init__(self, port: int, pid: int) -> None:
        self._pid = pid
        self._connection = http.client.HTTPConnection(HOST, port)

    def ask(self, case: Case) -> bytes:
        """GET the case's page. Raises NotServed for anything but 200."""
        headers = {"Accept": "text/html", "Accept-Language": "en", "Accept-Encoding": "gzip"}
        if case.cookies:
            headers["Cookie"] = case.cookies
        elif not case.is_cached:
            headers |= PAST_THE_CACHE
        self._connection.request("GET", case.path, headers=headers)
        reply = self._connection.getresponse()
        body = reply.read()
        if reply.status != http.HTTPStatus.OK:
            raise NotServed(f"{case.path} answered {reply.status}")
        return body

    def run(self, case: Case, times: int) -> None:
        """Ask so often, and keep the processor time of one request."""
        before = self.seconds()
        for _ in range(times):
            self.ask(case)
        case.served_seconds.append((self.seconds() - before) / times)

    def seconds(self) -> float:
        """Processor time of all threads of the server and its workers so far."""
        total = 0
        for pid in self._processes():
            for thread in Path(f"/proc/{pid}/task").iterdir():
                total += int((thread / "schedstat").read_text().split()[0])
        return total / 1e9

    def memory(self) -> int:
        """Bytes that the largest worker keeps in memory (resident set)."""
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self._processes()]
        return max(pages) * 4096

    def _processes(self) -> list[int]:
        children = Path(f"/proc/{self._pid}/task/{self._pid}/children").read_text().split()
        return [self._pid, *map(int, children)]


@contextmanager
def granian() -> Iterator[Server]:
    """Granian with one worker on a free port, in this process's environment. Raises NotServed."""
    if not Path("/proc/self/schedstat").exists():
        raise NotServed("only Linux tells what another process uses")
    port = _free_port()
    command = "--interface wsgi --workers 1 --blocking-threads 1 --no-ws --log-level warning".split()
    process = subprocess.Popen(
        [sys.executable, "-m", "granian", *command, "--port", str(port), "community.wsgi:application"],
        stdout=sys.stderr,
    )
    try:
        _await(port, process)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def measure(server: Server, cases: list[Case], requests: int, rounds: int) -> None:
    """Warm each case up, then let them take turns, so that a change in the machine's speed meets all of them."""
    for case in cases:
        for _ in range(3):
            server.ask(case)
    for _ in range(rounds):
        for case in cases:
            server.run(case, max(1, requests // rounds))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _await(port: int, process: subprocess.Popen) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise NotServed("Granian did not answer")
