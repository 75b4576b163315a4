"""The asker's page of a private talk: signed in, or from the letter that told of it."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.lib import clock, drafts, links, throttle
from community.members.models import Member
from community.notifications.telling import clear
from forum.forms import new_key
from forum.rules import NotAllowed
from forum.views import loading
from forum.webcare import privatelink, rules
from forum.webcare.actions.talk import say_back
from forum.webcare.models import Case, PrivateMessage
from forum.webcare.privateforms import PrivateForm
from forum.webcare.queries import talk

# What becomes of the asker's words: said to webcare, or more than that in a room above.
Say = Callable[..., PrivateMessage]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def private(request: HttpRequest, case_id: int) -> HttpResponse:
    return of_the_asker(request, case_id, say_back)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def from_letter(request: HttpRequest, token: str) -> HttpResponse:
    return of_the_letter(request, token, say_back)


def of_the_asker(asked: HttpRequest, case_id: int, say: Say) -> HttpResponse:
    """The talk for who signed in. Of somebody else's nobody learns that there is one; webcare has it on the desk."""
    reader, address = loading.reader(asked), f"/private/{case_id}/"
    if reader is None:
        typed = {"body": asked.POST["body"]} if asked.POST.get("body") else {}
        return redirect_to_login(drafts.parked(asked, address, typed) if typed else address)
    case = _case(case_id)
    if case is not None and not rules.is_customer(reader, case) and rules.may_work(reader, clock.now()):
        return redirect(case.path())
    if case is None or not rules.is_customer(reader, case):
        raise Http404
    clear(subject=case.subject, kind="private-message", now=clock.now())
    return _talk(asked, reader, case, say, address)


def of_the_letter(asked: HttpRequest, token: str, say: Say) -> HttpResponse:
    """The signed link is good for one talk as one member, and signs nobody in."""
    try:
        member_id, case_id = privatelink.read(token)
    except links.ExpiredLink:
        return render(asked, "webcare/private_gone.html", {"too_old": True}, status=410)
    except links.BadLink:
        return render(asked, "webcare/private_gone.html", status=404)
    member, case = Member.objects.present().filter(pk=member_id).first(), _case(case_id)
    if member is None or case is None or not rules.is_customer(member, case):
        return render(asked, "webcare/private_gone.html", status=404)
    reader = loading.reader(asked)
    if reader is not None and reader.pk == member.pk and asked.method != "POST":
        return redirect(f"/private/{case.pk}/")
    with translation.override(member.language or loading.language()):
        return _talk(asked, member, case, say, f"/private/{token}/", by_letter=True)


def _case(case_id: int) -> Case | None:
    """A case whose talk is private; its question may be hidden, the talk goes on."""
    cases = Case.objects.select_related("question__board", "question__author", "owner__department")
    return cases.filter(pk=case_id, private_at__isnull=False, question__removed_at=None).first()


def _talk(
    asked: HttpRequest, member: Member, case: Case, say: Say, address: str, *, by_letter: bool = False
) -> HttpResponse:
    """The page at `address`, which everything leads back to; what was posted goes to `say`."""
    start = {"form_key": new_key(), "body": drafts.read(asked).get("body", "")}
    form = PrivateForm(asked.POST if asked.method == "POST" else None, initial=start)
    said = _said(member, case, say, form) if form.is_valid() else None
    if said is not None:
        drafts.drop(asked)
        return redirect(f"{address}#message-{said.pk}")
    context = {
        "section": "questions",
        "case": case,
        "question": case.question,
        "said": talk.private_talk(case),
        "member": member,
        "by_letter": by_letter,
        "address": address,
        "form": form,
        "is_shown": case.question.hidden_at is None,
    }
    return render(asked, "webcare/private.html", context, status=400 if form.is_bound else 200)


def _said(member: Member, case: Case, say: Say, form: PrivateForm) -> PrivateMessage | None:
    """The message; None when it was refused, which is a fault of the form."""
    given = form.cleaned_data
    try:
        throttle.spend(throttle.COMMENT, f"member:{member.pk}")
        return say(
            by=member, case=case, body=given["body"], form_key=given["form_key"] or None, now=clock.now()
        )
    except (NotAllowed, throttle.TooOften) as refusal:
        form.add_error(None, loading.said(refusal))
        return None
