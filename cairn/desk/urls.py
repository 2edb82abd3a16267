"""Addresses of the desk: what everybody opens first, and what the hub keeps an eye on."""

from django.urls import path

from cairn.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.my_work, name="my_work"),
    path("hub/", views.hub, name="hub"),
]
