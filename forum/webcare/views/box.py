"""The box one writes in on a case: what was typed, what is on its way, a preview, and texts to put into it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from community.lib import clock, drafts
from forum.forms import new_key
from forum.forms.guarding import Guarded
from forum.views import loading
from forum.webcare import guarding, previewing, rules
from forum.webcare.actions import sending
from forum.webcare.forms import KEPT, MOMENT, NOTE, PRIVATE, PUBLIC, WORD, ReplyForm
from forum.webcare.models import Case, Sending
from forum.webcare.queries import macros, suggestions
from forum.webcare.queries.macros import Ready
from forum.webcare.queries.news import newest_now
from forum.webcare.queries.sendings import OnTheWay, on_the_way

# In the session until the page is shown again: what somebody was writing when a button led away from it.
TYPED = "typed_on_case"
# What a button of the box asks for besides sending.
MACROS, FITS = "macros", "fits"


@dataclass(frozen=True)
class Beside:
    """What one button asked for: a preview of what was typed, texts to choose from, a look at personal data."""

    guarded: Guarded | None = None
    preview: SafeString | None = None
    aid: str = ""
    texts: list[Ready] = field(default_factory=list)


@dataclass(frozen=True)
class Box:
    form: ReplyForm
    chosen: str
    way: OnTheWay
    may_answer: bool
    may_go_private: bool
    is_shown: bool
    beside: Beside

    @property
    def is_refused(self) -> bool:
        return self.form.is_bound


def _way_of(asked: HttpRequest, case: Case, now: datetime) -> OnTheWay:
    """What is on its way, after sending what has waited long enough."""
    if not getattr(case, "has_way", True):
        return OnTheWay([])
    way = on_the_way(case, asked.user, now)
    if not way.has_due(now):
        return way
    sending.release(now, case=case)
    case.refresh_from_db()
    case.newest = newest_now(case)
    return on_the_way(case, asked.user, now)


def opened(
    asked: HttpRequest,
    case: Case,
    now: datetime,
    *,
    form: ReplyForm | None = None,
    beside: Beside | None = None,
) -> Box:
    """The box, without a form with what was kept. What is due is sent first: read the case's page afterwards."""
    way = _way_of(asked, case, now)
    offered = _offered(asked, case, now)
    usual = PRIVATE if offered[PRIVATE] and case.private_at else PUBLIC if offered[PUBLIC] else NOTE
    form = form or _begun(asked, case, way, usual, now)
    wanted = form["to"].value()
    return Box(
        form=form,
        chosen=wanted if offered.get(wanted) else usual,
        way=way,
        may_answer=offered[PUBLIC],
        may_go_private=offered[PRIVATE],
        is_shown=not case.is_finished or offered[PRIVATE] or _has_words(form) or way.has_own,
        beside=beside or Beside(),
    )


def _has_words(form: ReplyForm) -> bool:
    return form.is_bound or bool(form["body"].value())


def _offered(asked: HttpRequest, case: Case, now: datetime) -> dict[str, bool]:
    """Who may read it: after its end only who read along in private before."""
    is_open = not case.is_finished
    may_answer = is_open and rules.may_reply(asked.user, case, now) and case.question.hidden_at is None
    return {
        PUBLIC: may_answer,
        WORD: may_answer,
        PRIVATE: (is_open or case.private_at is not None) and rules.may_go_private(asked.user, case, now),
        NOTE: True,
    }


def _begun(asked: HttpRequest, case: Case, way: OnTheWay, usual: str, now: datetime) -> ReplyForm:
    typed = asked.session.get(TYPED, {})
    if typed.get("case") == case.pk:
        del asked.session[TYPED]
        return _form(typed)
    if before := drafts.read(asked):
        drafts.drop(asked)
        return _form(before)
    if way.failed is not None:
        failed = way.failed
        return ReplyForm(
            initial={
                "to": failed.to,
                "body": failed.body,
                "again_at": failed.again_at,
                "reason": failed.reason,
                "form_key": new_key(),
            }
        )
    ready = loading.number(asked.GET.get("macro", ""))
    body = macros.ready_text(ready, case, asked.user, loading.language(), now) if ready else ""
    return ReplyForm(initial={"to": usual, "body": body, "form_key": new_key()})


def keep_typed(asked: HttpRequest, case: Case) -> None:
    """What the button took along stands in the box again on the next page."""
    typed = {name: asked.POST.get(name, "") for name in KEPT}
    if typed["body"].strip():
        asked.session[TYPED] = {"case": case.pk, **typed}


def keep_taken(asked: HttpRequest, taken: Sending) -> None:
    """A reply that was taken back stands in the box on the next page, before what was typed meanwhile."""
    again_at = f"{localtime(taken.again_at):{MOMENT}}" if taken.again_at else ""
    body = joined(taken.body, asked.POST.get("body", ""))
    kept = {"to": taken.to, "body": body, "again_at": again_at, "reason": taken.reason}
    asked.session[TYPED] = {"case": taken.case_id, **kept}


def asked_beside(asked: HttpRequest, case: Case) -> tuple[ReplyForm, Beside] | None:
    """The box again with what a button besides sending asked for; None when it was sent."""
    typed, now, language = {name: asked.POST.get(name, "") for name in KEPT}, clock.now(), loading.language()
    beside = Beside()
    if guarding.goes_privately(asked.POST):
        typed["to"] = PRIVATE
    elif "put" in asked.POST:
        put = text_of(asked.POST["put"], case, asked, language)
        typed["body"] = joined(typed["body"], put)
    elif "aid" in asked.POST:
        beside = texts_for(asked.POST["aid"], case, asked, language)
    elif "preview" in asked.POST:
        beside = Beside(preview=_preview(typed, case, asked, now, language))
    else:
        return None
    return _form(typed), beside


def texts_for(aid: str, case: Case, asked: HttpRequest, language: str) -> Beside:
    if aid == FITS:
        return Beside(aid=FITS, texts=suggestions.fitting(case, asked.user, language))
    return Beside(aid=MACROS, texts=macros.ready_texts(case, asked.user, language, clock.now()))


def text_of(key: str, case: Case, asked: HttpRequest, language: str) -> str:
    """The text a button stands for: macro:3, answer:7 or article:2; empty when there is none."""
    kind, _colon, number = key.partition(":")
    if kind == "macro":
        return macros.ready_text(loading.number(number), case, asked.user, language, clock.now())
    return suggestions.quoted(key, asked.user, language)


def joined(*texts: str) -> str:
    """One below the other, with an empty line between them."""
    return "\n\n".join(text.strip() for text in texts if text.strip())


def _preview(typed: dict[str, str], case: Case, asked: HttpRequest, now: datetime, language: str):
    if typed["to"] in (WORD, PRIVATE, NOTE):
        return previewing.as_message(typed["body"])
    return previewing.as_answer(by=asked.user, case=case, body=typed["body"], now=now, language=language)


def _form(typed: dict[str, str]) -> ReplyForm:
    known = {name: typed[name] for name in KEPT if typed.get(name)}
    return ReplyForm(initial={"form_key": new_key(), **known})
