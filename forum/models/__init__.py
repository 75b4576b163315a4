"""The forum's nouns, one module each."""

from forum.models.answers import Answer
from forum.models.ballots import Ballot, MeToo
from forum.models.boards import Board
from forum.models.cards import Card
from forum.models.comments import Comment
from forum.models.expertise import Expertise
from forum.models.follows import Follow
from forum.models.imports import ImportedRow
from forum.models.posts import BodyFormat
from forum.models.questions import LinkKind, Question, QuestionLink, QuestionTag, Status
from forum.models.revisions import Revision

__all__ = [
    "Answer",
    "Ballot",
    "Board",
    "BodyFormat",
    "Card",
    "Comment",
    "Expertise",
    "Follow",
    "ImportedRow",
    "LinkKind",
    "MeToo",
    "Question",
    "QuestionLink",
    "QuestionTag",
    "Revision",
    "Status",
]
