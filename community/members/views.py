"""Pages about the account itself: the profile, the language, and what to say when a form is refused."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from community.lib import slots
from community.members.forms import ProfileForm

YEAR_SECONDS = 365 * 24 * 3600


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
    return _speaking(redirect(back), code)


def _speaking(response: HttpResponse, language: str) -> HttpResponse:
    """Keeps the language in this browser; without one the browser's own counts again."""
    name = settings.LANGUAGE_COOKIE_NAME
    if language:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(name, language, max_age=YEAR_SECONDS, samesite="Lax", secure=secure)
    else:
        response.delete_cookie(name, samesite="Lax")
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        slots.bump_around_commit([f"member:{request.user.pk}"])
        messages.success(request, _("Your settings are kept."))
        return _speaking(redirect("profile"), request.user.language)
    return render(request, "members/profile.html", {"form": form})


# What a person typed; the token itself and the key are given anew.
_NOT_TYPED = {"csrfmiddlewaretoken"}


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old to trust: shows what was typed, to be sent again with one press."""
    typed = [
        (name, value) for name, values in request.POST.lists() if name not in _NOT_TYPED for value in values
    ]
    keep = [(name, value) for name, value in typed if "password" not in name]
    return render(
        request, "members/csrf_failure.html", {"typed": keep, "address": request.get_full_path()}, status=403
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)
