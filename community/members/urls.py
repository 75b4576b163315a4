"""Addresses of a member's own settings."""

from django.urls import path

from community.members import views

urlpatterns = [path("profile/", views.profile, name="profile")]
