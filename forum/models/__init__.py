"""The forum's nouns, one module each."""

from forum.models.answers import Answer
from forum.models.attachments import Attachment, AttachmentUse
from forum.models.ballots import Ballot, MeToo
from forum.models.boards import Board
from forum.models.cards import Card
from forum.models.comments import Comment
from forum.models.drafts import Draft
from forum.models.expertise import Expertise
from forum.models.follows import Follow
from forum.models.imports import ImportedRow
from forum.models.posts import BodyFormat
from forum.models.questions import LinkKind, Question, QuestionLink, QuestionTag, Status
from forum.models.revisions import Revision
from forum.models.visits import Visit

__all__ = [
    "Answer",
    "Attachment",
    "AttachmentUse",
    "Ballot",
    "Board",
    "BodyFormat",
    "Card",
    "Comment",
    "Draft",
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
    "Visit",
]
