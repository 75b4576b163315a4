"""Addresses of the lower loop."""

from django.urls import path

from forum.improvements.views import checking, learning, public, resolving, running, standing, thanks

urlpatterns = [
    path("improvements/", public.improvements, name="improvements"),
    path("improvements/standing-still/", standing.standing_still, name="standing_still"),
    path("improvements/new/", learning.begin, name="open_improvement"),
    path("improvements/learnings/<int:learning_id>/aside/", learning.aside, name="put_learning_aside"),
    path("improvements/<int:improvement_id>/", public.improvement, name="improvement"),
    path("improvements/<int:improvement_id>/state/", running.state, name="improvement_state"),
    path("improvements/<int:improvement_id>/give/", running.give_to, name="give_improvement"),
    path("improvements/<int:improvement_id>/note/", running.note, name="note_on_improvement"),
    path("improvements/<int:improvement_id>/add/", running.add, name="add_to_improvement"),
    path("learnings/<int:question_id>/", learning.learning, name="learning"),
    path("check/<int:check_id>/words/", checking.words_away, name="words_away"),
    path("check/<str:token>/", checking.check, name="check"),
    path("learnings/<int:question_id>/nothing-new/", standing.nothing_new, name="nothing_new"),
    path("desk/<int:case_id>/resolve/", resolving.resolve, name="resolve_case"),
    path("desk/<int:case_id>/reopen/", resolving.again, name="open_case_again"),
    path("private/<int:case_id>/thanks/", thanks.of_talk, name="thanks_for_talk"),
    path("thanks/<int:answer_id>/", thanks.thanks, name="thanks"),
    path("thanks/away/<int:compliment_id>/", thanks.away, name="thanks_away"),
]
