"""Addresses of signing in. Each of the library's pages that is open is named here, with whom it is open to."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as providers
from django.urls import path, re_path

from samverka.portal.doors import PUBLIC, SIGNED_IN, serves
from samverka.portal.people import example

anybody, person = serves(PUBLIC), serves(SIGNED_IN)

urlpatterns = [
    path("login/", anybody(account.login), name="account_login"),
    path("example/<int:pk>/", example.sign_in_as, name="sign_in_as"),
    path("logout/", anybody(account.logout), name="account_logout"),
    path(
        "signup/", anybody(account.signup), name="account_signup"
    ),  # Says that accounts are made by invitation.
    path("inactive/", anybody(account.account_inactive), name="account_inactive"),
    path("confirm-email/", anybody(account.email_verification_sent), name="account_email_verification_sent"),
    re_path(
        r"^confirm-email/(?P<key>[-:\w]+)/$", anybody(account.confirm_email), name="account_confirm_email"
    ),
    path("password/reset/", anybody(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", anybody(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        anybody(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        anybody(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("second-step/", anybody(factors.authenticate), name="mfa_authenticate"),
    path("passkeys/login/", anybody(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("reauthenticate/", person(account.reauthenticate), name="account_reauthenticate"),
    path("email/", person(account.email), name="account_email"),
    path("password/change/", person(account.password_change), name="account_change_password"),
    path("password/set/", person(account.password_set), name="account_set_password"),
    path("safety/", person(factors.index), name="mfa_index"),
    path("safety/reauthenticate/", person(factors.reauthenticate), name="mfa_reauthenticate"),
    path("safety/app/", person(totp.activate_totp), name="mfa_activate_totp"),
    path("safety/app/end/", person(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("safety/codes/", person(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("safety/codes/new/", person(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("safety/codes/file/", person(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("passkeys/", person(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("passkeys/add/", person(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "passkeys/reauthenticate/",
        person(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("passkeys/<int:pk>/name/", person(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", person(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("providers/", person(providers.connections), name="socialaccount_connections"),
    path("providers/signup/", anybody(providers.signup), name="socialaccount_signup"),
    path("providers/cancelled/", anybody(providers.login_cancelled), name="socialaccount_login_cancelled"),
    path("providers/error/", anybody(providers.login_error), name="socialaccount_login_error"),
]
