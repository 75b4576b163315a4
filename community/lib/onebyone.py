"""Rows of a job taken one by one, so that one that breaks holds up none of the others."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog
from django.db import transaction

log = structlog.get_logger(__name__)
Row = TypeVar("Row")
Done = TypeVar("Done")


def one_by_one(
    rows: Iterable[Row], handle: Callable[[Row], Done], *, failed: str, broken: list[Row] | None = None
) -> list[Done]:
    """What `handle` returned for each row, each in a transaction of its own.

    A row that raises is logged as the event `failed` and added to `broken`; it waits for the next run.
    """
    done = []
    for row in rows:
        try:
            with transaction.atomic():
                done.append(handle(row))
        except Exception:
            log.exception(failed, row=row)
            if broken is not None:
                broken.append(row)
    return done
