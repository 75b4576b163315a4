"""Addresses that only machines read."""

from django.urls import path, re_path

from cms.machines import views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.index, name="sitemap"),
    path("sitemaps/places.xml", views.places, name="sitemap_places"),
    path("sitemaps/tags-<int:part>.xml", views.tags, name="sitemap_tags"),
    path("sitemaps/questions-<int:part>.xml", views.questions, name="sitemap_questions"),
    re_path(
        r"^preview-pictures/house-(?P<digest>[0-9a-f]{12})\.png$", views.house_picture, name="house_picture"
    ),
    re_path(
        r"^preview-pictures/question-(?P<question_id>\d{1,18})-(?P<language>[a-z-]{2,8})-(?P<digest>[0-9a-f]{12})\.png$",
        views.question_picture,
        name="question_picture",
    ),
]
