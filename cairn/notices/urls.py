"""Addresses of the inbox."""

from django.urls import path

from cairn.notices import views

app_name = "notices"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read, name="read"),
    path("digests/<uuid:digest_id>/", views.digest, name="digest"),
    path("digests/<uuid:digest_id>/file/", views.digest_file, name="digest_file"),
]
