"""Pages everyone reads: what changed because people spoke up."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.lib import clock, drafts, pagecache
from forum.improvements import rules
from forum.improvements.actions.tell_changes import people_to_tell
from forum.improvements.forms import GatherForm, GiveForm, NoteForm, StateForm
from forum.improvements.models import Improvement
from forum.improvements.queries import public
from forum.improvements.views import loading
from forum.views.loading import language, reader


@require_safe
def improvements(request: HttpRequest) -> HttpResponse:
    pagecache.reading(request, ["improvements", "site"])
    page = public.listing(request.GET, language())
    labels = {"": _("All"), "busy": _("We are on it"), "done": _("Done"), "staying": _("Stays as it is")}
    tabs = [
        {
            "path": f"/improvements/?group={group}" if group else "/improvements/",
            "label": label,
            "is_on": group == page.group and page.board is None,
        }
        for group, label in labels.items()
    ]
    chosen = urlencode({"group": page.group} | ({"board": page.board.slug} if page.board else {}))
    if not any(tab["is_on"] for tab in tabs):
        tabs.append({"path": f"/improvements/?{chosen}", "label": public.name_of(page), "is_on": True})
    member = reader(request)
    context = {
        "page": page,
        "tabs": tabs,
        "query": f"{chosen}&" if page.group or page.board else "",
        "may_open": member is not None and rules.may_open_improvement(member, clock.now()),
        "may_note": member is not None and rules.may_note_learning(member, clock.now()),
    }
    return pagecache.mark(request, render(request, "improvements/list.html", context))


@require_safe
def improvement(request: HttpRequest, improvement_id: int) -> HttpResponse:
    pagecache.reading(request, [f"improvement:{improvement_id}", "site"])
    found = loading.improvement(improvement_id, reader(request))
    pagecache.also(request, public.slots_of(found))
    return pagecache.mark(request, shown(request, found))


def shown(asked: HttpRequest, found: Improvement, **forms) -> HttpResponse:
    """The page, with the forms of whoever works on it: empty, or with their faults."""
    member, now, typed = reader(asked), clock.now(), drafts.read(asked)
    context = {"page": public.page_of(found, member=member, language=language())}
    if member is not None and rules.may_write_note(member, found, now):
        context |= {
            "note_form": NoteForm(initial=typed),
            "notes": found.notes.select_related("by").order_by("at", "pk"),
        }
        context["learnings"] = found.learnings.select_related("question").order_by("at", "pk")
    if member is not None and rules.may_run(member, found, now):
        given = {"department": found.department_id, "owner": found.owner_id}
        context["state_form"] = StateForm(improvement=found, initial=typed)
        told = people_to_tell(found, member)
        context["told"] = {"count": sum(told.values()), "dutch": told.get("nl", 0)}
        context["give_form"] = GiveForm(initial=given | typed)
        context["gather_form"] = GatherForm(initial=typed)
    context |= forms
    status = 400 if any(form.is_bound for form in forms.values()) else 200
    return render(asked, "improvements/improvement.html", context, status=status)
