"""Addresses of the data-protection desk."""

from django.urls import path

from cairn.stewardship.views import asking, breaches, exporting, glass, keeping

app_name = "stewardship"
urlpatterns = [
    path("", keeping.desk, name="desk"),
    path("lawful-basis/", keeping.register, name="register"),
    path("schedule/", keeping.schedule, name="schedule"),
    path("keeping/", keeping.keeping, name="keeping"),
    path("holds/<uuid:hold_id>/", keeping.hold, name="hold"),
    path("disposals/<uuid:disposal_id>/", keeping.disposal, name="disposal"),
    path("disposals/<uuid:disposal_id>/certificate/", keeping.certificate, name="certificate"),
    path("requests/", asking.all_requests, name="requests"),
    path("requests/<uuid:held_request_id>/", asking.one_request, name="request"),
    path("requests/<uuid:held_request_id>/pack/", asking.pack, name="pack"),
    path("requests/<uuid:held_request_id>/pack/files/<uuid:item_id>/", asking.pack_file, name="pack_file"),
    path("requests/<uuid:held_request_id>/give-out/", asking.give_out, name="give_out"),
    path("exports/", exporting.exports, name="exports"),
    path("exports/ask/", exporting.ask_export, name="ask_export"),
    path("exports/<uuid:export_id>/", exporting.export, name="export"),
    path("exports/<uuid:export_id>/take/", exporting.take_export, name="take_export"),
    path("opened/", glass.opened, name="opened"),
    path("opened/<uuid:grant_id>/", glass.opened_one, name="opened_one"),
    path("breaches/", breaches.breaches, name="breaches"),
    path("breaches/report/", breaches.report, name="report"),
    path("breaches/<uuid:breach_id>/", breaches.breach, name="breach"),
]
