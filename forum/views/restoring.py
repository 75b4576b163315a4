"""Opening a form to write in: with what signing in interrupted, or else with the draft that was kept of it."""

from django.http import HttpRequest

from community.lib import drafts
from forum.forms import AnswerForm, AskForm, CommentForm, EditAnswerForm, EditCommentForm, EditQuestionForm
from forum.models import Draft

Form = AskForm | AnswerForm | CommentForm | EditQuestionForm | EditAnswerForm | EditCommentForm


def opened(kind: type[Form], request: HttpRequest, place: str, start: dict) -> Form:
    """The form of `place`: what was kept of it lies over `start`."""
    carried = drafts.read(request)
    return filled(kind, place, start, carried, None if carried else Draft.objects.of(request.user, place))


def filled(kind: type[Form], place: str, start: dict, carried: dict, kept: Draft | None) -> Form:
    """As `opened`, for a page that has read the draft by itself."""
    form = kind(initial={**start, **(kept.fields if kept else {}), **carried})
    form.place, form.kept = place, kept
    return form


def sent(kind: type[Form], request: HttpRequest, place: str) -> Form:
    """The form as it was posted; should it come back with a fault, its words are kept at the same place."""
    form = kind(request.POST)
    form.place = place
    return form
