"""What views begin with: who reads, which post is meant, and what to say when something is not allowed."""

import functools
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.lib import drafts, throttle
from community.members.models import Member
from forum.models import Answer, Comment, Question
from forum.rules import NotAllowed, require

TOO_OFTEN = _(
    "That was a lot in a short time. Please wait a moment and try again; nothing you typed was lost."
)
SIGN_IN = _("You are no longer signed in. Sign in again; then it counts.")


def by_script(asked: HttpRequest) -> bool:
    """Whether a script of the page asks, which shows the answer in place."""
    return asked.headers.get("Accept") == "application/json"


def reader(asked: HttpRequest) -> Member | None:
    """The signed-in member, or None; without a session nobody is looked up, so the page may be shared."""
    if asked.session.session_key is None or not asked.user.is_authenticated:
        return None
    return asked.user


def language() -> str:
    return get_language() or "en"


def moved(asked: HttpRequest, path: str) -> HttpResponse:
    """Leads to where a page is now, for good and with its query.

    A browser asks again each time: a title may change back, and what it kept would lead it round in circles.
    """
    query = asked.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    response["Cache-Control"] = "no-cache"
    return response


def moment(text: str) -> datetime | None:
    """The moment a form names, or None when it names none."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and is_aware(found) else None


def number(text: str) -> int:
    """The id that a form or an address names; 0, which no row has, when it names none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def require_to_open(asked: HttpRequest, allowed: bool, message: str) -> None:
    """Raises NotAllowed unless the form may be opened; what was posted is refused by its verb, beside the words."""
    if asked.method != "POST":
        require(allowed, message)


def question(pk: int, member: Member | None) -> Question:
    """The question as far as the member may see it; raises Http404."""
    found = Question.objects.visible_to(member).select_related("board", "author").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def answer(pk: int, member: Member | None) -> Answer:
    """The answer with its question as far as the member may see them; raises Http404."""
    found = (
        Answer.objects.visible_to(member).select_related("question__board", "question__author", "author")
        .filter(pk=pk).first()
    )  # fmt: skip
    if found is None:
        raise Http404
    return found


def comment(pk: int, member: Member | None) -> Comment:
    """The comment with its question as far as the member may see them; raises Http404."""
    found = (
        Comment.objects.visible_to(member).select_related("question__board", "question__author", "answer", "author")
        .filter(pk=pk).first()
    )  # fmt: skip
    if found is None:
        raise Http404
    return found


# By these a form is told from a button: somebody wrote something that is to be there after signing in.
_WRITTEN = frozenset({"body", "note", "original", "reason", "said", "tags", "title", "wiki", "word", "words"})


def writing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Guard of a view that writes: signs in first without losing what was typed, and explains a refusal in place.

    The view takes `question_id`, `answer_id` or another name of `_back`, or none; that is where an explanation is
    read.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, **ids: int) -> HttpResponse:
        back = _back(ids)
        if reader(request) is None:
            if by_script(request):
                return JsonResponse({"said": str(SIGN_IN)}, status=401)
            return redirect_to_login(_after_sign_in(request, back))
        try:
            return view(request, **ids)
        except (NotAllowed, throttle.TooOften) as refusal:
            if by_script(request):
                return JsonResponse({"said": said(refusal)}, status=403)
            messages.error(request, said(refusal))
        except ValidationError as fault:
            messages.error(request, said(fault))
        return redirect(back)

    return guarded


def said(refusal: Exception) -> str:
    """The sentence for a member whose form was refused."""
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    return str(TOO_OFTEN if isinstance(refusal, throttle.TooOften) else refusal)


def _back(ids: dict[str, int]) -> str:
    places = {
        "answer_id": "/answers/{}/",
        "comment_id": "/comments/{}/",
        "question_id": "/questions/{}/",
        "suggestion_id": "/review/{}/",
        "tag_slug": "/tags/{}/",
        "board_slug": "/boards/{}/",
        "member_id": "/members/{}/",
        # The pages about a tag.
        "slug": "/tags/{}/about/",
    }
    return next(
        (place.format(quote(str(ids[name]))) for name, place in places.items() if name in ids), "/questions/"
    )


def _after_sign_in(asked: HttpRequest, back: str) -> str:
    """Forms have a page of their own to return to; a button pressed too late leads to its post."""
    typed = {name: asked.POST[name] for name in asked.POST}
    if asked.method != "POST":
        return asked.get_full_path()
    if not _WRITTEN & typed.keys():
        return back
    return drafts.address(asked, _form_page(asked.path, back), typed)


def _form_page(path: str, back: str) -> str:
    """Where the form of a posted address stands: an answer is written on the page of its question."""
    if path.endswith("/back/"):
        # An earlier version, and why it should stand there again.
        return path.removesuffix("back/")
    return back if path.endswith(("/answers/", "/webcare/")) else path
