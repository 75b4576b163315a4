"""Addresses of the desk."""

from django.urls import path

from forum.webcare import views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/<int:case_id>/", views.case, name="case"),
    path("desk/<int:case_id>/take/", views.take, name="take_case"),
    path("desk/<int:case_id>/give-back/", views.give_back, name="give_back_case"),
    path("desk/<int:case_id>/hand-over/", views.hand_over, name="hand_over_case"),
    path("desk/<int:case_id>/write/", views.write, name="write_on_case"),
    path("desk/<int:case_id>/resolve/", views.settle, name="resolve_case"),
]
