"""Files and functions stay small enough to be read at once."""

from tests.architecture.sources import ROOT, functions, modules, shown

FILE, FUNCTION, VIEW = 250, 40, 25
# Texts of the demo community are content, not code.
CONTENT = ROOT / "cms" / "demo"


def code():
    return [path for path in modules() if CONTENT not in path.parents]


def test_no_module_is_longer_than_250_lines():
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in code()}
    long = [f"{name} has {length} lines" for name, length in lengths.items() if length > FILE]
    assert not long, "\n".join(long)


def test_no_function_is_longer_than_40_lines_and_no_view_than_25():
    long = []
    for path in code():
        limit = VIEW if "views" in path.parts or path.name == "views.py" else FUNCTION
        for function in functions(path):
            lines = function.end_lineno - function.lineno + 1
            if lines > limit:
                long.append(f"{shown(path, function)} {function.name}: {lines} lines, {limit} allowed")
    assert not long, "\n".join(long)
