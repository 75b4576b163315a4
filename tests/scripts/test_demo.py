"""`make demo`: one start per var/, a taken port is said, Ctrl-C and a dying child end everything."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from scripts import demo
from scripts.elasticsearch import free_port


@pytest.fixture
def start(tmp_path):
    """Starts a rehearsal and gives its process; whatever still runs afterwards is ended."""
    started = []

    def starter(schedule="waiting", port=None):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.scripts.rehearsal", schedule, "--port", str(port or free_port())],
            cwd=demo.ROOT,
            env={**os.environ, "VAR_DIR": str(tmp_path / "var")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield starter
    for process in started:
        process.terminate()
        process.wait()
        process.stdout.close()


def read_until(process, *wanted):
    """Lines up to where each wanted text has been seen."""
    lines, missing = [], set(wanted)
    while missing:
        line = process.stdout.readline()
        assert line, "".join(lines)
        lines.append(line)
        missing = {text for text in missing if text not in line}
    return "".join(lines)


def test_it_says_where_it_runs_and_who_can_sign_in(start):
    said = read_until(start(), "running at http://127.0.0.1:", "asker@example.org")
    assert "Ctrl-C" in said


def test_ctrl_c_reaches_each_child_once_and_the_exit_code_is_0(start):
    process = start()
    read_until(process, "running at", "worker | waiting", "schedule | waiting")
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate()
    assert rest.count("heard SIGTERM") == 2
    assert process.returncode == 0


def test_a_child_that_dies_ends_all_with_its_last_lines(start):
    process = start("dying")
    said, _ = process.communicate()
    assert process.returncode == 1
    assert said.index("schedule ended by itself (exit code 7)") < said.rindex("my last words")


def test_a_second_start_on_the_same_var_refuses_and_names_the_first(start):
    first = start()
    read_until(first, "running at")
    said, _ = start().communicate()
    assert "already running" in said
    assert str(first.pid) in said
    assert first.poll() is None


def test_a_taken_port_is_said_with_what_to_do(start):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        process = start(port=other.getsockname()[1])
        said, _ = process.communicate()
    assert process.returncode == 1
    assert "taken by another program" in said
    assert "make demo PORT=" in said


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "abc", "8000.5", "８０００"])
def test_what_is_no_port_is_refused(text):
    with pytest.raises(demo.CannotStart, match="no port"):
        demo.port_number(text)
