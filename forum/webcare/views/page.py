"""The page of a case, also when a form on it came back with faults."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.lib import clock
from community.members.models import Member
from forum import rules as forum_rules
from forum.views import loading
from forum.webcare import presence, rules
from forum.webcare.actions.look import note_look
from forum.webcare.forms import ReplyForm
from forum.webcare.models import Case
from forum.webcare.queries import cases, queue, talk
from forum.webcare.views import box as boxes
from forum.webcare.views.beside import typed_link
from forum.webcare.views.guard import at_the_desk
from forum.webcare.views.presence import claimed, signs


@require_safe
@at_the_desk
def case(request: HttpRequest, case: Case) -> HttpResponse:
    return show(request, case)


def show(
    asked: HttpRequest,
    case: Case,
    *,
    reply_form: ReplyForm | None = None,
    beside: boxes.Beside | None = None,
) -> HttpResponse:
    now, language = clock.now(), loading.language()
    box = boxes.opened(asked, case, now, form=reply_form, beside=beside)
    presence.arrive(case.pk, asked.user, presence.Doing.READS)
    held = claimed(case, asked)
    note_look(by=asked.user, case=case, now=now)
    context = {
        "section": "desk",
        "queue": queue.queue(asked.user, now, language),
        **_told(asked.user, case, now, language),
        "signs": signs(case, asked, held),
        "claimed": held,
        "box": box,
        "reply_form": box.form,
        "may_reply": box.may_answer,
        "typed_link": typed_link(asked, case),
        **_allowed(asked.user, case, now),
    }
    return render(asked, "webcare/case.html", context, status=400 if box.is_refused else 200)


def _told(member: Member, case: Case, now: datetime, language: str) -> dict:
    """The case, its conversation with what was done in between, and for the lead who looked at the private side."""
    page = cases.case_page(case, member, now, language)
    may_see_looks = case.private_at is not None and rules.may_see_looks(member, now)
    return {
        "page": page,
        "told": talk.with_steps(page.said, page.course.steps),
        "looks": talk.looks_at(case) if may_see_looks else [],
    }


def _allowed(member: Member, case: Case, now: datetime) -> dict[str, bool]:
    return {
        "may_open_question": forum_rules.may_see(member, case.question),
        "may_take": rules.may_take(member, case, now),
        "may_break_claim": rules.may_break_claim(member, now),
        "may_give_away": rules.may_give_away(member, case, now),
        "may_snooze": rules.may_snooze(member, case, now),
        "may_open_again": rules.may_open_again(member, case, now),
        "may_resolve": rules.may_resolve(member, case, now),
        "may_say_at_risk": rules.may_say_at_risk(member, case.question.author, now),
    }


def say(form: ReplyForm, refusal: Exception) -> None:
    for sentence in getattr(refusal, "messages", [str(refusal)]):
        form.add_error(None, sentence)
