"""Pages about what a member was told, and what they want to be told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.lib import clock, links, paging
from community.members.models import Member
from community.notifications import kinds, letters
from community.notifications.models import Channel, Notification, Preference

PAGE_SIZE = 30
# A letter's link works as long as people keep letters.
UNSUBSCRIBE_SECONDS = 365 * 24 * 3600


@login_required
@require_GET
def notifications(request: HttpRequest) -> HttpResponse:
    known = [kind.slug for kind in kinds.all_kinds()]
    rows = Notification.objects.filter(member=request.user, kind__in=known).select_related("actor")
    try:
        page = paging.keyset(
            rows, fields=("-created_at", "-id"), token=request.GET.get("page"), size=PAGE_SIZE
        )
    except paging.BadToken:
        return redirect("notifications")
    lines = [(row, letters.sentence(row)) for row in page.items]
    return render(request, "notifications/list.html", {"page": page, "lines": lines})


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    Notification.objects.unread().filter(member=request.user).update(read_at=clock.now())
    return redirect("notifications")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        for kind in kinds.all_kinds():
            for channel in Channel.values:
                _choose(request.user, kind.slug, channel, f"{kind.slug}-{channel}" in request.POST)
        messages.success(request, _("Your choices are kept."))
        return redirect("notification_preferences")
    chosen = {(row.kind, row.channel): row.wanted for row in Preference.objects.filter(member=request.user)}
    rows = [
        (kind, chosen.get((kind.slug, "site"), kind.site), chosen.get((kind.slug, "mail"), kind.mail))
        for kind in kinds.all_kinds()
    ]
    return render(request, "notifications/preferences.html", {"rows": rows})


# One click from a mail program (RFC 8058) has no cookie to check; the signed token is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    try:
        asked = links.read("unsubscribe", token, UNSUBSCRIBE_SECONDS)
        kind, member = kinds.get(asked["kind"]), Member.objects.get(pk=asked["member"])
    except (links.BadLink, KeyError, Member.DoesNotExist):
        return render(request, "notifications/unsubscribe.html", {"kind": None}, status=404)
    if request.method == "POST":
        _choose(member, kind.slug, Channel.MAIL, False)
    context = {"kind": kind, "done": request.method == "POST"}
    return render(request, "notifications/unsubscribe.html", context)


def _choose(member: Member, kind: str, channel: str, wanted: bool) -> None:
    Preference.objects.update_or_create(
        member=member, kind=kind, channel=channel, defaults={"wanted": wanted}
    )
