"""Addresses of the top floor; last of all, for Wagtail's pages take every address that is left."""

from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from cms import views

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("search/", views.search, name="search"),
    path("", views.home, name="home"),
    re_path(serve_pattern, views.page, name="wagtail_serve"),
]
