"""Reads the words of the demo community: people, boards, questions and articles, as they are written down."""

import re
import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path

CONTENT = Path(__file__).parent / "content"

_PART = re.compile(r"(\d+)\s*([dhm])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


@cache
def cast() -> dict:
    """`department` and `member` rows."""
    return _read("cast.toml")


@cache
def places() -> dict:
    """`board` and `tag` rows."""
    return _read("boards.toml")


@cache
def articles() -> list[dict]:
    return _read("articles.toml")["article"]


@cache
def loops() -> dict:
    """What webcare and the lower loop left behind, and what the desk works with."""
    return _read("loops.toml")


@cache
def questions() -> list[dict]:
    """All questions of all files; each with its own key."""
    rows = [row for path in sorted(CONTENT.glob("questions_*.toml")) for row in _read(path.name)["question"]]
    keys = [row["key"] for row in rows]
    if len(keys) != len(set(keys)):
        raise ValueError("Two questions of the demo have the same key.")
    return rows


def span(written: str) -> timedelta:
    """ "-1d 7h" as a length of time, without its sign."""
    parts = _PART.findall(written)
    if not parts:
        raise ValueError(f"{written!r} is no length of time such as 1d 7h.")
    return timedelta(**{_UNITS[unit]: int(number) for number, unit in parts})


def _read(name: str) -> dict:
    with (CONTENT / name).open("rb") as file:
        return tomllib.load(file)
