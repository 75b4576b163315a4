"""Acts in a dump's history that change no text: closed, locked, merged, moved away, an edit approved."""

import re
from collections.abc import Callable, Iterable

from django.db.models import Q

from forum.management.stackexchange import historyrows
from forum.management.stackexchange.bringing import Place, Run, decided_here, threads_changed
from forum.management.stackexchange.historyrows import HistoryRow
from forum.management.stackexchange.questions import CLOSED_THERE
from forum.models import Answer, CloseReason, Question, Revision, Status

# Why a question was closed over there: our reason, and theirs in words.
REASONS = {
    "1": (CloseReason.ELSEWHERE, "Asked before."),
    "2": (CloseReason.OTHER, "Off topic."),
    "3": (CloseReason.OTHER, "Mostly a matter of opinion."),
    "4": (CloseReason.UNCLEAR, "Not a real question."),
    "7": (CloseReason.OTHER, "Too localised."),
    "10": (CloseReason.ELSEWHERE, "General reference."),
    "20": (CloseReason.OTHER, "Pointless."),
    "101": (CloseReason.ELSEWHERE, "Asked before."),
    "102": (CloseReason.OTHER, "Off topic."),
    # Our own words for it say all of it.
    "103": (CloseReason.UNCLEAR, ""),
    "104": (CloseReason.OTHER, "Too broad."),
    "105": (CloseReason.OTHER, "Mostly a matter of opinion."),
}
# What is known and says nothing here, or stands with the post already.
ELSE = {
    12: "history: deletions of posts that are there again",
    13: "history: deleted posts brought back",
    16: "history: given to the community, as the post itself says",
    17: "history: a move whose other end is unknown",
    19: "history: protection against newcomers",
    20: "history: end of a protection",
    25: "history: told on Twitter",
    33: "history: a notice above a post",
    34: "history: end of a notice",
    36: "history: came over from another site",
    38: "history: took in another question, which says so itself",
    50: "history: put up again by the site's robot",
    52: "history: shown on other sites",
    53: "history: no longer shown on other sites",
}  # fmt: skip
OTHER_KIND = "history: of another kind"
NOT_HERE = "history: of a post that did not come in"
DECIDED_HERE = "history: of a question about which was decided here"
MOVED = "Moved to "
CHANGEABLE = [
    *("status", "status_at", "status_reason", "closed_as", "duplicate_of"),
    *("merged_into", "locked_at", "locked_by"),
]
_ADDRESS = re.compile(r"https?://([\w.-]+)/(?:questions|q)/(\d+)")
_APPROVAL = re.compile(r"approved by ([\d, -]+)")

# What one act made of its question: the line of the closing table, or None when it no longer holds.
Deed = Callable[[Question, HistoryRow], str | None]


def bring_acts(run: Run, items: list[HistoryRow]) -> None:
    """Each act to the question it was done to, unless people decided about that here since."""
    for item in items:
        if item.kind not in _KINDS:
            run.report.leave_out(ELSE.get(item.kind, OTHER_KIND))
    new = run.new("history", {item.id: item for item in items if item.kind in _KINDS})
    places = run.places(item.post for item in new)
    kept = [item for item in new if item.post in places]
    run.report.leave_out(NOT_HERE, len(new) - len(kept))
    _approve(run, [item for item in kept if item.kind == historyrows.APPROVED], places)
    _Doing(run, places).take([item for item in kept if item.kind != historyrows.APPROVED])
    run.remember("history", ((item.id, places[item.post].question_id) for item in kept))


