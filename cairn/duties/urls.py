"""Addresses of what is owed and of what has been begun."""

from django.urls import path

from cairn.duties import views

app_name = "duties"
urlpatterns = [
    path("duties/<uuid:duty_id>/", views.duty, name="duty"),
    path("duties/<uuid:duty_id>/take/", views.take, name="take"),
    path("drafts/", views.drafts, name="drafts"),
    path("drafts/<uuid:draft_id>/", views.draft, name="draft"),
    path("drafts/<uuid:draft_id>/discard/", views.discard, name="discard_draft"),
]
