"""Addresses of what was sent to be decided."""

from django.urls import path

from cairn.referrals import views

app_name = "referrals"
urlpatterns = [
    path("parity/", views.parity, name="parity"),
    path("corroboration/<uuid:corroboration_id>/", views.met, name="met"),
    path("<uuid:referral_id>/", views.answer, name="answer"),
    path("<uuid:referral_id>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<uuid:referral_id>/again/", views.look_again, name="look_again"),
    path("<uuid:referral_id>/corroboration/", views.corroboration, name="corroboration"),
    path("<uuid:referral_id>/urgency/", views.urgency, name="urgency"),
]
