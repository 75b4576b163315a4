"""judge_all(): several patiences at once, each in a process of its own, for they have nothing in common."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context

import django

from forum.management.playing.dump import Past
from forum.management.playing.ladder import Timing, play
from forum.management.playing.stage import empty_stage

# A smaller past is played before a process has started.
WORTH_A_PROCESS = 300


def judge_all(
    past: Past, patiences: Mapping[str, timedelta], timing: Timing, tick: Callable[[int], object]
) -> dict[str, list[int]]:
    """Per patience the dump's ids of the questions that reached webcare. Raises PlayFailed."""
    processes = min(len(patiences), os.cpu_count() or 1)
    if processes < 2 or len(past.questions()) < WORTH_A_PROCESS:
        return {name: judge(past, patience, timing, tick) for name, patience in patiences.items()}
    found: dict[str, list[int]] = {}
    with _pool(processes) as pool:
        work = {pool.submit(judge, past, patience, timing): name for name, patience in patiences.items()}
        for done in as_completed(work):
            found[work[done]] = done.result()
            tick(len(past.questions()))
    return {name: found[name] for name in patiences}


def judge(
    past: Past, patience: timedelta, timing: Timing, tick: Callable[[int], object] | None = None
) -> list[int]:
    with empty_stage():
        return play(past, patience, timing, tick or (lambda _number: None))


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Fresh processes: a forked one would share this one's connections."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
