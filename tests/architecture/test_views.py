"""Every view is reachable, and what changes something is reached by POST only."""

import ast
import inspect

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from tests.architecture.sources import FLOORS, dotted, imports, modules, name_of, shown, tree

GUARDS = {"require_POST", "require_http_methods"}


def view_modules():
    return [path for path in modules(*FLOORS) if "views" in path.parts or path.name == "views.py"]


def public_functions(path):
    """Top-level functions whose first argument is the request."""
    for node in tree(path).body:
        public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if public and node.args.args and node.args.args[0].arg == "request":
            yield node


def routed(patterns) -> set[str]:
    """Module and name of every function that a URL leads to, decorators unwrapped."""
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= routed(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            view = inspect.unwrap(pattern.callback)
            found.add(f"{view.__module__}.{getattr(view, '__name__', '')}")
    return found


def named_elsewhere() -> set[str]:
    """The pages for errors, which the root URLs and the settings name."""
    resolver = get_resolver()
    views = [resolver.resolve_error_handler(code) for code in (400, 403, 404, 429, 500)]
    views.append(import_string(settings.CSRF_FAILURE_VIEW))
    return {f"{inspect.unwrap(view).__module__}.{inspect.unwrap(view).__name__}" for view in views}


def test_every_view_is_routed():
    known = routed(get_resolver().url_patterns) | named_elsewhere()
    lost = [
        shown(path, view)
        for path in view_modules()
        for view in public_functions(path)
        if f"{dotted(path)}.{view.name}" not in known
    ]
    assert not lost, "\n".join(lost)


def acting_names(path) -> set[str]:
    """The names under which a module knows the actions, whole modules or single verbs."""
    names = set()
    for statement, name in imports(path):
        if ".actions." in f".{name}." and isinstance(statement, ast.ImportFrom):
            alias = next(alias for alias in statement.names if name.endswith(f".{alias.name}"))
            names.add(alias.asname or alias.name)
    return names


def acts(view: ast.FunctionDef, names: set[str]) -> bool:
    return any(name_of(node).split(".")[0] in names for node in ast.walk(view) if isinstance(node, ast.Call))


def guarded(view: ast.FunctionDef) -> bool:
    """Says by decorator which methods it takes, or asks `request.method == "POST"` itself."""
    if GUARDS & {name_of(decorator).split(".")[-1] for decorator in view.decorator_list}:
        return True
    return any(
        isinstance(node, ast.Attribute) and name_of(node) == "request.method" for node in ast.walk(view)
    )


def test_what_changes_something_takes_post_only():
    open_doors = []
    for path in view_modules():
        names = acting_names(path)
        open_doors += [
            f"{shown(path, view)} {view.name}"
            for view in public_functions(path)
            if acts(view, names) and not guarded(view)
        ]
    assert not open_doors, "\n".join(open_doors)
