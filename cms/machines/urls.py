"""Addresses that only machines read."""

from django.urls import path

from cms.machines import views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.index, name="sitemap"),
    path("sitemaps/places.xml", views.places, name="sitemap_places"),
    path("sitemaps/questions-<int:part>.xml", views.questions, name="sitemap_questions"),
]
