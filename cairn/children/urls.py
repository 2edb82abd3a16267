"""Addresses of the children floor."""

from django.urls import URLPattern

app_name = "children"
urlpatterns: list[URLPattern] = []
