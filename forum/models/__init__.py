"""The forum's nouns, one module each."""

from forum.models.answermarks import AnswerMark, MarkKind
from forum.models.answers import Answer
from forum.models.attachments import Attachment, AttachmentUse
from forum.models.ballots import Ballot, MeToo
from forum.models.boardfields import BoardField, FieldValue
from forum.models.boards import Board
from forum.models.bookmarks import Bookmark
from forum.models.cards import Card
from forum.models.comments import Comment
from forum.models.doors import Door
from forum.models.drafts import Draft
from forum.models.expertise import Expertise
from forum.models.follows import Follow
from forum.models.imports import ImportedRow
from forum.models.posts import BodyFormat
from forum.models.questionlinks import LinkKind, QuestionLink
from forum.models.questions import CloseReason, Question, Status
from forum.models.questiontags import QuestionTag
from forum.models.revisions import Revision
from forum.models.suggestions import Suggestion, SuggestionState
from forum.models.visits import Visit

__all__ = [
    "Answer",
    "AnswerMark",
    "Attachment",
    "AttachmentUse",
    "Ballot",
    "Board",
    "Door",
    "BoardField",
    "BodyFormat",
    "Bookmark",
    "Card",
    "CloseReason",
    "Comment",
    "Draft",
    "Expertise",
    "FieldValue",
    "Follow",
    "ImportedRow",
    "LinkKind",
    "MarkKind",
    "MeToo",
    "Question",
    "QuestionLink",
    "QuestionTag",
    "Revision",
    "Status",
    "Suggestion",
    "SuggestionState",
    "Visit",
]
