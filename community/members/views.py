"""Pages about the account itself: the profile, the language, and what to say when a form is refused."""

import math
from copy import copy

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from community.lib import clock, links, slots, throttle
from community.lib.pictures import ACCEPTED, PictureProblem
from community.members import inviting
from community.members.forms import PrivacyForm, ProfileForm
from community.members.portraits import keep_portrait, remove_portrait
from community.members.privacy import keep_choices
from community.members.speaking import speak
from community.members.waiting import seconds_to_wait


@require_GET
def set_language(request: HttpRequest, code: str) -> HttpResponse:
    """Keeps the chosen language in a cookie and goes back to where the visitor was."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # Without a slash in front it would be taken for the name of a view.
    if not is_ours or not back.startswith("/"):
        back = "/"
    return speak(redirect(back), code)


@login_required
@require_safe
def settings_home(request: HttpRequest) -> HttpResponse:
    return redirect("profile")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    # Bound to a copy: what is refused does not show as one's name at the top of the page.
    form = ProfileForm(request.POST or None, instance=copy(request.user))
    if request.method == "POST" and form.is_valid():
        member = form.save()
        slots.bump_around_commit([f"member:{member.pk}"])
        messages.success(request, _("Your settings are kept."))
        return speak(redirect("profile"), member.language)
    return _profile_page(request, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def privacy(request: HttpRequest) -> HttpResponse:
    form = PrivacyForm(request.POST if request.method == "POST" else None, instance=copy(request.user))
    if request.method == "POST" and form.is_valid():
        keep_choices(member=form.instance, now=clock.now())
        messages.success(request, _("Your settings are kept."))
        return redirect("privacy")
    return render(request, "members/privacy.html", {"form": form})


@login_required
@require_POST
def picture(request: HttpRequest) -> HttpResponse:
    """Takes a new picture, or with "remove" goes back to initials."""
    if "remove" in request.POST:
        remove_portrait(member=request.user)
        messages.success(request, _("Your picture is removed; people see your initials."))
        return redirect("profile")
    try:
        throttle.spend(throttle.UPLOAD, throttle.who(request))
        if "picture" not in request.FILES:
            raise PictureProblem(_("Choose a picture first."))
        keep_portrait(member=request.user, upload=request.FILES["picture"])
    except throttle.TooOften:
        return _profile_page(
            request, fault=_("That was a lot of pictures. Please try again later."), status=429
        )
    except PictureProblem as problem:
        return _profile_page(request, fault=str(problem), status=400)
    messages.success(request, _("This is how people see you now."))
    return redirect("profile")


def _profile_page(
    request: HttpRequest, form: ProfileForm | None = None, *, fault: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form or ProfileForm(instance=copy(request.user)),
        "picture_fault": fault,
        "accepted": ACCEPTED,
    }
    return render(request, "members/profile.html", context, status=status)


@require_safe
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """The way in for somebody whose question was written down by a colleague."""
    try:
        return redirect(inviting.welcomed(token))
    except links.BadLink:
        messages.info(request, _("This link no longer works. With your address you get a new one."))
        return redirect("account_reset_password")


# What a person typed; the token itself and the key are given anew.
_NOT_TYPED = {"csrfmiddlewaretoken"}


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old to trust: shows what was typed, to be sent again with one press."""
    typed = [
        (name, value) for name, values in request.POST.lists() if name not in _NOT_TYPED for value in values
    ]
    keep = [(name, value) for name, value in typed if "password" not in name]
    context = {"typed": keep, "asked_secret": len(keep) < len(typed), "address": request.get_full_path()}
    return render(request, "members/csrf_failure.html", context, status=403)


# Whom a closed part of the house belongs to, said to whoever stands before its door.
_WHOSE = (
    ("/desk/", gettext_lazy("The desk is where webcare works.")),
    ("/for-you/", gettext_lazy("This page is for colleagues: it shows the questions in their field.")),
    ("/moderation/", gettext_lazy("This page is for moderators.")),
    ("/admin/", gettext_lazy("This part is for managers of the community.")),
    ("/styleguide/", gettext_lazy("This part is for managers of the community.")),
)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    whose = next((str(words) for start, words in _WHOSE if request.path.startswith(start)), "")
    return render(request, "403.html", {"reason": str(exception or "") or whose}, status=403)


def too_often(request: HttpRequest) -> HttpResponse:
    """What allauth answers when something about an account is tried too often."""
    seconds = seconds_to_wait(request)
    context = {"seconds": seconds, "minutes": math.ceil(seconds / 60), "back": request.path}
    response = render(request, "429.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response
