"""The style guide: every component in every state and in both themes, for those who work here."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cms.styleguide.given import given
from community.lib import clock


@dataclass(frozen=True)
class Part:
    """A section of the guide; its template is templates/styleguide/<slug>.html."""

    slug: str
    title: str | Promise

    @property
    def template(self) -> str:
        return f"styleguide/{self.slug}.html"


PARTS = (
    Part("colours", _("Colours, type and space")),
    Part("buttons", _("Buttons")),
    Part("fields", _("Fields")),
    Part("badges", _("Marks and badges")),
    Part("verdicts", _("Verdicts and the ladder")),
    Part("people", _("People and tags")),
    Part("posts", _("Questions and answers")),
    Part("rows", _("Lists, tabs and pages")),
    Part("timeline", _("Timeline")),
    Part("notices", _("Notices and banners")),
    Part("floats", _("Menus, dialogs and toasts")),
    Part("tables", _("Tables")),
    Part("empty", _("Empty and on its way")),
    Part("icons", _("Icons")),
)


@login_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    if not (request.user.has_staff_role or request.user.is_staff):
        raise PermissionDenied(_("The style guide is for those who work on this community."))
    return render(
        request, "styleguide/guide.html", {"parts": PARTS, **given(get_language() or "en", clock.now())}
    )
