"""Answers for whoever watches the machine: is the process alive, and are its parts reachable."""

import logging
import uuid
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu import Connection

BROKER_PATIENCE = 1.0  # seconds; a probe that waits longer has its answer

_log = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; touches nothing else, so that a database in trouble does not restart the web."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Each part as "ok" or "failed"; 503 when one failed. What went wrong goes to the log only."""
    checks = {name: _outcome(name, check) for name, check in _checks().items()}
    is_ready = all(outcome == "ok" for outcome in checks.values())
    answer = {"status": "ok" if is_ready else "failed", "checks": checks}
    return JsonResponse(answer, status=200 if is_ready else 503)


def _checks() -> dict[str, Callable[[], object]]:
    checks = {"database": _ask_database, "cache": _ask_cache, "broker": _ask_broker}
    if getattr(settings, "SEARCH_PING", None):
        checks["search"] = _ask_search
    return checks


def _outcome(name: str, check: Callable[[], object]) -> str:
    try:
        is_well = check()
    except Exception as trouble:  # any failure at all is the answer here
        _log.warning("The %s is not reachable: %s", name, type(trouble).__name__)
        return "failed"
    return "failed" if is_well is False else "ok"


def _ask_database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _ask_cache() -> bool:
    written = uuid.uuid4().hex
    cache.set(f"health:{written}", written, 10)
    return cache.get(f"health:{written}") == written


def _ask_broker() -> None:
    broker = Connection(
        settings.CELERY_BROKER_URL,
        connect_timeout=BROKER_PATIENCE,
        transport_options=getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {}),
    )
    with broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=BROKER_PATIENCE)


def _ask_search() -> object:
    """`settings.SEARCH_PING` names a callable that raises or returns False when search cannot be reached."""
    return import_string(settings.SEARCH_PING)()
