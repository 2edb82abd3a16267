"""Addresses of the sharing floor."""

from django.urls import path

from cairn.sharing import views

app_name = "sharing"
urlpatterns = [
    path("", views.register, name="register"),
    path("silent/", views.silent, name="silent"),
    path("<uuid:withholding_id>/", views.withholding, name="withholding"),
]
