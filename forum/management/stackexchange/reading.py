"""The files of a dump: checked before anything is written, then read row by row in flat memory."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.parsers import expat

from community.lib import markup

FILES = ("Tags", "Users", "Posts", "PostHistory", "Comments", "Votes", "PostLinks", "Badges")
CHUNK = 64 * 1024
# What a database column of our ids can hold.
LARGEST_ID = 2**63 - 1
# The newest dumps write |one|two|, the older ones <one><two>.
_TAGS = re.compile(r"[^<>|]+")


class DumpProblem(Exception):
    """The folder cannot be imported; says which file and why."""


class RowProblem(Exception):
    """One row cannot come in; says why, in the words of the closing table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One <row> with its attributes as typed values."""

    attributes: dict[str, str]

    def number(self, name: str) -> int:
        """A whole number. Raises RowProblem when it is missing or none."""
        value = self.optional_number(name)
        if value is None:
            raise RowProblem(f"without {name}")
        return value

    def optional_number(self, name: str) -> int | None:
        text = self.attributes.get(name, "")
        if not text:
            return None
        try:
            value = int(text)
        except ValueError:
            raise RowProblem(f"{name} is no number") from None
        if abs(value) > LARGEST_ID:
            raise RowProblem(f"{name} is no number")
        return value

    def count(self, name: str) -> int:
        """A counter: never negative, never more than its column holds."""
        return min(max(self.optional_number(name) or 0, 0), 2**31 - 1)

    def moment(self, name: str) -> datetime:
        """A moment in UTC, which dumps write without a zone. Raises RowProblem when there is none."""
        value = self.optional_moment(name)
        if value is None:
            raise RowProblem(f"without {name}")
        return value

    def optional_moment(self, name: str) -> datetime | None:
        text = self.attributes.get(name, "")
        if not text:
            return None
        try:
            value = datetime.fromisoformat(text)
            return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            raise RowProblem(f"{name} is no date") from None

    def text(self, name: str) -> str:
        """The text with plain line ends. Raises RowProblem when no database could keep it."""
        try:
            return markup.refuse_unstorable(self.attributes.get(name, "")).replace("\r\n", "\n")
        except markup.UnstorableText:
            raise RowProblem("a character that cannot be stored") from None

    def line(self, name: str, limit: int) -> str:
        """The text on one line, without characters that turn its direction, at most `limit` long."""
        text = markup.neutralise_bidi(self.text(name)).strip()
        return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"

    def tags(self, name: str) -> list[str]:
        return list(dict.fromkeys(_TAGS.findall(self.text(name))))


def survey(folder: Path) -> dict[str, int]:
    """The number of rows of each file, after reading all of them once from start to end.

    Raises DumpProblem when the folder or a file is missing, is no well-formed XML or is another table.
    """
    if not folder.is_dir():
        raise DumpProblem(f"{folder} is not a folder.")
    missing = [f"{name}.xml" for name in FILES if not (folder / f"{name}.xml").is_file()]
    if missing:
        raise DumpProblem(f"{folder} lacks {', '.join(missing)}. Nothing was imported.")
    return {name: sum(1 for _ in rows(folder, name)) for name in FILES}


def rows(folder: Path, name: str) -> Iterator[Row]:
    """The rows of one file in the order of the file. Raises DumpProblem at the place where it is damaged."""
    found: list[Row] = []
    parser = _parser(name, found)
    try:
        with open(folder / f"{name}.xml", "rb") as file:
            while chunk := file.read(CHUNK):
                parser.Parse(chunk, False)
                yield from found
                found.clear()
            parser.Parse(b"", True)
    except expat.ExpatError as trouble:
        reason = expat.ErrorString(trouble.code)
        raise DumpProblem(
            f"{name}.xml is not complete, well-formed XML: {reason} at line {trouble.lineno}."
            " Nothing of it can be trusted; fetch it again."
        ) from None
    except OSError as trouble:
        raise DumpProblem(f"{name}.xml cannot be read: {trouble.strerror}.") from None
    yield from found


def _parser(name: str, found: list[Row]) -> expat.XMLParserType:
    depth = 0

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        if depth == 0 and element.lower() != name.lower():
            raise DumpProblem(
                f"{name}.xml is XML, but holds <{element[:40]}> where <{name.lower()}> was expected."
            )
        if depth == 1 and element == "row":
            found.append(Row(attributes))
        depth += 1

    def end(element: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*declaration: object) -> None:
        # A dump has none; entities can be made to grow without end.
        raise DumpProblem(f"{name}.xml declares a document type, which a dump never does.")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    return parser
