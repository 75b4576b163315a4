"""The probes say which part is in trouble, and nothing that is nobody's business."""

import json

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as CacheIsDown

from community.lib import health

pytestmark = pytest.mark.django_db


def found() -> bool:
    return True


def not_found() -> bool:
    return False


def broken() -> bool:
    raise RuntimeError("https://user:secret@search.example.org")


@pytest.fixture(autouse=True)
def _reachable(settings, monkeypatch):
    settings.CELERY_BROKER_URL, settings.CELERY_BROKER_TRANSPORT_OPTIONS = "memory://", {}
    settings.SEARCH_PING = "search.ping"
    monkeypatch.setattr(health, "import_string", lambda name: found)


@pytest.fixture
def ready(rf):
    def ready():
        response = health.readyz(rf.get("/readyz"))
        return response.status_code, json.loads(response.content)

    return ready


def test_alive_asks_nothing_of_other_parts(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = health.healthz(rf.get("/healthz"))
    assert json.loads(response.content) == {"status": "ok"}
    assert "no-store" in response.headers["Cache-Control"]


def test_ready_when_all_parts_answer(ready):
    checks = {"database": "ok", "cache": "ok", "broker": "ok", "search": "ok"}
    assert ready() == (200, {"status": "ok", "checks": checks})


def test_search_is_left_out_when_no_engine_is_named(ready, settings):
    settings.SEARCH_PING = None
    assert "search" not in ready()[1]["checks"]


@pytest.mark.parametrize("ping", [not_found, broken])
def test_search_in_trouble_is_named_without_secrets(ready, monkeypatch, caplog, ping):
    monkeypatch.setattr(health, "import_string", lambda name: ping)
    status, answer = ready()
    assert (status, answer["status"], answer["checks"]["search"]) == (503, "failed", "failed")
    assert "secret" not in json.dumps(answer) + caplog.text


def test_a_cache_in_trouble_is_named(ready, monkeypatch):
    def refuse(*_):
        raise CacheIsDown

    monkeypatch.setattr(cache, "set", refuse, raising=False)
    status, answer = ready()
    assert (status, answer["checks"]["cache"], answer["checks"]["database"]) == (503, "failed", "ok")


def test_a_broker_in_trouble_is_named(ready, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    status, answer = ready()
    assert (status, answer["checks"]["broker"]) == (503, "failed")


def test_a_database_in_trouble_is_named(ready, monkeypatch):
    class Closed:
        def cursor(self):
            raise OSError

    monkeypatch.setattr(health, "connection", Closed())
    status, answer = ready()
    assert (status, answer["checks"]["database"]) == (503, "failed")
