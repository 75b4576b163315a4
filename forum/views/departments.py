"""Pages about who works here: all departments, and one with its people."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.lib import pagecache
from forum.queries.departments import department_page, departments
from forum.views import loading


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    pagecache.reading(request, ["site", "lists"])
    context = {"departments": departments(loading.language())}
    return pagecache.mark(request, render(request, "forum/departments.html", context))


@require_safe
def department(request: HttpRequest, slug: str) -> HttpResponse:
    pagecache.reading(request, ["site", "lists"])
    page = department_page(slug, loading.language())
    if page is None:
        raise Http404
    return pagecache.mark(request, render(request, "forum/department.html", {"page": page}))
