"""Personal data in a text: telephone numbers, mail and postal addresses, bank, citizen, card and customer numbers."""

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from community.lib import personalshapes as shapes
from community.lib import quietwords
from community.lib.checksums import is_bsn, is_card, is_iban

# Where it stands: its kind, its first place and the one behind its last.
Place = tuple["Kind", int, int]


class Kind(StrEnum):
    MAIL = "mail"
    IBAN = "iban"
    CARD = "card"
    NUMBER = "number"
    PHONE = "phone"
    BSN = "bsn"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Finding:
    """`found` stands in the text from `start` up to `end`."""

    kind: Kind
    start: int
    end: int
    found: str

    @property
    def masked(self) -> str:
        """As much of it as its owner needs to recognise it."""
        lean = quietwords.lean(self.found)
        hidden = _MASKS[self.kind](lean.text)
        # What only lies between the letters stays, so that marks around a part of it keep their other end.
        return "".join(
            self.found[before:start] + letter
            for before, start, letter in zip([0, *lean.ends], lean.starts, hidden, strict=False)
        )


DOT = "•"


def find(text: str, allowed: Iterable[str] = ()) -> list[Finding]:
    """What is personal in `text`, in its order, each place once.

    Code, prices, dates, addresses of machines and numbers of devices are not; nor is what is `allowed`, such as the
    company's own numbers and addresses, however it is spaced.
    """
    known, lean = {plain(each) for each in allowed}, quietwords.lean(quietwords.without_code(text))
    taken = bytearray(len(lean.text))
    findings = []
    for kind, first, last in _candidates(lean.text):
        if any(taken[first:last]):
            continue
        start, end = lean.starts[first], lean.ends[last - 1]
        if plain(text[start:end]) not in known:
            taken[first:last] = b"\x01" * (last - first)
            findings.append(Finding(kind, start, end, text[start:end]))
    return sorted(findings, key=lambda one: one.start)


def mask(text: str, allowed: Iterable[str] = (), *, only: Collection[str] | None = None) -> str:
    """The text with dots in place of what is personal: `find` finds nothing in it.

    With `only` those that are `plain` so, whatever else stands there.
    """
    allowed = list(allowed)
    # A mask has fewer letters and figures than what it hides, so this ends; what stood side by side may need a second.
    while findings := [one for one in find(text, allowed) if only is None or plain(one.found) in only]:
        for one in reversed(findings):
            text = text[: one.start] + one.masked + text[one.end :]
    return text


def plain(found: str) -> str:
    """The same for all ways of writing one number or address."""
    found = quietwords.lean(found).text
    if shapes.MAIL.fullmatch(found):
        return _with_sign(found).casefold()
    letters = "".join(letter for letter in found.casefold() if letter.isalnum())
    if found.lstrip().startswith("+"):
        letters = f"00{letters}"
    # The way of writing a number of this country from abroad, with and without the nought between.
    return re.sub(r"^003[12]0?(?=[1-9])", "0", letters)


def _candidates(spoken: str) -> Iterator[Place]:
    """What could be found, the surest kind first; places may overlap."""
    for match in shapes.MAIL.finditer(spoken):
        if not shapes.NOBODY.search(_with_sign(match[0])):
            yield Kind.MAIL, *match.span()
    still = quietwords.without_machines(spoken)
    yield from _counted(Kind.IBAN, shapes.IBAN, still, is_iban)
    yield from _counted(Kind.CARD, shapes.CARD, still, is_card)
    for match in shapes.WORDS.finditer(still):
        yield Kind.NUMBER, *match.span("value")
    for match in itertools.chain.from_iterable(pattern.finditer(still) for pattern in shapes.PHONES):
        # What goes on over several lines is a list.
        if match[0].count("\n") <= 1:
            yield Kind.PHONE, *match.span()
    for match in shapes.BSN.finditer(still):
        if is_bsn(_figures(match[0])):
            yield Kind.BSN, *match.span()
    for match in itertools.chain.from_iterable(pattern.finditer(spoken) for pattern in shapes.ADDRESSES):
        yield Kind.ADDRESS, *match.span()
    for match in shapes.POSTCODE.finditer(still):
        before = match["before"] or ""
        if not before[:1].isupper() or before in shapes.BEGINNINGS:
            yield Kind.ADDRESS, *match.span("value")


def _counted(
    kind: Kind, pattern: re.Pattern[str], searched: str, is_one: Callable[[str], bool]
) -> Iterator[Place]:
    """Of each candidate its longest beginning that ends with a group and whose sum is right."""
    for match in pattern.finditer(searched):
        candidate, after = match[1], searched[match.end(1) : match.end(1) + 1]
        ends = [
            index + 1
            for index, letter in enumerate(candidate)
            if letter.isalnum() and not (candidate[index + 1 : index + 2] or after).isalnum()
        ]
        for end in reversed(ends):
            if is_one("".join(letter for letter in candidate[:end] if letter.isalnum())):
                yield kind, match.start(1), match.start(1) + end
                break


def _with_sign(mail: str) -> str:
    return re.sub(shapes.POINT, ".", re.sub(shapes.AT, "@", mail, flags=re.IGNORECASE), flags=re.IGNORECASE)


def _figures(found: str) -> str:
    return "".join(letter for letter in found if letter.isdigit())


def _dotted(found: str, first: int, last: int) -> str:
    """Dots for letters and figures, but for so many at both ends; what stands between them stays."""
    places = [index for index, letter in enumerate(found) if letter.isalnum()]
    hidden = set(places[first : len(places) - last])
    return "".join(DOT if index in hidden else letter for index, letter in enumerate(found))


def _masked_mail(found: str) -> str:
    name, at, domain = re.split(f"({shapes.AT})", found, maxsplit=1, flags=re.IGNORECASE)
    *rest, point, end = re.split(f"({shapes.POINT})", domain, flags=re.IGNORECASE)
    kept = name[:1] if len(name) > 2 else ""
    return f"{kept}{DOT * (len(name) - len(kept))}{at}{DOT * len(''.join(rest))}{point}{end}"


def _masked_address(found: str) -> str:
    return re.sub(
        r"(?<=[0-9] )[A-Za-z]{2}\b|(?<=[0-9])[A-Za-z]{1,2}\b|[0-9]", lambda match: DOT * len(match[0]), found
    )


_MASKS: dict[Kind, Callable[[str], str]] = {
    Kind.MAIL: _masked_mail,
    Kind.IBAN: lambda found: _dotted(found, 2, 2),
    Kind.CARD: lambda found: _dotted(found, 0, 4),
    Kind.NUMBER: lambda found: _dotted(found, 0, 2),
    # The number of the country, abroad, is no secret.
    Kind.PHONE: lambda found: _dotted(found, 4 if found.startswith("00") else 2, 2),
    Kind.BSN: lambda found: _dotted(found, 0, 2),
    Kind.ADDRESS: _masked_address,
}
