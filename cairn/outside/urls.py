"""Addresses of sharing with somebody outside; the door behind a link apart, because it is for anybody."""

from django.urls import path

from cairn.outside.views import door, sharing

app_name = "outside"
urlpatterns = [
    path("outside/<uuid:outside_share_id>/", sharing.by_id, name="by_id"),
    path("<child:reference>/outside/", sharing.shares, name="shares"),
    path("<child:reference>/outside/new/", sharing.new, name="new"),
    path("<child:reference>/outside/<uuid:outside_share_id>/", sharing.share, name="share"),
    path("<child:reference>/outside/<uuid:outside_share_id>/print/", sharing.print_pack, name="print"),
]
door_urlpatterns = [path("<str:outside_token>/", door.outside_open, name="outside_open")]
