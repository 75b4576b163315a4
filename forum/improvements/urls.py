"""Addresses of the lower loop."""

from django.urls import path

from forum.improvements.views import learning, public, running, thanks

urlpatterns = [
    path("improvements/", public.improvements, name="improvements"),
    path("improvements/standing-still/", learning.standing_still, name="standing_still"),
    path("improvements/new/", learning.begin, name="open_improvement"),
    path("improvements/learnings/<int:learning_id>/aside/", learning.aside, name="put_learning_aside"),
    path("improvements/<int:improvement_id>/", public.improvement, name="improvement"),
    path("improvements/<int:improvement_id>/state/", running.state, name="improvement_state"),
    path("improvements/<int:improvement_id>/give/", running.give_to, name="give_improvement"),
    path("improvements/<int:improvement_id>/note/", running.note, name="note_on_improvement"),
    path("improvements/<int:improvement_id>/add/", running.add, name="add_to_improvement"),
    path("learnings/<int:question_id>/", learning.learning, name="learning"),
    path("thanks/<int:answer_id>/", thanks.thanks, name="thanks"),
]
