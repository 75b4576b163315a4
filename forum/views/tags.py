"""Tags: the index of all, the page of one, its history; who may, changes the page and joins words."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.lib import clock, drafts, pagecache, throttle
from community.tags.models import Synonym, Tag, TagRevision
from forum import rules
from forum.actions.tagmerge import make_synonym, take_synonym_back
from forum.actions.tagpage import TagEditedMeanwhile, edit_tag_page, latest_of
from forum.forms import SynonymForm, TagPageForm
from forum.queries.tagpages import path_of, tag_history, tag_index, tag_page
from forum.views import loading
from reputation import standings


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    pagecache.reading(request, ["lists", "site"])
    page = tag_index(request.GET)
    return pagecache.mark(request, render(request, "forum/tags.html", {"section": "questions", "page": page}))


@require_safe
def about(request: HttpRequest, slug: str) -> HttpResponse:
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        synonym = get_object_or_404(Synonym.objects.select_related("tag"), slug=slug)
        return loading.moved(request, reverse("tag_page", args=[synonym.tag.slug]))
    pagecache.reading(request, [f"tag:{tag.pk}", "lists", "site"])
    member, now = loading.reader(request), clock.now()
    context = {
        "section": "questions",
        "page": tag_page(tag, loading.language()),
        "may_change": member and rules.may_change_tag_page(member, standings.of(member), now),
        "may_join": member and rules.may_hide(member, now),
    }
    return pagecache.mark(request, render(request, "forum/tag_page.html", context))


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag, slug=slug)
    context = {
        "section": "questions",
        "word": tag.slug,
        "path": path_of(tag.slug),
        "page": tag_history(tag, request.GET, loading.language()),
    }
    return render(request, "forum/tag_history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag, slug=slug)
    allowed = rules.may_change_tag_page(request.user, standings.of(request.user), clock.now())
    loading.require_to_open(request, allowed, _("You can read the pages of tags, but not change them yet."))
    if request.method == "POST":
        return _saved(request, tag, TagPageForm(request.POST))
    latest = latest_of(tag)
    start = {"about": tag.about, "body": tag.wiki, "seen": latest.number if latest else 0}
    return _edited(request, tag, TagPageForm(initial={**start, **drafts.read(request)}))


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def synonyms(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag, slug=slug)
    allowed = rules.may_hide(request.user, clock.now())
    loading.require_to_open(request, allowed, _("Moderators decide which words mean the same."))
    if "take_back" in request.POST:
        return _taken_back(request, tag)
    is_sent = request.method == "POST"
    form = SynonymForm(request.POST) if is_sent else SynonymForm(initial=drafts.read(request))
    return _joined(request, tag, form) if form.is_bound and form.is_valid() else _words(request, tag, form)


def _saved(request: HttpRequest, tag: Tag, form: TagPageForm) -> HttpResponse:
    if not form.is_valid():
        return _edited(request, tag, form)
    given = dict(form.cleaned_data)
    try:
        throttle.spend(throttle.EDIT, throttle.who(request))
        revision = edit_tag_page(by=request.user, tag=tag, wiki=given.pop("body"), now=clock.now(), **given)
    except TagEditedMeanwhile as conflict:
        form.data = form.data.copy()
        form.data["seen"] = str(conflict.latest.number)
        return _edited(request, tag, form, conflict.latest)
    except (rules.NotAllowed, ValidationError, throttle.TooOften) as refusal:
        form.add_error(None, loading.said(refusal))
        return _edited(request, tag, form)
    if revision is not None:
        messages.success(request, _("The page of this tag is changed. Thank you."))
    return redirect("tag_page", slug=tag.slug)


def _edited(
    request: HttpRequest, tag: Tag, form: TagPageForm, latest: TagRevision | None = None
) -> HttpResponse:
    context = {
        "section": "questions",
        "form": form,
        "word": tag.slug,
        "path": path_of(tag.slug),
        "latest": latest,
    }
    return render(
        request, "forum/tag_edit.html", context, status=409 if latest else 400 if form.is_bound else 200
    )


def _joined(request: HttpRequest, tag: Tag, form: SynonymForm) -> HttpResponse:
    word = form.cleaned_data["word"]
    try:
        throttle.spend(throttle.EDIT, throttle.who(request))
        made = make_synonym(by=request.user, word=word, tag=tag, now=clock.now())
    except (rules.NotAllowed, ValidationError, throttle.TooOften) as fault:
        form.add_error("word", loading.said(fault))
        return _words(request, tag, form)
    said = _("“%(word)s” leads here now. Questions under it move over within a few minutes.")
    messages.success(request, said % {"word": made.slug})
    return redirect("tag_synonyms", slug=tag.slug)


def _taken_back(request: HttpRequest, tag: Tag) -> HttpResponse:
    found = get_object_or_404(Synonym, slug=request.POST["take_back"], tag=tag)
    try:
        take_synonym_back(by=request.user, synonym=found, now=clock.now())
        messages.success(request, _("“%(word)s” leads nowhere any more.") % {"word": found.slug})
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    return redirect("tag_synonyms", slug=tag.slug)


def _words(request: HttpRequest, tag: Tag, form: SynonymForm) -> HttpResponse:
    context = {
        "section": "questions",
        "form": form,
        "word": tag.slug,
        "path": path_of(tag.slug),
        "words": list(tag.synonyms.order_by("slug").values_list("slug", flat=True)),
    }
    return render(request, "forum/tag_synonyms.html", context, status=400 if form.is_bound else 200)
