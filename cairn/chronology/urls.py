"""Addresses of the chronology floor. The form of a child's reference is known from the children floor."""

from django.urls import path

from cairn.chronology import views

app_name = "chronology"
urlpatterns = [
    path("<child:reference>/story/", views.story, name="story"),
    path("<child:reference>/story/add/", views.add, name="add"),
    path("<child:reference>/story/<uuid:entry_id>/correct/", views.correct, name="correct"),
    path("<child:reference>/story/<uuid:entry_id>/error/", views.in_error, name="in_error"),
]
