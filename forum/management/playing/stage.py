"""empty_stage(): a database in memory and a cache that keeps nothing, in the place of the real ones.

What is played there can not reach anybody: no page goes out of date, no letter is sent, no job is woken.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler


@contextmanager
def empty_stage() -> Iterator[None]:
    """Everything this thread reads and writes inside goes to empty tables in memory, gone at the end."""
    memory = ConnectionHandler(
        {DEFAULT_DB_ALIAS: {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    )
    stage = memory[DEFAULT_DB_ALIAS]
    real, real_cache = connections[DEFAULT_DB_ALIAS], caches["default"]
    connections[DEFAULT_DB_ALIAS], caches["default"] = stage, DummyCache("", {})
    try:
        _build(stage)
        # Never committed: what waits for a commit, such as waking a job, does not happen.
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        connections[DEFAULT_DB_ALIAS], caches["default"] = real, real_cache
        stage.close()


def _build(stage: BaseDatabaseWrapper) -> None:
    """The tables as the models are now, without the way they came there."""
    with stage.schema_editor() as editor:
        for model in apps.get_models():
            if _has_table(model):
                editor.create_model(model)


def _has_table(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and not model._meta.swapped
