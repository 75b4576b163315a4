"""Addresses of the ladder: the asker's way to webcare."""

from django.urls import path

from forum.escalation import views

urlpatterns = [
    path("ladder/<int:question_id>/webcare/", views.call_webcare, name="call_webcare"),
]
