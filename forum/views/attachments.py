"""Sending a picture: script gets JSON, a browser without it gets a page with the Markdown to copy."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock, markup, pictures, throttle
from forum.actions.attach import LONGEST_ALT, attach_picture
from forum.models import Attachment
from forum.rules import NotAllowed
from forum.views import loading


class NothingSent(ValueError):
    """There is no file in the form."""


# What a program is told, beside the sentence.
_STATUS = {
    NothingSent: 400,
    NotAllowed: 403,
    pictures.TooBig: 413,
    pictures.UnknownKind: 415,
    pictures.PictureProblem: 400,
    throttle.TooOften: 429,
}


@require_http_methods(["GET", "HEAD", "POST"])
def attachments(request: HttpRequest) -> HttpResponse:
    """Takes `file` and `alt`. A form names itself by asking for HTML, as every browser does for a page."""
    is_page = "text/html" in request.headers.get("Accept", "") or request.method != "POST"
    if loading.reader(request) is None:
        return (
            redirect_to_login("/attachments/")
            if is_page
            else _fault(_("Please sign in to add pictures."), 403)
        )
    if request.method != "POST":
        return _page(request)
    try:
        attachment = _kept(request)
    except tuple(_STATUS) as refusal:
        sentence, status = loading.said(refusal), _STATUS[type(refusal)]
        return _page(request, fault=sentence, status=status) if is_page else _fault(sentence, status)
    return _page(request, attachment, status=201) if is_page else JsonResponse(_told(attachment), status=201)


def _kept(request: HttpRequest) -> Attachment:
    upload = request.FILES.get("file")
    if upload is None:
        raise NothingSent(_("Choose a picture first."))
    throttle.spend(throttle.UPLOAD, throttle.who(request))
    return attach_picture(by=request.user, upload=upload, alt=request.POST.get("alt", ""), now=clock.now())


def _told(attachment: Attachment) -> dict:
    return {
        "id": attachment.pk,
        "markdown": attachment.markdown,
        "url": attachment.address,
        "width": attachment.width,
        "height": attachment.height,
    }


def _fault(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def _page(
    request: HttpRequest, attachment: Attachment | None = None, fault: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "section": "questions",
        "attachment": attachment,
        "image": mark_safe(markup.render(attachment.markdown)) if attachment else "",
        "fault": fault,
        "alt": "" if attachment else request.POST.get("alt", ""),
        "accepted": pictures.ACCEPTED,
        "longest_alt": LONGEST_ALT,
    }
    return render(request, "forum/attachments.html", context, status=status)
