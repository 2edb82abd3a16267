"""Addresses of the planning floor. The form of a child's reference is known from the children floor."""

from django.urls import path

from cairn.planning import views

app_name = "planning"
urlpatterns = [
    path("suggestions/<uuid:suggestion_id>/", views.by_id, name="by_id"),
    path("<child:reference>/diary/", views.diary, name="diary"),
    path("<child:reference>/diary/work/", views.say_work, name="say_work"),
    path("<child:reference>/diary/work/<uuid:work_id>/", views.withdraw_work, name="withdraw_work"),
    path("<child:reference>/diary/work/<uuid:work_id>/hold-back/", views.hold_work, name="hold_work"),
    path("<child:reference>/diary/visit/", views.arrange, name="arrange"),
    path("<child:reference>/diary/visit/<uuid:contact_id>/", views.withdraw_contact, name="withdraw_contact"),
    path("<child:reference>/diary/suggestions/<uuid:suggestion_id>/", views.answer, name="answer"),
]
