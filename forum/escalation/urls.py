"""Addresses of the ladder: the asker's way to webcare, and what each board promises."""

from django.urls import path

from forum.escalation.views import asker, boards, privately, putting_aside, reminders, taking_up

urlpatterns = [
    path("ladder/", boards.promises, name="promises"),
    path("boards/<slug:slug>/rules/", boards.business_rules, name="business_rules"),
    path("solved-yet/<str:token>/", reminders.solved_yet, name="solved_yet"),
    path("ladder/<int:question_id>/webcare/", asker.call_webcare, name="call_webcare"),
    path("ladder/<int:question_id>/solved/", asker.solved, name="say_solved"),
    path("ladder/<int:question_id>/found/", asker.found, name="found_myself"),
    path("ladder/<int:question_id>/not-yet/", asker.not_yet, name="not_yet"),
    path("ladder/<int:question_id>/private/", asker.private, name="ask_privately"),
    path("desk/<int:case_id>/aside/", putting_aside.put_aside, name="put_case_aside"),
    path("desk/<int:case_id>/take-up/", taking_up.take_up, name="take_case_up"),
    path("private/<int:case_id>/not-solved/", privately.not_solved, name="private_not_solved"),
    path(
        "private/<str:token>/not-solved/",
        privately.not_solved_from_letter,
        name="private_not_solved_from_letter",
    ),
]
