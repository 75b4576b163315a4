"""Loads what the desk works with: ready-made texts, doors, the rules of boards, and who is there when."""

from collections.abc import Mapping
from datetime import time

from cms.demo import content
from community.members.models import Member
from forum.escalation.models import BusinessRules
from forum.models import Board, Door
from forum.webcare.models import Macro, Shift

_TEXTS = ("answered", "answered_nl", "refused", "refused_nl")
_SIGN = ("name", "name_nl", "line", "line_nl", "link")


def load_deskwork(members: Mapping[str, Member], boards: Mapping[str, Board]) -> None:
    written = content.loops()
    Macro.objects.bulk_create(
        Macro(name=row[f"name{end}"], body=row[f"body{end}"], language=language, position=place)
        for place, row in enumerate(written["macro"])
        for language, end in (("en", ""), ("nl", "_nl"))
    )
    Door.objects.bulk_create(
        Door(board=boards.get(row.get("board", "")), position=place, **{name: row[name] for name in _SIGN})
        for place, row in enumerate(written["door"])
    )
    BusinessRules.objects.bulk_create(
        BusinessRules(board=boards[row["board"]], **{name: row[name] for name in _TEXTS})
        for row in written["rules"]
    )
    Shift.objects.bulk_create(
        Shift(member=members[row["member"]], weekday=day, begins=begins, ends=ends)
        for row in written["shift"]
        for begins, ends in [map(time.fromisoformat, row["hours"].split("-"))]
        for day in row["days"]
    )
