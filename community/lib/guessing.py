"""Which language a text is in: asked of a short-lived child, and believed only as far as the text tells."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from community.lib import languages

# Letters of text; the rest of a long story says nothing new.
LONGEST = 2_000
# Letters below which a guess is a coin flipped.
SHORTEST = 24
# Shares of the child's belief, tuned on the demo's questions and on short texts in twenty languages.
SURE = 0.60
OVERWHELMING = 0.90
SECONDS = 120

_CHILD = Path(__file__).with_name("guesser.py")
Ranks = Sequence[tuple[str, float]]


class GuesserFailed(Exception):
    """The child ended without an answer for every text; what was due stays due."""


def guess(texts: Sequence[str]) -> list[str]:
    """The language of each text, "" where it is too short or doubtful. Raises GuesserFailed."""
    if not texts:
        return []
    return [believed(ranks, _letters(text)) for text, ranks in zip(texts, _ranked(list(texts)), strict=True)]


def believed(ranks: Ranks, letters: int) -> str:
    """The language to go by, of what the child holds likely, best first: the site's own sooner than another."""
    if letters < SHORTEST or not ranks:
        return ""
    spoken = languages.spoken()
    best, share = ranks[0]
    if best not in spoken and share >= OVERWHELMING:
        return best
    ours = [(code, share) for code, share in ranks if code in spoken]
    if not ours or best not in spoken:
        return ""
    return best if share >= SURE else ""


def _letters(text: str) -> int:
    # A sign of Chinese, Japanese or Korean says as much as three letters.
    return sum(3 if letter > "\u2e80" else 1 for letter in text[:LONGEST] if letter.isalpha())


def _ranked(texts: list[str]) -> list[Ranks]:
    """What the child says of each text. Its model is gone with it."""
    lines = [json.dumps(list(languages.known())), *(json.dumps(text[:LONGEST]) for text in texts)]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as given:
        given.write("\n".join(lines) + "\n")
        given.seek(0)
        try:
            # -P: the modules beside the child are no modules of the child.
            done = subprocess.run(
                [sys.executable, "-P", str(_CHILD)],
                stdin=given, capture_output=True, text=True, timeout=SECONDS + len(texts) / 100, check=True,
            )  # fmt: skip
        except (subprocess.SubprocessError, OSError) as trouble:
            raise GuesserFailed(str(trouble)) from trouble
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(texts):
        raise GuesserFailed(f"{len(answers)} answers for {len(texts)} texts")
    return answers
