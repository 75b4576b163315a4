"""Runs import-linter over the contracts in pyproject.toml: `python -m scripts.contracts`."""

import os
import sys

from importlinter.cli import lint_imports


def main() -> int:
    # Only its command line puts the current folder on the path.
    sys.path.insert(0, os.getcwd())
    return lint_imports(no_cache=True)


if __name__ == "__main__":
    sys.exit(main())
