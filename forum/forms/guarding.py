"""The guard of personal data: what is about to be posted in public is pointed out once, with what to do about it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.lib.personaldata import Finding, Kind, find, mask, plain
from forum.actions.fields import PREFIX
from forum.queries.housecontacts import house_contacts

# What a button of the panel says, and what is carried along once the writer decided that it may stand there.
CHOICE, KEPT = "guard", "guard_kept"
MASK, MASK_AND_ASK, PRIVATELY = "mask", "mask-and-ask", "privately"
_READ_BY_ALL = ("title", "title_nl", "body", "reason", "words", "public_line", "public_line_nl")

_LABELS: dict[Kind, str | Promise] = {
    Kind.PHONE: _("Telephone number"),
    Kind.MAIL: _("Mail address"),
    Kind.IBAN: _("Bank account"),
    Kind.CARD: _("Card number"),
    Kind.BSN: _("Citizen service number"),
    Kind.NUMBER: _("Customer, order or contract number"),
    Kind.ADDRESS: _("Address"),
}


@dataclass(frozen=True)
class Found:
    label: str | Promise
    found: str
    masked: str


@dataclass(frozen=True)
class Guarded:
    """`texts` is what may be posted once nothing stops it: as typed, or masked where that was chosen."""

    texts: Mapping[str, str]
    findings: tuple[Found, ...] = ()
    # Names what was found, so that what is added later is pointed out too.
    digest: str = ""
    # What the writer decided to let stand; posted along when the form comes back for another reason.
    kept: str = ""
    asks_privately: bool = False

    @property
    def stops(self) -> bool:
        return bool(self.findings)

    @property
    def body(self) -> str:
        return self.texts["body"]


def check(
    texts: Mapping[str, str], post: Mapping[str, str], *, before: str = "", asks_privately: bool = False
) -> Guarded:
    """What of these texts is personal and was not there `before`, unless the pressed button decided about it."""
    found = _found(texts, [])
    if not found:
        return Guarded(texts)
    allowed = house_contacts() + [one.found for one in find(before)]
    found = _found(texts, allowed)
    if not found:
        return Guarded(texts)
    if post.get(CHOICE) in (MASK, MASK_AND_ASK):
        return Guarded({name: mask(text, allowed) for name, text in texts.items()})
    digest = _digest(found)
    if post.get(KEPT) == digest:
        return Guarded(texts, kept=digest)
    return Guarded(texts, lines(found), digest, asks_privately=asks_privately)


def passes(
    form: forms.Form, post: Mapping[str, str], *, before: str = "", asks_privately: bool = False
) -> bool:
    """Whether this valid form may be posted; it then holds what was chosen. `form.guarded` draws the panel."""
    names = [name for name in form.fields if name in _READ_BY_ALL or name.startswith(PREFIX)]
    typed = {name: str(form.data.get(name) or "") for name in names}
    form.guarded = check(typed, post, before=before, asks_privately=asks_privately)
    if form.guarded.texts != typed:
        form.data = form.data.copy()
        for name, text in form.guarded.texts.items():
            form.data[name] = text
        form.full_clean()
    return form.is_valid() and not form.guarded.stops


def _found(texts: Mapping[str, str], allowed: Iterable[str]) -> list[Finding]:
    allowed = list(allowed)
    return [one for text in texts.values() for one in find(text, allowed)]


def lines(found: list[Finding]) -> tuple[Found, ...]:
    """Each thing once, however often it stands there."""
    lines = {(one.kind, one.found): Found(_LABELS[one.kind], one.found, one.masked) for one in found}
    return tuple(lines.values())


def _digest(found: list[Finding]) -> str:
    named = "\n".join(sorted({f"{one.kind}:{plain(one.found)}" for one in found}))
    return hashlib.blake2b(named.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
