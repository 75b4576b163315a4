"""From a public form to the private talk with webcare, with what was typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from community.lib import clock, drafts
from forum import rules
from forum.forms import guarding
from forum.models import Question


def is_chosen(asked: HttpRequest, question: Question) -> bool:
    """Whether the asker of this question would rather say it to webcare alone."""
    choice = asked.POST.get(guarding.CHOICE)
    return question.author_id == asked.user.pk and choice in (guarding.PRIVATELY, guarding.MASK_AND_ASK)


def is_offered(asked: HttpRequest, question: Question) -> bool:
    """To the asker, as long as nothing has solved it: then it would be refused."""
    is_asker = question.author_id == asked.user.pk
    return is_asker and question.state != "solved" and rules.may_answer(asked.user, question, clock.now())


def go_on(asked: HttpRequest, question: Question) -> HttpResponse:
    """What was typed waits in the session: it has no place in an address."""
    typed = {"body": asked.POST.get("body", "")}
    return redirect(drafts.parked(asked, f"/ladder/{question.pk}/private/", typed))
