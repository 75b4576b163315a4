"""Addresses of the colleagues' page and its verbs."""

from django.urls import path

from forum.routing import views

urlpatterns = [
    path("for-you/", views.for_you, name="for_you"),
    path("for-you/<int:request_id>/decline/", views.decline, name="decline_request"),
    path("for-you/<int:request_id>/take-back/", views.take_back, name="take_back_request"),
    path("for-you/questions/<int:question_id>/pass-on/", views.pass_on, name="pass_on"),
]
