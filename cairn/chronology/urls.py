"""Addresses of the chronology floor. The form of a child's reference is known from the children floor."""

from django.urls import path

from cairn.chronology.views import attachments, sorting, story, withholding

app_name = "chronology"
urlpatterns = [
    path("links/<uuid:decision_id>/sort/", sorting.sort, name="sort"),
    path("<child:reference>/story/", story.story, name="story"),
    path("<child:reference>/story/add/", story.add, name="add"),
    path("<child:reference>/story/<uuid:entry_id>/correct/", story.correct, name="correct"),
    path("<child:reference>/story/<uuid:entry_id>/file/", attachments.attach, name="attach"),
    path("<child:reference>/story/<uuid:entry_id>/file/<uuid:attachment_id>/", attachments.opened, name="file"),
    path("<child:reference>/story/<uuid:entry_id>/hold-back/", withholding.hold_entry, name="hold_entry"),
    path("<child:reference>/story/<uuid:entry_id>/apart/", withholding.entry_apart, name="entry_apart"),
    path("<child:reference>/story/<uuid:entry_id>/error/", story.in_error, name="in_error"),
]
