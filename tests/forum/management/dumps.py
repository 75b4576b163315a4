"""Small hand-made dumps: a list of rows per file, written as Stack Exchange writes them."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

from forum.management.stackexchange.reading import FILES

T = "2020-01-0{}T10:00:00.000"


def write(folder: Path, **tables: list[dict]) -> Path:
    """A complete dump in `folder`; tables not given are empty."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        rows = "".join(f"  <row {_attributes(row)} />\n" for row in tables.get(name, []))
        root = name.lower()
        (folder / f"{name}.xml").write_text(
            f'\ufeff<?xml version="1.0" encoding="utf-8"?>\n<{root}>\n{rows}</{root}>', encoding="utf-8"
        )
    return folder


def _attributes(row: dict) -> str:
    return " ".join(f"{name}={quoteattr(str(value))}" for name, value in row.items())


def user(number: int, name: str = "Ada", **more) -> dict:
    return {"Id": number, "DisplayName": name, "CreationDate": T.format(1), "Reputation": 1, **more}


def question(
    number: int, *, by: int | None = 1, title: str = "Why is it warm?", tags="<heat>", **more
) -> dict:
    row = {
        "Id": number,
        "PostTypeId": 1,
        "CreationDate": T.format(1),
        "Title": title,
        "Tags": tags,
        "Score": 0,
    }
    row |= {"Body": "<p>It <b>is</b> warm.</p>", "ViewCount": 5, **more}
    return row if by is None else {**row, "OwnerUserId": by}


def answer(number: int, parent: int, *, by: int | None = 2, **more) -> dict:
    row = {"Id": number, "PostTypeId": 2, "ParentId": parent, "CreationDate": T.format(2), "Score": 0}
    row |= {"Body": "<p>Because.</p>", **more}
    return row if by is None else {**row, "OwnerUserId": by}


def vote(number: int, post: int, kind: int = 2, **more) -> dict:
    return {
        "Id": number,
        "PostId": post,
        "VoteTypeId": kind,
        "CreationDate": "2020-01-03T00:00:00.000",
        **more,
    }


def comment(number: int, post: int, text: str = "Same *here*.", **more) -> dict:
    return {"Id": number, "PostId": post, "Score": 0, "Text": text, "CreationDate": T.format(3), **more}


def history(number: int, post: int, kind: int, text: str, *, change: str, day: int = 1, **more) -> dict:
    row = {"Id": number, "PostId": post, "PostHistoryTypeId": kind, "RevisionGUID": change}
    return {**row, "CreationDate": T.format(day), "UserId": 1, "Text": text, **more}


def link(number: int, source: int, target: int, kind: int = 1) -> dict:
    row = {"Id": number, "PostId": source, "RelatedPostId": target, "LinkTypeId": kind}
    return {**row, "CreationDate": T.format(4)}


def badge(number: int, by: int, name: str = "Teacher") -> dict:
    return {"Id": number, "UserId": by, "Name": name, "Date": T.format(5)}
