"""Addresses of the desk floor."""

from django.urls import URLPattern

app_name = "desk"
urlpatterns: list[URLPattern] = []
