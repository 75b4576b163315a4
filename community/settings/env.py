"""Typed readers of environment variables: each fails loudly and names the variable it could not read."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def required(name: str) -> str:
    """The variable's value. Raises ImproperlyConfigured, naming it, when it is unset or empty."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(
            f"Set the environment variable {name}: production does not start without it."
        )
    return value


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name).lower()
    if value in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return value in ("1", "true", "yes", "on") if value else default
    raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")


def number(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def kept_secret(place: Path) -> str:
    """A random key that is made once and kept in a file only its owner can read."""
    try:
        return place.read_text().strip()
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        # Another process of the same start was quicker; its key is the key.
        pass
    return place.read_text().strip()
