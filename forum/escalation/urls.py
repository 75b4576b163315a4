"""Addresses of the ladder: the asker's way to webcare, and what each board promises."""

from django.urls import path

from forum.escalation import views

urlpatterns = [
    path("ladder/", views.promises, name="promises"),
    path("solved-yet/<str:token>/", views.solved_yet, name="solved_yet"),
    path("ladder/<int:question_id>/webcare/", views.call_webcare, name="call_webcare"),
]
