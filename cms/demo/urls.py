"""Addresses of the demo, included by the demo settings only."""

from django.urls import path

from cms.demo import views

urlpatterns = [
    path("", views.overview, name="demo"),
    path("clock/", views.move_clock, name="demo_clock"),
    path("sign-in/", views.sign_in, name="demo_sign_in"),
]
