"""Addresses of the top floor; last of all, for Wagtail's pages take every address that is left."""

from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from cms import views
from cms.branding import views as branding
from cms.handbook import views as handbook
from cms.styleguide import views as styleguide

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("cms.machines.urls")),
    path("search/", views.search, name="search"),
    re_path(r"^branding-(?P<digest>[0-9a-f]{12})\.css$", branding.stylesheet, name="branding"),
    path("articles/from/<int:question_id>/", handbook.make_article, name="make_article"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("", views.home, name="home"),
    re_path(serve_pattern, views.page, name="wagtail_serve"),
]
