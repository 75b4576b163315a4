"""Drills on a PostgreSQL of their own: `python -m scripts.drill ladder|telling`, ending with one line of JSON.

`ladder`: many open questions of which some are due; a sweep is killed in the middle, two others finish, and every due
step was taken once. `telling`: a change told to many people by a worker that is killed in the middle.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager

from scripts import postgres

OPEN, DUE, PEOPLE = 100_000, 1_000, 10_000
WORK = [sys.executable, "-m", "scripts.drill_work"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("drill", choices=["ladder", "telling"])
    parser.add_argument("--open", type=int, default=OPEN, help="open questions")
    parser.add_argument("--due", type=int, default=DUE, help="of which so many are due")
    parser.add_argument("--people", type=int, default=PEOPLE, help="people to tell")
    asked = parser.parse_args()
    with postgres.running() as url:
        environment = {
            "DJANGO_SETTINGS_MODULE": "community.settings.embedded",
            **os.environ,
            "DATABASE_URL": url,
        }
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=environment, check=True
        )
        drill = _ladder if asked.drill == "ladder" else _telling
        print(json.dumps(drill(asked, environment)))
    return 0


def _ladder(asked: argparse.Namespace, environment: dict) -> dict:
    _work(environment, "fill-ladder", str(asked.open), str(asked.due))
    idle = _work(environment, "sweep-idle")
    killed_after = _kill_midway(environment, "sweep", "count-steps", asked.due // 3)
    together = [_begin(environment, "sweep") for _worker in range(2)]
    swept = [json.loads(worker.communicate()[0].splitlines()[-1]) for worker in together]
    # What the killed one held is let go by the database; whatever both passed over is taken by one more run.
    swept.append(_work(environment, "sweep"))
    return {
        "open": asked.open, "due": asked.due, "nothing_due": idle, "killed_after_steps": killed_after,
        "swept": swept, **_work(environment, "check-ladder"),
    }  # fmt: skip


def _telling(asked: argparse.Namespace, environment: dict) -> dict:
    _work(environment, "fill-telling", str(asked.people))
    killed_after = _kill_midway(environment, "tell", "count-told", asked.people // 3)
    told = _work(environment, "tell")
    return {
        "people": asked.people,
        "killed_after": killed_after,
        "told": told,
        **_work(environment, "check-telling"),
    }


def _kill_midway(environment: dict, work: str, count: str, enough: int) -> int:
    """Start the work, kill it without warning once it has done `enough`; what stood in the database then."""
    with _counter(environment, count) as counted:
        worker = _begin(environment, work)
        while counted() < enough and worker.poll() is None:
            time.sleep(0.02)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        return counted()


@contextmanager
def _counter(environment: dict, what: str):
    """Asks a process that stays for a figure, since starting one for each question would come too late."""
    process = subprocess.Popen(
        [*WORK, what], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    def ask() -> int:
        process.stdin.write("\n")
        process.stdin.flush()
        return int(process.stdout.readline())

    ask()
    counted: Callable[[], int] = ask
    try:
        yield counted
    finally:
        process.stdin.close()
        process.wait()


def _begin(environment: dict, *words: str) -> subprocess.Popen:
    return subprocess.Popen([*WORK, *words], env=environment, stdout=subprocess.PIPE, text=True)


def _work(environment: dict, *words: str) -> dict:
    """Runs one piece of work to its end; what it printed last. Raises CalledProcessError when it failed."""
    done = subprocess.run(
        [*WORK, *words], env=environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    return json.loads(done.splitlines()[-1]) if done.strip() else {}


if __name__ == "__main__":
    sys.exit(main())
