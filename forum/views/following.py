"""Following tags, boards and people; the page of everything a member follows."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.lib import clock, throttle
from community.members.models import Member
from community.tags.models import Tag
from forum.actions.follow import follow, let_go, unfollow
from forum.models import Board, Follow
from forum.queries.following import KINDS, FollowingPage, following_page
from forum.views import loading, member


@require_POST
@loading.writing
def follow_tag(request: HttpRequest, tag_slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag, slug=tag_slug)
    _press(request, tag, _("You hear of every new question about %(name)s.") % {"name": tag.slug})
    return redirect("tag", slug=tag.slug)


@require_POST
@loading.writing
def follow_board(request: HttpRequest, board_slug: str) -> HttpResponse:
    board = get_object_or_404(Board, slug=board_slug)
    name = board.name_in(loading.language())
    _press(request, board, _("You hear of every new question in %(name)s.") % {"name": name})
    return redirect(board.path())


@require_http_methods(["GET", "HEAD", "POST"])
def follow_member(request: HttpRequest, member_id: int) -> HttpResponse:
    """Reading this address reads the member's page: somebody may be called so."""
    if request.method != "POST":
        return member.member(request, member_id, "follow")
    return _follow_member(request, member_id=member_id)


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def following(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        number = loading.number(request.POST.get("follow", ""))
        mine = Follow.objects.filter(member=request.user).select_related(
            "tag", "board", "followed", "question"
        )
        row = mine.filter(pk=number).first()
        if row is not None:
            let_go(by=request.user, follow=row, now=clock.now())
            messages.success(request, _("You no longer follow that."))
        kind = request.POST.get("kind", "")
        return redirect(f"/following/?kind={kind}" if kind in KINDS else "/following/")
    page = following_page(request.GET, member=request.user, language=loading.language())
    return render(request, "forum/following.html", {"page": page, "tabs": _tabs(page)})


@loading.writing
def _follow_member(request: HttpRequest, member_id: int) -> HttpResponse:
    other = Member.objects.filter(pk=member_id, erased_at=None).first()
    if other is None:
        raise Http404
    _press(request, other, _("You hear of what %(name)s asks and answers.") % {"name": other.name})
    return redirect(other.path())


def _press(request: HttpRequest, what: Tag | Board | Member, done: str) -> None:
    throttle.spend(throttle.VOTE, throttle.who(request))
    if request.POST.get("on") == "1":
        follow(by=request.user, what=what, now=clock.now())
        messages.success(request, done)
    elif unfollow(by=request.user, what=what, now=clock.now()):
        messages.success(request, _("You no longer follow that."))


def _tabs(page: FollowingPage) -> list[dict]:
    names = {
        "questions": _("Questions"),
        "tags": _("Tags"),
        "boards": _("Boards"),
        "people": _("People"),
    }
    return [
        {
            "path": f"/following/?kind={kind}",
            "label": names[kind],
            "is_on": kind == page.kind,
            "count": page.counts[kind],
        }
        for kind in KINDS
    ]
