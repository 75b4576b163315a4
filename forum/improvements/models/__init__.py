"""The nouns of the lower loop."""

from forum.improvements.models.causes import Cause
from forum.improvements.models.compliments import Compliment
from forum.improvements.models.improvements import (
    Change,
    Improvement,
    ImprovementNote,
    ImprovementQuestion,
    State,
)
from forum.improvements.models.learnings import Learning
from forum.improvements.models.recurrences import Recurrence
from forum.improvements.models.thresholds import Thresholds

__all__ = [
    "Cause",
    "Change",
    "Compliment",
    "Improvement",
    "ImprovementNote",
    "ImprovementQuestion",
    "Learning",
    "Recurrence",
    "State",
    "Thresholds",
]
