"""The pages of the demo: its stories, one-click sign-in, and the clock. They answer in the demo settings only."""

from collections.abc import Callable
from functools import wraps

from celery import current_app
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from kombu.exceptions import OperationalError

from cms.demo import moving, progress, telling
from cms.demo.accounts import DOMAIN, accounts
from cms.demo.people import PASSWORD
from community.lib import clock
from community.members.models import Member

_BACKEND = "community.members.backends.MemberBackend"


def only_in_the_demo(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The routes exist only in the demo settings; this holds should anybody include them elsewhere."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@only_in_the_demo
@require_safe
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """The stories, the accounts and the clock; it refreshes itself while the clock is being moved."""
    jump = progress.current()
    silent = jump is not None and progress.is_silent(jump)
    context = {
        "stories": telling.told(get_language() or "en"),
        "accounts": accounts(),
        "password": PASSWORD,
        "now": clock.now(),
        "offset": clock.offset(),
        "jump": jump,
        "silent": silent,
        "refreshing": jump is not None and not jump.is_over and not silent,
    }
    return render(request, "demo/overview.html", context)


@only_in_the_demo
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Become a member of the demo, and go where the story stands; in the language the page was read in."""
    member = get_object_or_404(
        Member.objects.present(), pk=_number(request.POST.get("member")), email__endswith=f"@{DOMAIN}"
    )
    Member.objects.filter(pk=member.pk).update(language=get_language() or "")
    login(request, member, backend=_BACKEND)
    link = request.POST.get("next", "/")
    return redirect(link if url_has_allowed_host_and_scheme(link, allowed_hosts=None) else "/")


@only_in_the_demo
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Ask the worker to move the clock ahead; the page then shows how far it is."""
    jump = request.POST.get("jump")
    if jump not in moving.JUMPS:
        raise Http404
    begun = progress.begin(moving.target_of(jump, clock.now()))
    if begun is None:
        messages.info(request, _("The clock is being moved already."))
        return redirect(f"{reverse('demo')}#clock")
    try:
        current_app.send_task(
            "cms.demo.tasks.jump", args=[begun.id], expires=60, ignore_result=True, retry=False
        )
    except (OperationalError, OSError):
        progress.end(begun, "failed")
    return redirect(f"{reverse('demo')}#clock")


def _number(raw: str | None) -> int:
    if raw is None or not raw.isdecimal() or len(raw) > 12:
        raise Http404
    return int(raw)
