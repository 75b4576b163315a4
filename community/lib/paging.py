"""Pages of a list by the key of their last row: page 5,000 costs as much as page 1 and nothing shifts."""

import base64
import binascii
import datetime
import decimal
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.crypto import constant_time_compare, salted_hmac

Direction = Literal["older", "newer"]

_SIGNATURE_BYTES = 9


class BadToken(ValueError):
    """The token is unreadable, changed, or made for another list: show the first page."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in the order of the list; `newer` and `older` are tokens for the pages around it, or None."""

    items: list[Any]
    newer: str | None
    older: str | None


def asked(query: Mapping[str, str]) -> tuple[str | None, Direction]:
    """(token, direction) from an address: `?after=` continues down the list, `?before=` goes back up."""
    if query.get("before"):
        return query["before"], "newer"
    return query.get("after") or None, "older"


def requested(
    queryset: QuerySet,
    query: Mapping[str, str],
    *,
    fields: Sequence[str],
    size: int,
    nullable: Sequence[str] = (),
) -> Page:
    """The page an address asks for; the first page when its token is of no use."""
    token, direction = asked(query)
    order = {"fields": fields, "size": size, "nullable": nullable}
    try:
        return keyset(queryset, token=token, direction=direction, **order)
    except BadToken:
        return keyset(queryset, token=None, **order)


def keyset(
    queryset: QuerySet,
    *,
    fields: Sequence[str] = ("-created_at", "-id"),
    token: str | None = None,
    size: int = 20,
    direction: Direction = "older",
    nullable: Sequence[str] = (),
) -> Page:
    """`size` rows after ("older") or before ("newer") the row of `token`, in one query; raises BadToken.

    `fields` order the list, "-" for falling; together unique and part of each row (instances, `.values()`,
    `.values_list()`). Those that are `nullable` count null as more than anything; others are never null. A page
    before the first is the first.
    """
    keys = [(field.lstrip("-"), field.startswith("-") != (direction == "newer")) for field in fields]
    rows = queryset.order_by(*(_order(name, is_falling, nullable) for name, is_falling in keys))
    if token is not None:
        rows = rows.filter(_beyond(keys, _read(token, fields), nullable))
    found = list(rows[: size + 1])
    has_more, items = len(found) > size, found[:size]
    if not items:
        if token is not None and direction == "newer":
            return keyset(queryset, fields=fields, size=size, nullable=nullable)
        return Page([], token, None)
    if direction == "newer" and token is not None:
        items.reverse()
        has_newer, has_older = has_more, True
    else:
        has_newer, has_older = token is not None, has_more
    return Page(
        items,
        _token(items[0], queryset, fields, nullable) if has_newer else None,
        _token(items[-1], queryset, fields, nullable) if has_older else None,
    )


def _order(name: str, is_falling: bool, nullable: Sequence[str]) -> str | OrderBy:
    if name in nullable:
        return F(name).desc(nulls_first=True) if is_falling else F(name).asc(nulls_last=True)
    return f"-{name}" if is_falling else name


def _beyond(keys: Sequence[tuple[str, bool]], values: Sequence[Any], nullable: Sequence[str]) -> Q:
    """Row comparison with each column's own direction, led by a plain range an index can start from."""
    (name, is_falling), value = keys[0], values[0]
    strictly = _past(name, is_falling, value, name in nullable)
    if len(keys) == 1:
        return strictly
    same = Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    further = strictly | (same & _beyond(keys[1:], values[1:], nullable))
    return (
        further if name in nullable else Q(**{f"{name}__{'lte' if is_falling else 'gte'}": value}) & further
    )


def _past(name: str, is_falling: bool, value: Any, is_nullable: bool) -> Q:
    """Beyond this value of one column, where null is more than anything."""
    if value is None:
        return Q(**{f"{name}__isnull": False}) if is_falling else Q(pk__in=[])
    strictly = Q(**{f"{name}__{'lt' if is_falling else 'gt'}": value})
    return strictly | Q(**{f"{name}__isnull": True}) if is_nullable and not is_falling else strictly


def _token(row: Any, queryset: QuerySet, fields: Sequence[str], nullable: Sequence[str] = ()) -> str:
    names = [field.lstrip("-") for field in fields]
    values = [_column(row, name, queryset, name in nullable) for name in names]
    payload = json.dumps([_to_json(value) for value in values], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_signature(payload, fields) + payload).rstrip(b"=").decode()


def _read(token: str, fields: Sequence[str]) -> list[Any]:
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as trouble:
        raise BadToken("Unreadable token.") from trouble
    signature, payload = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
    if not constant_time_compare(signature, _signature(payload, fields)):
        raise BadToken("Not a token of this list.")
    return [_from_json(value) for value in json.loads(payload)]


def _signature(payload: bytes, fields: Sequence[str]) -> bytes:
    # Signed over the order too: a token fits one list, and nobody compares columns with values of their own.
    return salted_hmac(f"paging:{','.join(fields)}", payload, algorithm="sha256").digest()[:_SIGNATURE_BYTES]


def _column(row: Any, name: str, queryset: QuerySet, is_nullable: bool = False) -> Any:
    if isinstance(row, Mapping):
        value = row[name]
    elif hasattr(queryset.model, "_meta") and isinstance(row, queryset.model):
        value = row
        for part in name.split("__"):
            value = getattr(value, part)
    elif hasattr(row, name):
        value = getattr(row, name)
    elif isinstance(row, tuple):
        value = row[list(queryset._fields or queryset.query.values_select).index(name)]
    else:
        value = row  # values_list(flat=True): the row is its own key
    if value is None and not is_nullable:
        raise ValueError(f"A list cannot be paged by {name}: it holds nulls.")
    return value


_TYPES = {"t": datetime.datetime, "d": datetime.date, "n": decimal.Decimal, "u": uuid.UUID}


def _to_json(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return ["t", value.isoformat()]
    if isinstance(value, datetime.date):
        return ["d", value.isoformat()]
    if isinstance(value, decimal.Decimal):
        return ["n", str(value)]
    if isinstance(value, uuid.UUID):
        return ["u", str(value)]
    return value


def _from_json(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    kind = _TYPES[value[0]]
    return kind.fromisoformat(value[1]) if issubclass(kind, datetime.date) else kind(value[1])
