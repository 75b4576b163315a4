"""Addresses of what a member is told."""

from django.urls import path

from community.notifications import views

urlpatterns = [
    path("", views.notifications, name="notifications"),
    path("<int:notification_id>/", views.follow, name="notification"),
    path("read/", views.read_all, name="notifications_read"),
    path("preferences/", views.preferences, name="notification_preferences"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
