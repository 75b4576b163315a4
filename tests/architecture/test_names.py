"""Modules are named after their subject; there are no drawers."""

import ast

from tests.architecture.sources import modules, shown, tree

FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "misc", "base"}


def test_no_module_is_named_like_a_drawer():
    drawers = []
    for path in modules("cms", "community", "forum", "reputation", "scripts", "tests"):
        names = {path.stem, path.parent.name}
        if names & FORBIDDEN and "settings" not in path.parts:
            drawers.append(shown(path))
    assert not drawers, "\n".join(drawers)


def test_every_module_opens_with_a_sentence():
    named = [path for path in modules() if path.name != "apps.py" and path.read_text().strip()]
    silent = [shown(path) for path in named if not ast.get_docstring(tree(path))]
    assert not silent, "\n".join(silent)
