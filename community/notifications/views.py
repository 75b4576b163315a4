"""Pages about what a member was told, and what they want to be told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.lib import clock, links
from community.members.models import Member
from community.notifications import choosing, kinds, reading
from community.notifications.models import Channel, Notification

# A letter's link works as long as people keep letters.
UNSUBSCRIBE_SECONDS = 365 * 24 * 3600


@login_required
@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    page = reading.told(request.GET, member=request.user, now=clock.now())
    return render(request, "notifications/list.html", {"page": page})


@login_required
@require_safe
def follow(request: HttpRequest, notification_id: int) -> HttpResponse:
    """Leads to what the notification speaks of; having been there, the member has read it."""
    told = get_object_or_404(Notification, pk=notification_id, member=request.user)
    if request.method == "GET":
        Notification.objects.unread().filter(member=request.user, link=told.link).update(read_at=clock.now())
    return HttpResponseRedirect(told.link)


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    Notification.objects.unread().filter(member=request.user).update(read_at=clock.now())
    return redirect("notifications")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        choosing.keep_choices(member=request.user, ticked=request.POST)
        messages.success(request, _("Your choices are kept."))
        return redirect("notification_preferences")
    context = {"choices": choosing.choices_of(request.user)}
    return render(request, "notifications/preferences.html", context)


# One click from a mail program (RFC 8058) has no cookie to check; the signed token is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    try:
        asked = links.read("unsubscribe", token, UNSUBSCRIBE_SECONDS)
        kind, member = kinds.get(asked["kind"]), Member.objects.get(pk=asked["member"])
    except (links.BadLink, KeyError, Member.DoesNotExist):
        return render(request, "notifications/unsubscribe.html", {"kind": None}, status=404)
    everything = "everything" in request.POST
    if everything:
        choosing.stop_all_letters(member=member)
    elif request.method == "POST":
        choosing.choose(member=member, kind=kind.slug, channel=Channel.MAIL, wanted=False)
    context = {"kind": kind, "done": request.method == "POST", "everything": everything}
    return render(request, "notifications/unsubscribe.html", context)
