"""Addresses of the forum's core."""

from django.urls import path

from forum.views import ask, buttons, edit, lists, member, question, reply

urlpatterns = [
    path("questions/", lists.questions, name="questions"),
    path("questions/ask/", ask.ask, name="ask"),
    path("questions/<int:question_id>/", question.question, name="question_short"),
    path("questions/<int:question_id>/edit/", edit.question, name="edit_question"),
    path("questions/<int:question_id>/answers/", reply.answer, name="answer_question"),
    path("questions/<int:question_id>/comments/", reply.comment_on_question, name="comment_on_question"),
    path("questions/<int:question_id>/vote/", buttons.vote_on_question, name="vote_on_question"),
    path("questions/<int:question_id>/follow/", buttons.follow, name="follow_question"),
    path("questions/<int:question_id>/join/", buttons.join, name="join_question"),
    path("questions/<int:question_id>/<str:slug>/", question.question, name="question"),
    path("answers/<int:answer_id>/", question.answer, name="answer"),
    path("answers/<int:answer_id>/edit/", edit.answer, name="edit_answer"),
    path("answers/<int:answer_id>/comments/", reply.comment_on_answer, name="comment_on_answer"),
    path("answers/<int:answer_id>/vote/", buttons.vote_on_answer, name="vote_on_answer"),
    path("answers/<int:answer_id>/solution/", buttons.solution, name="solution"),
    path("boards/<slug:slug>/", lists.board, name="board"),
    path("tags/<str:slug>/", lists.tag, name="tag"),
    path("members/<int:member_id>/", member.member, name="member_short"),
    path("members/<int:member_id>/<str:slug>/", member.member, name="member"),
    path("standing/", member.standing, name="standing"),
]
