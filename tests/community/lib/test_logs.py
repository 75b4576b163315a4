"""Each request and task can be found again in the logs, and nobody's data with it."""

import json
import logging

import pytest
import structlog
from django.http import HttpResponse
from django.urls import ResolverMatch
from structlog.testing import capture_logs

from community.lib import logs


@pytest.fixture
def serve(rf):
    def serve(path="/questions/12/?q=my+name", view=lambda request: HttpResponse("page"), **headers):
        def get_response(request):
            request.resolver_match = ResolverMatch(view, (), {}, route="questions/<int:pk>/")
            return view(request)

        with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
            response = logs.RequestIdMiddleware(get_response)(rf.get(path, **headers))
        return response, lines

    return serve


def test_one_line_per_request_without_addresses_or_queries(serve):
    response, [line] = serve(HTTP_X_REQUEST_ID="proxy-id-12345")
    assert line.pop("ms") >= 0
    assert line == {
        "event": "request",
        "log_level": "info",
        "method": "GET",
        "route": "questions/<int:pk>/",
        "status": 200,
        "request_id": "proxy-id-12345",
    }
    assert response.headers["X-Request-ID"] == "proxy-id-12345"


@pytest.mark.parametrize(
    "given", ["", "short", "with space in it", "x" * 65, "<script>alert(1)</script>", "line\nend12"]
)
def test_an_odd_request_id_is_replaced(serve, given):
    response, [line] = serve(HTTP_X_REQUEST_ID=given)
    assert response.headers["X-Request-ID"] == line["request_id"] != given
    assert len(line["request_id"]) == 32


def test_lines_of_the_view_carry_the_request_id_and_later_ones_do_not(serve):
    def view(request):
        structlog.get_logger().info("asked")
        return HttpResponse()

    _, lines = serve(view=view, HTTP_X_REQUEST_ID="proxy-id-12345")
    assert [line["request_id"] for line in lines] == ["proxy-id-12345"] * 2
    assert structlog.contextvars.get_contextvars() == {}


def test_probes_are_quiet(serve):
    _, [line] = serve(path="/healthz")
    assert line["log_level"] == "debug"


def test_a_task_is_bound_and_unbound():
    logs.bind_task(task_id="abc", task=type("Task", (), {"name": "forum.tasks.announce"})(), sender=None)
    assert structlog.contextvars.get_contextvars() == {"task_id": "abc", "task": "forum.tasks.announce"}
    logs.unbind_task(task_id="abc", sender=None)
    assert structlog.contextvars.get_contextvars() == {}


@pytest.fixture
def _logging_as_before():
    root = logging.getLogger()
    before = root.handlers[:], root.level, structlog.get_config()
    yield
    root.handlers[:], root.level = before[0], before[1]
    structlog.configure(**before[2])


@pytest.mark.usefixtures("_logging_as_before")
def test_machines_read_json_of_both_kinds_of_loggers(capsys):
    logs.configure("INFO", json=True)
    structlog.get_logger("ours").info("asked", question=12)
    logging.getLogger("theirs").warning("slow %s", "query")
    logging.getLogger("theirs").debug("chatter")
    ours, theirs = map(json.loads, capsys.readouterr().err.splitlines())
    assert (ours["event"], ours["question"], ours["level"], ours["logger"]) == ("asked", 12, "info", "ours")
    assert (theirs["event"], theirs["level"], theirs["logger"]) == ("slow query", "warning", "theirs")
    assert ours["timestamp"].endswith("Z")


@pytest.mark.usefixtures("_logging_as_before")
@pytest.mark.parametrize("as_json", [True, False])
def test_a_traceback_shows_no_values(capsys, as_json):
    logs.configure("INFO", json=as_json)
    number = "NL91ABNA" + "0417164300"
    try:
        raise ValueError
    except ValueError:
        logging.getLogger("theirs").exception("broken")
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert number not in told


@pytest.mark.usefixtures("_logging_as_before")
def test_people_read_lines(capsys):
    logs.configure("INFO", json=False)
    structlog.get_logger("ours").info("asked", question=12)
    assert "asked" in capsys.readouterr().err
