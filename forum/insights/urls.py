"""Addresses of the figures."""

from django.urls import path

from forum.insights import views

urlpatterns = [
    path("insights/", views.insights, name="insights"),
    path("insights/figures.csv", views.as_csv, {"name": "figures"}, name="insights_csv"),
    path("insights/causes.csv", views.as_csv, {"name": "causes"}, name="insights_causes_csv"),
    path(
        "insights/improvements.csv", views.as_csv, {"name": "improvements"}, name="insights_improvements_csv"
    ),
    path("insights/questions/", views.behind, name="insights_behind"),
]
