"""Addresses of moderation."""

from django.urls import path

from forum.moderation import views

urlpatterns = [
    path("moderation/log/", views.public_log, name="moderation_log"),
    path("questions/<int:pk>/remove/", views.remove, {"noun": "question"}, name="remove_question"),
    path("answers/<int:pk>/remove/", views.remove, {"noun": "answer"}, name="remove_answer"),
    path("comments/<int:pk>/remove/", views.remove, {"noun": "comment"}, name="remove_comment"),
    path("moderation/<slug:noun>/<int:pk>/", views.decide, name="moderate"),
]
