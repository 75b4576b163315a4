"""What came in and what was left out, and why: a table for people, one JSON line for programs."""

import json
import resource
import sys
import time
from collections import Counter

KEYS = (
    "questions", "answers", "accepted", "comments", "votes", "users", "tags", "badges", "links", "revisions",
)  # fmt: skip
ALREADY_HERE = "already here"


class Report:
    """Counts of one run: what this run brought; what an earlier one had brought is "already here"."""

    def __init__(self) -> None:
        self.came_in: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        # What came in, but not quite as it was there.
        self.remarks: Counter[str] = Counter()
        self._started = time.monotonic()

    def bring(self, what: str, number: int = 1) -> None:
        self.came_in[what] += number

    def leave_out(self, reason: str, number: int = 1) -> None:
        self.left_out[reason] += number

    def remark(self, what: str, number: int = 1) -> None:
        self.remarks[what] += number

    def table(self) -> str:
        """Three short lists under each other, numbers to the right."""
        other = sorted(set(self.came_in) - set(KEYS))
        parts = [
            ("Came in", [(key, self.came_in[key]) for key in (*KEYS, *other)]),
            ("Left out", self.left_out.most_common()),
            ("Remarks", self.remarks.most_common()),
        ]
        lines: list[str] = []
        for title, counts in parts:
            shown = [(name, number) for name, number in counts if number or title == "Came in"]
            if shown:
                lines += [title, *(f"  {name:<60}{number:>10,}" for name, number in shown)]
        return "\n".join(lines)

    def as_json(self) -> str:
        """The line of the command table: counts of this run, seconds, peak memory of the process in MB."""
        return json.dumps(
            {
                **{key: self.came_in[key] for key in KEYS},
                "skipped": {reason: number for reason, number in self.left_out.most_common() if number},
                "seconds": round(time.monotonic() - self._started, 2),
                "peak_mb": round(peak_mb(), 1),
            }
        )


def peak_mb() -> float:
    """The most memory this process ever held."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
