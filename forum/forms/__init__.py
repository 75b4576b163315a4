"""Forms of the forum: they keep what was typed and say what to change; the rules of texts are the actions' own."""

from forum.forms.asking import AskForm, BoardField, Fielded
from forum.forms.parts import new_key
from forum.forms.posts import (
    AnswerForm,
    CommentForm,
    EditAnswerForm,
    EditCommentForm,
    EditQuestionForm,
    RetagForm,
)
from forum.forms.splitting import SplitForm
from forum.forms.tagpages import SynonymForm, TagPageForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "BoardField",
    "CommentForm",
    "EditAnswerForm",
    "EditCommentForm",
    "EditQuestionForm",
    "Fielded",
    "RetagForm",
    "SplitForm",
    "SynonymForm",
    "TagPageForm",
    "new_key",
]
