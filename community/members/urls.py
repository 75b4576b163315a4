"""Addresses of a member's own settings."""

from django.urls import path

from community.members import views

urlpatterns = [
    path("", views.settings_home, name="settings"),
    path("profile/", views.profile, name="profile"),
    path("privacy/", views.privacy, name="privacy"),
    path("picture/", views.picture, name="picture"),
]
