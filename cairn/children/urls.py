"""Addresses of the children floor."""

from django.urls import path, register_converter

from cairn.children.presenters import tabs
from cairn.children.views import (
    child,
    child_circle,
    child_facts,
    finding,
    knowing,
    linking,
    looks,
    looks_account,
    names,
    queueing,
    reviewing,
)
from cairn.children.views.opening import ReferenceConverter

register_converter(ReferenceConverter, "child")

app_name = "children"
urlpatterns = [
    path("find/", finding.find, name="find"),
    path("names/", names.name_forms, name="name_forms"),
    path("names/<uuid:forms_id>/", names.one_group, name="name_group"),
    path("matching/", reviewing.figures, name="match_figures"),
    path("looking/", reviewing.looking, name="unusual_looking"),
    path("looking/<uuid:week_id>/", reviewing.looking, name="unusual_week"),
    path("looking/signs/<uuid:flag_id>/", reviewing.looking_flag, name="look_flag"),
    path("searching/", reviewing.searching, name="unusual_searching"),
    path("unrecorded/", child_facts.unrecorded, name="unrecorded"),
    path("id/<uuid:child_id>/", child.by_id, name="by_id"),
    path("requests/<uuid:request_id>/", child.request_by_id, name="request"),
    path("questions/", queueing.questions, name="questions"),
    path("questions/<uuid:question_id>/", linking.question, name="question"),
    path("links/<uuid:decision_id>/", linking.link, name="link"),
    path("links/<uuid:decision_id>/looks/", looks.link_looks, name="link_looks"),
    path("looks/", looks_account.looks_of, name="looks_of"),
    path("looks/mine/", looks_account.my_looks, name="my_looks"),
    path("looks/given/<uuid:given_id>/", looks_account.looks_given, name="looks_given"),
    path("looks/names/<uuid:release_id>/end/", looks_account.end_release, name="end_release"),
    path("<child:reference>/looks/", looks_account.looks, name="looks"),
    path("<child:reference>/looks/names/", looks_account.release_names, name="release_names"),
    path("<child:reference>/looks/give/", looks_account.give_looks, name="give_looks"),
    path("<child:reference>/", child.child, name="child"),
    path("<child:reference>/decisions/", child.section, {"code": tabs.DECISIONS}, name="decisions"),
    path("<child:reference>/plan/", child.section, {"code": tabs.PLAN}, name="plan"),
    path("<child:reference>/sharing/", child.sharing, name="sharing"),
    path("<child:reference>/knows/", knowing.knows, name="knows"),
    path("<child:reference>/kept-from/", knowing.kept_from, name="kept_from"),
    path("<child:reference>/facts/", child_facts.facts, name="facts"),
    path("<child:reference>/facts/add/", child_facts.add_fact, name="add_fact"),
    path("<child:reference>/facts/<uuid:claim_id>/mark/", child_facts.mark_fact, name="mark_fact"),
    path("<child:reference>/facts/<uuid:claim_id>/correct/", child_facts.correct_fact, name="correct_fact"),
    path("<child:reference>/histories/", child_facts.histories, name="histories"),
    path("<child:reference>/immigration/", child_facts.immigration, name="immigration"),
    path("<child:reference>/facts/ages/", child_facts.settle_ages, name="settle_ages"),
    path("<child:reference>/ask/", child_circle.ask, name="ask"),
    path("<child:reference>/requests/<uuid:request_id>/", child_circle.answer, name="answer"),
    path("<child:reference>/responsibility/", child_circle.responsibility, name="responsibility"),
]
