"""Structured logs: one line per request and task, found again by its id, without personal data."""

import logging.config
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bind_contextvars, clear_contextvars, merge_contextvars

REQUEST_ID_HEADER = "X-Request-ID"

_SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
# A probe every few seconds is no news.
_QUIET_PATHS = frozenset({"/healthz", "/readyz"})

_requests = structlog.get_logger("crowdservice.requests")


def configure(level: str = "INFO", json: bool = False) -> dict[str, Any]:
    """Set up structlog and the standard logging alike: lines for people or JSON, on standard error.

    Applies and returns the logging configuration; settings that call this set LOGGING_CONFIG = None.
    """
    shared = [
        merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    configuration = _standard_logging(level.upper(), shared, _last_processors(json))
    logging.config.dictConfig(configuration)
    return configuration


class RequestIdMiddleware:
    """Gives each request an id (the proxy's when it is sane), in every log line and in the response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request.request_id = _request_id(request)
        clear_contextvars()
        bind_contextvars(request_id=request.request_id)
        try:
            response = self._get_response(request)
            response.headers[REQUEST_ID_HEADER] = request.request_id
            _tell(request, response, (time.perf_counter() - started) * 1000)
        finally:
            clear_contextvars()
        return response


def bind_task(task_id: str = "", task: Any = None, **_: Any) -> None:
    """For Celery's `task_prerun` signal: lines of a task carry its id and name."""
    clear_contextvars()
    bind_contextvars(task_id=task_id, task=getattr(task, "name", ""))


def unbind_task(**_: Any) -> None:
    """For Celery's `task_postrun` signal."""
    clear_contextvars()


def _request_id(request: HttpRequest) -> str:
    given = request.headers.get(REQUEST_ID_HEADER, "")
    return given if _SANE_ID.fullmatch(given) else uuid.uuid4().hex


def _tell(request: HttpRequest, response: HttpResponse, milliseconds: float) -> None:
    # The route, not the address: addresses and query strings hold names, tokens and what people search for.
    match = request.resolver_match
    tell = _requests.debug if request.path in _QUIET_PATHS else _requests.info
    tell(
        "request",
        method=request.method,
        route=match.route if match else "(no route)",
        status=response.status_code,
        ms=round(milliseconds, 1),
    )


def _last_processors(json: bool) -> list[Any]:
    drop = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if json:
        return [drop, structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    # The plain traceback: the other one prints local variables, and with them what people wrote.
    return [
        drop,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]


def _standard_logging(level: str, shared: list[Any], last: list[Any]) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": last,
            }
        },
        "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stream"], "level": level},
        "loggers": {
            # The server's own line per request holds the address with its query: ours above replaces it.
            "django.server": {"handlers": ["stream"], "level": "ERROR", "propagate": False},
            "django.utils.autoreload": {"level": "WARNING"},
            "kombu": {"level": "WARNING"},
            "amqp": {"level": "WARNING"},
        },
    }
