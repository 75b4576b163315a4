"""How far a jump of the clock came: kept in the cache, shared by the web server and the worker."""

import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.core.cache import cache

JUMP_KEY = "demo:jump"
PATIENCE_KEY = "demo:jump:patience"
# A worker takes a message within a second, and one stop takes no longer than the first filling of the search index.
PATIENCE_SECONDS = 30
KEPT_SECONDS = 600


@dataclass(frozen=True)
class Jump:
    """One jump: asked, running, done or failed; `at` is the moment reached, both moments are ISO texts."""

    id: str
    target: str
    state: str = "asked"
    at: str = ""
    stops: int = 0

    @property
    def is_over(self) -> bool:
        return self.state in ("done", "failed")

    @property
    def target_at(self) -> datetime:
        return datetime.fromisoformat(self.target)

    @property
    def reached_at(self) -> datetime | None:
        return datetime.fromisoformat(self.at) if self.at else None


def current() -> Jump | None:
    """The latest jump, None when there was none lately."""
    kept = cache.get(JUMP_KEY)
    return Jump(**kept) if kept else None


def is_silent(jump: Jump) -> bool:
    """Nobody has touched an unfinished jump for longer than a worker needs."""
    return not jump.is_over and cache.get(PATIENCE_KEY) is None


def begin(target: datetime) -> Jump | None:
    """A new jump, None while another one is at work."""
    earlier = current()
    if earlier is not None and not earlier.is_over and not is_silent(earlier):
        return None
    return _keep(Jump(id=secrets.token_hex(8), target=target.isoformat()))


def step(jump: Jump, reached: datetime) -> Jump:
    return _keep(replace(jump, state="running", at=reached.isoformat(), stops=jump.stops + 1))


def end(jump: Jump, state: str = "done") -> Jump:
    return _keep(replace(jump, state=state))


def _keep(jump: Jump) -> Jump:
    cache.set(JUMP_KEY, asdict(jump), KEPT_SECONDS)
    cache.set(PATIENCE_KEY, 1, PATIENCE_SECONDS)
    return jump
