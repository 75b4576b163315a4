"""The kinds of notification: each room registers its own in AppConfig.ready()."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kind:
    """`sentence` is lazy and may use %(actor)s, %(title)s and what else the details hold."""

    slug: str
    title: Any
    sentence: Any
    site: bool = True
    mail: bool = True


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _KINDS[kind.slug] = kind


def get(slug: str) -> Kind:
    """The kind of that name. Raises KeyError when no room registered it."""
    return _KINDS[slug]


def all_kinds() -> list[Kind]:
    return list(_KINDS.values())
