"""Writing on a case: an answer everyone reads, a word to the customer alone, or a note for colleagues."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.lib import clock
from forum.forms import new_key
from forum.rules import NotAllowed
from forum.views import loading
from forum.webcare import guarding
from forum.webcare.actions import note, sending
from forum.webcare.forms import NOTE, PUBLIC, WORD, ReplyForm
from forum.webcare.models import Case, Sending
from forum.webcare.queries.uncalled import uncalled
from forum.webcare.views import beside as beside_case
from forum.webcare.views import box, page
from forum.webcare.views.guard import at_the_desk

WAITING_PLACE = "#on-the-way"


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def write(request: HttpRequest, case: Case) -> HttpResponse:
    """Whoever reads it is as the button says; without it as was chosen. Other buttons show the box again."""
    if request.method != "POST":
        # A page that was refused stands at this address, and is read anew.
        return redirect(case.path())
    if _links(request):
        return beside_case.link(request, case.pk)
    if asked := box.asked_beside(request, case):
        form, beside = asked
        return page.show(request, case, reply_form=form, beside=beside)
    form, beside = _sent(request), None
    if form.is_valid() and form.cleaned_data["to"] in (PUBLIC, WORD):
        beside = box.Beside(guarded=guarding.check(form.cleaned_data["body"], request.POST))
    if not form.is_valid() or (beside and beside.guarded.stops):
        return page.show(request, case, reply_form=form, beside=beside)
    try:
        _write(request, case, form, beside)
    except (ValidationError, NotAllowed) as refusal:
        _say(form, refusal)
        return page.show(request, case, reply_form=form, beside=beside)
    return redirect(case.path() + ("" if form.cleaned_data["to"] == NOTE else WAITING_PLACE))


def _links(asked: HttpRequest) -> bool:
    """Enter in the field of another case, which belongs to the form of the box: it links, and sends nothing."""
    buttons = ("send", "aid", "put", "preview")
    return bool(asked.POST.get("other", "").strip()) and not any(name in asked.POST for name in buttons)


def _sent(asked: HttpRequest) -> ReplyForm:
    given = asked.POST.copy()
    given["to"] = given.get("send") or given.get("to") or PUBLIC
    given["form_key"] = given.get("form_key") or new_key()
    return ReplyForm(given)


def _write(asked: HttpRequest, case: Case, form: ReplyForm, beside: box.Beside | None) -> None:
    given, now = form.cleaned_data, clock.now()
    if beside:
        given["body"] = beside.guarded.body
    if given["to"] == NOTE:
        written = note.write_note(by=asked.user, case=case, body=given["body"], now=now)
        for sentence in uncalled(written):
            messages.warning(asked, sentence)
        sending.let_rest(by=asked.user, case=case, now=now)
    else:
        sending.send_soon(by=asked.user, case=case, now=now, **given)


def _say(form: ReplyForm, refusal: ValidationError | NotAllowed) -> None:
    if isinstance(refusal, sending.WasTakenBack):
        form.data["form_key"] = new_key()
    if hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
    else:
        page.say(form, refusal)


@require_POST
@at_the_desk
def take_back(request: HttpRequest, case: Case) -> HttpResponse:
    """Its text stands in the box again, before what was typed there in the meantime."""
    number = loading.number(request.POST.get("sending", ""))
    waiting = get_object_or_404(Sending, pk=number, case=case, by=request.user)
    box.keep_typed(request, case)
    taken = sending.take_back(by=request.user, sending=waiting, now=clock.now())
    box.keep_taken(request, taken)
    return redirect(case.path() + "#compose")


@require_POST
@at_the_desk
def throw_away(request: HttpRequest, case: Case) -> HttpResponse:
    """What could not be sent leaves the box."""
    sending.let_rest(by=request.user, case=case, now=clock.now())
    return redirect(case.path() + "#compose")


@require_GET
@at_the_desk
def texts(request: HttpRequest, case: Case) -> HttpResponse:
    """Texts to put into the box, for script: those that are ready made, or what fits (`?aid=fits`)."""
    beside = box.texts_for(request.GET.get("aid", ""), case, request, loading.language())
    return render(request, "webcare/compose_texts.html", {"beside": beside, "case": case})
