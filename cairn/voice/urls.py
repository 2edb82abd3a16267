"""Addresses of the voice floor. The form of a child's reference is known from the children floor."""

from django.urls import path

from cairn.voice import views

app_name = "voice"
urlpatterns = [
    path("tellings/<uuid:telling_id>/", views.by_id, name="by_id"),
    path("<child:reference>/tell/", views.tellings, name="tellings"),
    path("<child:reference>/tell/sheet/", views.make_sheet, name="make_sheet"),
    path("<child:reference>/tell/sheet/<uuid:sheet_id>/", views.sheet, name="sheet"),
    path("<child:reference>/tell/told/", views.told, name="told"),
    path("<child:reference>/tell/not-yet/", views.not_yet, name="not_yet"),
]
