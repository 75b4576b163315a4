"""Addresses of the desk."""

from django.urls import path

from forum.webcare.views import beside, desk, hours, leads, owning, page, presence, private, writing

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/news/", desk.news, name="desk_news"),
    path("desk/views/", desk.save, name="save_desk_view"),
    path("desk/views/change/", desk.change_saved, name="change_desk_view"),
    path("desk/leads/", leads.leads, name="desk_leads"),
    path("desk/leads/cases/", leads.cases, name="desk_leads_cases"),
    path("desk/leads/promises/", leads.promises, name="desk_promises"),
    path("desk/leads/reassign/", leads.reassign, name="reassign_cases"),
    path("desk/hours/", hours.own, name="desk_own_hours"),
    path("desk/hours/<int:member_id>/", hours.hours, name="desk_hours"),
    path("desk/hours/<int:member_id>/add/", hours.add, name="add_shift"),
    path("desk/hours/<int:member_id>/away/", hours.away, name="be_away"),
    path("desk/hours/<int:member_id>/remove/", hours.remove, name="remove_shift"),
    path("desk/hours/<int:member_id>/back/", hours.back, name="be_back"),
    path("desk/<int:case_id>/", page.case, name="case"),
    path("desk/<int:case_id>/presence/", presence.here, name="case_presence"),
    path("desk/<int:case_id>/write-instead/", presence.write_instead, name="write_instead"),
    path("desk/<int:case_id>/take/", owning.take, name="take_case"),
    path("desk/<int:case_id>/give-back/", owning.give_back, name="give_back_case"),
    path("desk/<int:case_id>/hand-over/", owning.hand_over, name="hand_over_case"),
    path("desk/<int:case_id>/write/", writing.write, name="write_on_case"),
    path("desk/<int:case_id>/take-back/", writing.take_back, name="take_back_reply"),
    path("desk/<int:case_id>/throw-away/", writing.throw_away, name="throw_away_reply"),
    path("desk/<int:case_id>/texts/", writing.texts, name="texts_for_case"),
    path("desk/<int:case_id>/watch/", beside.watch, name="watch_case"),
    path("desk/<int:case_id>/priority/", beside.priority, name="case_priority"),
    path("desk/<int:case_id>/at-risk/", beside.at_risk, name="customer_at_risk"),
    path("desk/<int:case_id>/link/", beside.link, name="link_case"),
    path("desk/<int:case_id>/unlink/", beside.unlink, name="unlink_case"),
    path("private/<int:case_id>/", private.private, name="private_talk"),
    path("private/<str:token>/", private.from_letter, name="private_talk_from_letter"),
]
