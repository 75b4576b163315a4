"""The queue of files: what comes out is what went in, however many write and read at once."""

from concurrent.futures import ThreadPoolExecutor
from queue import Empty
from threading import Event

import pytest
from kombu import Connection

from community.celery import app
from community.lib import filequeue

MESSAGES, WRITERS = 150, 3


@pytest.fixture
def channel(tmp_path):
    def channel():
        folders = {name: str(tmp_path / "queue") for name in ("data_folder_in", "data_folder_out")}
        options = {**folders, "control_folder": str(tmp_path / "control")}
        return Connection(transport=filequeue.Transport, transport_options=options).channel()

    (tmp_path / "queue").mkdir()
    return channel


def test_the_embedded_broker_is_this_queue():
    with app.connection_for_write("filesystem://localhost") as connection:
        assert isinstance(connection.transport, filequeue.Transport)


def test_what_many_write_while_many_read_arrives_whole_and_once(channel):
    def write(writer: int) -> None:
        out = channel()
        for number in range(MESSAGES):
            out._put("celery", {"body": f"{writer}-{number}" * 2000})

    def read(_reader: int) -> list[str]:
        into, got = channel(), []
        while not written.is_set() or into._size("celery"):
            try:
                got.append(into._get("celery")["body"])
            except Empty:
                continue
        return got

    written = Event()
    with ThreadPoolExecutor(WRITERS + 2) as pool:
        readers = [pool.submit(read, number) for number in range(2)]
        for writer in [pool.submit(write, number) for number in range(WRITERS)]:
            writer.result()
        written.set()
        received = [reader.result() for reader in readers]
    arrived = sorted(body for got in received for body in got)
    assert arrived == sorted(f"{w}-{n}" * 2000 for w in range(WRITERS) for n in range(MESSAGES))


def test_queues_bound_at_once_are_all_in_the_table(channel):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: channel()._queue_bind("tasks", "key", "", f"queue-{n}"), range(20)))
    assert {each.queue for each in channel().get_table("tasks")} == {f"queue-{n}" for n in range(20)}
    channel()._queue_bind("tasks", "key", "", "queue-3")
    assert len(channel().get_table("tasks")) == 20
