"""Who reads and who writes on a case, asked and answered every dozen seconds; and writing in somebody's place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.lib import clock
from forum.webcare import presence, rules
from forum.webcare.actions import claim
from forum.webcare.actions.claim import Claimed
from forum.webcare.models import Case
from forum.webcare.presence import Doing, Sign
from forum.webcare.views import box
from forum.webcare.views.guard import at_the_desk

# What else a page says: the text was emptied, the page was left, or left with a text nobody sent.
EMPTIES, LEAVES, DROPS = "empties", "leaves", "drops"


@require_POST
@at_the_desk
def here(request: HttpRequest, case: Case) -> HttpResponse:
    """Who else is here, who holds the claim on writing, and the newest of what happened. Writes a claim at most."""
    doing, member = request.POST.get("doing", ""), request.user
    if doing in (EMPTIES, DROPS):
        claim.let_go(by=member, case=case)
    if doing in (LEAVES, DROPS):
        presence.leave(case.pk, member)
        return HttpResponse(status=204)
    presence.arrive(case.pk, member, doing if doing in set(Doing) else Doing.READS)
    refusal = _hold(request, case) if doing == Doing.WRITES else ""
    held = refusal or claimed(case, request)
    answer = {
        "signs": [sign.sentence for sign in signs(case, request, held)],
        "claim": held,
        "newest": case.newest or 0,
    }
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def claimed(case: Case, asked: HttpRequest) -> str:
    """Who else holds the claim on writing and until when; empty when nobody does."""
    is_held = case.writing_until is not None and case.writing_until > clock.now() and case.writing_by_id
    if not is_held or case.writing_by_id == asked.user.pk or case.is_finished:
        return ""
    return claim.sentence(case.writing_by, case.writing_until)


def signs(case: Case, asked: HttpRequest, held: str) -> list[Sign]:
    """Who else is here; who holds the claim (`held` says so) is not named twice, but for a note."""
    found = presence.others(case.pk, asked.user)
    return [
        sign
        for sign in found
        if not (held and sign.doing != Doing.NOTES and sign.member_id == case.writing_by_id)
    ]


@require_POST
@at_the_desk
def write_instead(request: HttpRequest, case: Case) -> HttpResponse:
    """The lead writes in somebody's place, and goes on with what they had typed."""
    box.keep_typed(request, case)
    claim.break_claim(by=request.user, case=case, now=clock.now())
    messages.success(request, _("You write on this case now."))
    return redirect(case.path())


def _hold(asked: HttpRequest, case: Case) -> str:
    """Claims or renews; says who was quicker. Whoever may not reply holds nobody up."""
    now = clock.now()
    if case.is_finished or not rules.may_reply(asked.user, case, now):
        return ""
    try:
        claim.hold(by=asked.user, case=case, now=now)
    except Claimed as refusal:
        return claim.sentence(refusal.by, refusal.until)
    return ""
