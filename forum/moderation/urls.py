"""Addresses of moderation."""

from django.urls import path

from forum.moderation import views

urlpatterns = [
    path("moderation/log/", views.public_log, name="moderation_log"),
    path("moderation/<slug:noun>/<int:pk>/", views.decide, name="moderate"),
]
