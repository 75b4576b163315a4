"""What must be so for the catalogue to hold every sentence: gettext does not look inside f-strings."""

import ast

from tests.architecture.sources import modules, shown, tree

MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}


def test_no_sentence_is_marked_inside_an_f_string():
    lost = [
        shown(path, call)
        for path in modules("cms", "community", "forum", "reputation")
        for text in ast.walk(tree(path))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKERS
    ]
    assert not lost, "\n".join(lost)
