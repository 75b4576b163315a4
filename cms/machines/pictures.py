"""Where the picture is that other sites show of a page: a new address for each new look, so that it is always kept."""

import hashlib

from cms.branding.current import Brand
from forum.models import Question

# Raise it when `drawing` draws something else.
DRAWN = 1
FOLDER = "/preview-pictures/"


def path_of_question(question: Question, brand: Brand, language: str) -> str:
    """Needs the title and the state of the question; `language` is that of the words on the picture."""
    seen = digest(question.title, is_solved(question), brand)
    return f"{FOLDER}question-{question.pk}-{language}-{seen}.png"


def path_of_house(brand: Brand) -> str:
    return f"{FOLDER}house-{digest('', False, brand)}.png"


def is_solved(question: Question) -> bool:
    """The one state that stays: a picture is kept elsewhere for long, and "waiting" would soon be untrue."""
    return question.state == "solved"


def digest(title: str, is_good: bool, brand: Brand) -> str:
    """Everything that is seen on a picture, in twelve letters."""
    seen = repr((DRAWN, title, is_good, brand.name, brand.accent))
    return hashlib.blake2b(seen.encode("utf-8", "replace"), digest_size=6).hexdigest()
