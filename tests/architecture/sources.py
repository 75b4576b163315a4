"""The project's own source files, parsed, for the tests beside this module."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("cms", "forum", "reputation", "community")
PRODUCT = (*FLOORS, "scripts")


def modules(*folders: str) -> list[Path]:
    """Every Python file of ours under these folders, migrations aside, in order of path."""
    found = []
    for folder in folders or PRODUCT:
        found += [path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]
    return sorted(found)


def dotted(path: Path) -> str:
    """The name by which a file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def shown(path: Path, node: ast.AST | None = None) -> str:
    """Path and line as an editor understands them."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(path: Path, node: ast.AST | None = None) -> Iterator[tuple[ast.stmt, str]]:
    """Every import below a node (the whole file by default), as statement and absolute dotted name."""
    package = dotted(path).split(".") if path.name == "__init__.py" else dotted(path).split(".")[:-1]
    for found in ast.walk(node or tree(path)):
        if isinstance(found, ast.Import):
            for alias in found.names:
                yield found, alias.name
        elif isinstance(found, ast.ImportFrom):
            start = package[: len(package) - found.level + 1] if found.level else []
            module = ".".join([*start, *([found.module] if found.module else [])])
            for alias in found.names:
                yield found, f"{module}.{alias.name}"


def name_of(node: ast.AST) -> str:
    """A dotted expression as text: `timezone.now` for the call's function, `require_POST` for a decorator."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
