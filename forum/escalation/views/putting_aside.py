"""On the desk: putting a case aside, with the promise that its board's hours give."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock
from forum.escalation import queries
from forum.forms import guarding, new_key
from forum.rules import NotAllowed, require
from forum.webcare import rules
from forum.webcare.actions import snooze
from forum.webcare.actions.resolve import has_reply
from forum.webcare.actions.sending import send_now
from forum.webcare.models import Case
from forum.webcare.snoozing import SnoozeForm, days, label
from forum.webcare.views.guard import at_the_desk


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def put_aside(request: HttpRequest, case: Case) -> HttpResponse:
    now = clock.now()
    require(rules.may_snooze(request.user, case, now), _("Only its owner or the lead can put a case aside."))
    offered = _offered(case, now)
    form = _form(request, case, offered, now)
    if request.method == "POST" and _passes(form, request, case) and _done(request, case, form, offered, now):
        return redirect(case.path())
    context = {
        "section": "desk",
        "case": case,
        "form": form,
        "chosen": form["choice"].value() or "",
        "has_reply": has_reply(case),
    }
    return render(request, "webcare/put_aside.html", context, status=400 if form.is_bound else 200)


def _offered(case: Case, now: datetime) -> dict[str, datetime]:
    """When work begins on the days people mean; none twice."""
    wanted = days(now)
    found: dict[str, datetime] = {}
    for name, moment in zip(wanted, queries.mornings(case.question, wanted.values()), strict=True):
        if moment not in found.values():
            found[name] = moment
    return found


def _form(asked: HttpRequest, case: Case, offered: dict[str, datetime], now: datetime) -> SnoozeForm:
    labels = [
        (name, label(name, at, queries.webcare_by(case.question, at), now)) for name, at in offered.items()
    ]
    start = {"choice": "tomorrow", "form_key": new_key()}
    return SnoozeForm(
        asked.POST or None, initial=start, offered=labels, is_private=case.private_at is not None
    )


def _passes(form: SnoozeForm, asked: HttpRequest, case: Case) -> bool:
    """What only the customer reads may hold their data."""
    return form.is_valid() if case.private_at else guarding.passes(form, asked.POST)


def _done(
    asked: HttpRequest, case: Case, form: SnoozeForm, offered: dict[str, datetime], now: datetime
) -> bool:
    """Whether the case is put aside; a refusal is a fault of the form, which keeps everything."""
    given = form.cleaned_data
    until = given["moment"] or offered[given["choice"]]
    try:
        # A reply that still waits goes out first, and waits on when this is refused.
        with transaction.atomic():
            send_now(by=asked.user, case=case, now=now)
            case.refresh_from_db()
            words = {"word": given["body"], "form_key": given["form_key"] or None}
            hear_by = queries.webcare_by(case.question, until)
            snooze.snooze(by=asked.user, case=case, until=until, hear_by=hear_by, now=now, **words)
    except (ValidationError, NotAllowed) as refusal:
        for sentence in getattr(refusal, "messages", [str(refusal)]):
            form.add_error(None, sentence)
        return False
    messages.success(asked, _("Put aside. The customer reads by when they hear from us."))
    return True
