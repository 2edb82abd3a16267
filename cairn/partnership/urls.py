"""Addresses of signing in, of one's own account, and of the agencies' agreements. The library looks its pages up by the
names given here.

Only what Cairn uses is listed: nobody signs up, and no address or password is changed by e-mail.
"""

from allauth.account import views as library
from django.urls import include, path

from cairn.partnership import views

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/sign-in/", views.SignInView.as_view(), name="account_login"),
    path("account/sign-out/", library.logout, name="account_logout"),
    path("account/sign-up/", library.signup, name="account_signup"),
    path("account/closed/", library.account_inactive, name="account_inactive"),
    path("account/confirm/", library.reauthenticate, name="account_reauthenticate"),
    path("account/password/", library.password_change, name="account_change_password"),
    path("account/password/first/", library.password_set, name="account_set_password"),
    path("account/team/", views.choose_membership, name="choose_membership"),
    path("account/activity/", views.activity, name="activity"),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("agreements/", views.agreements, name="agreements"),
    path("agreements/<uuid:agency_id>/", views.agreement, name="agreement"),
    path("agreements/<uuid:agency_id>/sign/", views.sign_agreement, name="agreement_sign"),
    path("agreements/<uuid:agency_id>/end/", views.end_agreement, name="agreement_end"),
    path("agreements/<uuid:agency_id>/terms/", views.agreement_terms, name="agreement_terms"),
    path("demo/", views.demo_door, name="demo_door"),
]
