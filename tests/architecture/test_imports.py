"""Imports go down the floors only, stand at the top of the file, and time comes from one place."""

import ast
import subprocess
import sys

import pytest

from tests.architecture.sources import FLOORS, ROOT, functions, imports, modules, name_of, shown, tree

CLOCK = ROOT / "community" / "lib" / "clock.py"
NOW = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "timezone.now",
    "timezone.localdate",
}
NOW |= {f"datetime.{name}" for name in ("datetime.now", "datetime.utcnow", "datetime.today", "date.today")}
NOW |= {"django.utils.timezone.now", "localdate", "localtime"}
ALLOWED_SIGNALS = {"wagtail.signals.page_published", "wagtail.signals.page_unpublished"}


@pytest.mark.timeout(300)
def test_the_contracts_hold():
    ran = subprocess.run(
        [sys.executable, "-m", "scripts.contracts"], cwd=ROOT, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_no_import_of_our_own_code_is_deferred():
    deferred = []
    for path in modules():
        for function in functions(path):
            for statement, name in imports(path, function):
                if name.split(".")[0] in FLOORS:
                    deferred.append(f"{shown(path, statement)} {name}")
    assert not deferred, "\n".join(deferred)


def test_only_the_clock_reads_the_time():
    readers = []
    for path in modules(*FLOORS):
        if path == CLOCK:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and name_of(node) in NOW:
                readers.append(f"{shown(path, node)} {name_of(node)}")
            elif isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
                readers.append(f"{shown(path, node.value)} {node.arg}")
        readers += [
            f"{shown(path, s)} {name}" for s, name in imports(path) if name == "django.utils.timezone.now"
        ]
    assert not readers, "\n".join(readers)


def test_nothing_hangs_on_signals():
    """Actions call each other by name. The processes of Celery, which are not ours, may be listened to."""
    listeners = []
    for path in modules(*FLOORS):
        for statement, name in imports(path):
            offers = "signals" in name.split(".") or name.startswith("django.dispatch")
            if offers and name not in ALLOWED_SIGNALS and not name.startswith("celery."):
                listeners.append(f"{shown(path, statement)} {name}")
    assert not listeners, "\n".join(listeners)


def test_no_model_does_work_in_save():
    saving = [
        shown(path, function)
        for path in modules(*FLOORS)
        if "models" in path.parts or path.name == "models.py"
        for function in functions(path)
        if function.name in ("save", "delete")
    ]
    assert not saving, "\n".join(saving)