class _Doing:
    """Acts on questions in the order of the file: a later one starts from what an earlier one left."""

    def __init__(self, run: Run, places: dict[int, Place]) -> None:
        self.run, self.places = run, places
        self.deeds: dict[int, Deed] = {
            historyrows.CLOSED: self._closed,
            historyrows.REOPENED: self._reopened,
            historyrows.LOCKED: self._locked,
            historyrows.UNLOCKED: self._unlocked,
            historyrows.MERGED: self._merged,
            historyrows.MOVED_AWAY: self._moved_away,
        }

    def take(self, items: list[HistoryRow]) -> None:
        self.members = self.run.members(item.user for item in items)
        self.targets = self.run.known("question", (_target(item) for item in items))
        places = {item.id: self.places[item.post] for item in items}
        decided = decided_here(places.values())
        questions = Question.objects.defer("body", "body_html").in_bulk(
            {place.question_id for place in places.values()}
        )
        touched: dict[int, Question] = {}
        for item in items:
            place = places[item.id]
            if place.answer_id is not None:
                self.run.report.leave_out("history: a lock or another act on a single answer")
            elif place.subject in decided:
                self.run.report.leave_out(DECIDED_HERE)
            elif (told := self.deeds[item.kind](questions[place.question_id], item)) is None:
                self.run.report.leave_out("history: closings, locks and moves that no longer hold")
            else:
                touched[place.question_id] = questions[place.question_id]
                self.run.report.bring(told)
        Question.objects.bulk_update(touched.values(), CHANGEABLE)
        threads_changed(self.run, touched)

    def _closed(self, question: Question, item: HistoryRow) -> str | None:
        if question.status != Status.CLOSED or question.status_by_id is not None:
            return None
        # A move to another site closes too, under a reason that says less.
        if question.status_reason.startswith(MOVED):
            return None
        reason = REASONS.get(item.comment)
        question.closed_as, question.status_reason = reason or (CloseReason.OTHER, CLOSED_THERE)
        return "reasons of closing" if reason else "closings without a known reason"

    def _reopened(self, question: Question, item: HistoryRow) -> str | None:
        # A move that was refused leaves no row about the end of its lock.
        return self._unlocked(question, item) if question.status == Status.OPEN else None

    def _locked(self, question: Question, item: HistoryRow) -> str | None:
        question.locked_at, question.locked_by_id = item.at, self.members.get(item.user)
        return "locks"

    def _unlocked(self, question: Question, item: HistoryRow) -> str | None:
        if question.locked_at is None:
            return None
        question.locked_at = question.locked_by_id = None
        return "locks taken off"

    def _merged(self, question: Question, item: HistoryRow) -> str | None:
        target = self.targets.get(_target(item))
        if target in (None, question.pk) or question.status_by_id is not None:
            return None
        # Where answers stayed behind, the address keeps leading to them.
        if Answer.objects.filter(question=question).exists():
            return None
        question.status, question.closed_as, question.duplicate_of_id = Status.DUPLICATE, "", target
        question.merged_into_id, question.status_at = target, question.status_at or item.at
        question.status_reason = ""
        return "questions merged into another"

    def _moved_away(self, question: Question, item: HistoryRow) -> str | None:
        found = _ADDRESS.search(item.comment)
        if question.status != Status.CLOSED or question.status_by_id is not None or found is None:
            return None
        question.closed_as, question.status_reason = CloseReason.ELSEWHERE, f"{MOVED}{found[1]}."[:300]
        return "questions moved to another site"


_KINDS = frozenset(
    {
        *(historyrows.CLOSED, historyrows.REOPENED, historyrows.LOCKED, historyrows.UNLOCKED),
        *(historyrows.MERGED, historyrows.MOVED_AWAY, historyrows.APPROVED),
    }
)


def _target(item: HistoryRow) -> int | None:
    """The question this one was merged into, by its original id."""
    found = _ADDRESS.search(item.comment) if item.kind == historyrows.MERGED else None
    return int(found[2]) if found and len(found[2]) < 19 else None


def _approve(run: Run, items: list[HistoryRow], places: dict[int, Place]) -> None:
    """Who looked at a suggested edit: named on the revision it became, which has the same moment."""
    names = {item.id: _approvers(item) for item in items}
    members = run.members(number for numbers in names.values() for number in numbers)
    revisions = _revisions_at(items, places)
    approved = []
    for item in items:
        revision = revisions.get((places[item.post], item.at))
        by = next((members[number] for number in names[item.id] if number in members), None)
        if revision is None or by is None:
            run.report.leave_out("history: an approval whose edit or approver is not here")
            continue
        revision.approved_by_id = by
        approved.append(revision)
    Revision.objects.bulk_update(approved, ["approved_by"])
    run.report.bring("suggested edits with who approved them", len(approved))


def _approvers(item: HistoryRow) -> list[int]:
    found = _APPROVAL.search(item.comment)
    return [int(word) for word in re.findall(r"-?\d{1,18}", found[1])] if found else []


def _revisions_at(items: Iterable[HistoryRow], places: dict[int, Place]) -> dict[tuple, Revision]:
    asked = [(places[item.post], item.at) for item in items]
    questions = [place.question_id for place, _at in asked if place.answer_id is None]
    answers = [place.answer_id for place, _at in asked if place.answer_id is not None]
    chosen = Revision.objects.filter(
        Q(question__in=questions, answer=None) | Q(answer__in=answers), at__in=[at for _place, at in asked]
    ).defer("body")
    return {(Place(each.question_id, each.answer_id), each.at): each for each in chosen}
