"""allauth's pages that people reach, under the names by which allauth asks for them. The others are not there."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as provider
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path
from django.views.decorators.http import require_http_methods

from belonging.web.accounts.views.own import own

urlpatterns = [
    # These addresses have pages of ours, which stand before this file: here they get allauth's names.
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/", account.login, name="account_reset_password_from_key_done"),
    path("account/", own, name="mfa_index"),
    path("account/", own, name="mfa_list_webauthn"),
    path("account/closed/", account.account_inactive, name="account_inactive"),
    path("account/password/", login_required(account.password_change), name="account_change_password"),
    path("account/password/first/", login_required(account.password_set), name="account_set_password"),
    path("account/password/forgotten/", account.password_reset, name="account_reset_password"),
    path("account/password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/confirm/password/", account.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/confirm/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("account/app/set-up/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/app/take-off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/passkeys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/take-off/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/passkeys/sign-in/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("account/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/recovery-codes/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/with/<slug:provider_id>/", provider.login, name="openid_connect_login"),
    path("account/with/<slug:provider_id>/back/", provider.callback, name="openid_connect_callback"),
]

# Django's form views take a PUT for a POST; nothing of ours sends one.
for _pattern in urlpatterns:
    _pattern.callback = require_http_methods(["GET", "HEAD", "POST"])(_pattern.callback)
