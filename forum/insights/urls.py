"""Addresses of the figures."""

from django.urls import path

from forum.insights import views

urlpatterns = [
    path("insights/", views.insights, name="insights"),
    path("insights/figures.csv", views.as_csv, name="insights_csv"),
    path("insights/questions/", views.behind, name="insights_behind"),
]
