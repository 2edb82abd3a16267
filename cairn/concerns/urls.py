"""Addresses of the concerns floor."""

from django.urls import path

import cairn.children.urls  # noqa: F401 (the form of a child's reference in an address)
from cairn.concerns import views

app_name = "concerns"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("new/", views.new, name="new"),
    path("about-staff/", views.about_staff, name="about_staff"),
    path("of/<uuid:concern_id>/", views.by_id, name="by_id"),
    path("sightings/<child:reference>/", views.sightings, name="sightings"),
    path("<str:reference>/", views.progress, name="progress"),
    path("<str:reference>/sent/", views.sent, name="sent"),
    path("<str:reference>/called/", views.called, name="called"),
    path("<str:reference>/called-back/", views.called_back, name="called_back"),
    path("<str:reference>/urgency/", views.urgency, name="urgency"),
    path("<str:reference>/copy/", views.copy, name="copy"),
    path("<str:reference>/copy.txt", views.copy_text, name="copy_text"),
]
# Without a namespace: the sign-in page, on a lower floor, looks for the door by this name.
door_urlpatterns = [
    path("", views.door, name="concern_door"),
    path("sent/", views.door_sent, name="concern_door_sent"),
]
