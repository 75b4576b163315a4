"""The company's colours as a small stylesheet of its own; the policy of our pages takes no style inside them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cms.branding import current

KEPT = "public, max-age=31536000, immutable"


@require_safe
def stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """Kept for ever under the name of its content; a page from before the change gets the colours of now."""
    css = current.brand().css
    if not css:
        raise Http404
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = KEPT if digest == current.digest(css) else "no-cache"
    return response
