"""Addresses of this floor: the gallery of components."""

from django.urls import path

from cairn.ui.gallery import gallery

app_name = "ui"
# It shows no child, so nothing has to be asked; signing in is still required of everybody.
gallery.open_to_all = True  # type: ignore[attr-defined]
urlpatterns = [path("", gallery, name="gallery")]
