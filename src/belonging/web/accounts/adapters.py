"""Where allauth asks this service: words, mail, who may come in, and what a session has proven."""

# ruff: noqa: ARG002  # the signatures are allauth's

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from belonging.web.accounts.models import User
from belonging.web.accounts.presenters.qr import qr_svg
from belonging.web.accounts.proofs import PROVIDER, SET_UP, forget_factor, note_factor, proved_recently
from belonging.web.accounts.rules import says_second_factor
from belonging.web.accounts.secrecy import decrypted, encrypted
from belonging.web.accounts.services import note_change
from belonging.web.accounts.services.changes import CHANGES
from belonging.web.accounts.services.providers import account_for
from belonging.web.accounts.services.sessions import NO_ADDRESS, end_sessions
from belonging.web.notices.services import Mail, queue_mail

SAID = {
    "account/messages/password_changed.txt": "Your password is changed.",
    "account/messages/password_set.txt": "Your password is set.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app is taken off.",
    "mfa/messages/webauthn_added.txt": "Your passkey is added.",
    "mfa/messages/webauthn_removed.txt": "The passkey is taken off.",
}
"""Instead of allauth's messages. Those that are not here are not said."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed. Ask whoever invited you for a new invitation, and it opens again.",
        "email_password_mismatch": "The e-mail address or the password is not right. Check both, and try again.",
        "enter_current_password": "Please enter your current password as it is now.",
        "incorrect_code": "That code is not right. Wait for the next one, and enter it without spaces.",
        "incorrect_password": "That password is not right. Try again.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, or ask for a new password.",
        "rate_limited": "Too many tries. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come by invitation alone."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Nobody's address is kept, and no limit counts by it."""
        return NO_ADDRESS

    def get_login_stages(self) -> list[str]:
        return ["belonging.web.accounts.stages.FactorStage"]

    def is_reauthentication_required(self, *, app: str, **parts: Any) -> bool:
        """A sign-in of a moment ago is proof enough: nobody is asked twice in a row."""
        return not proved_recently(self.request, cast(User, self.request.user))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:own")

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *others: Any, **parts: Any
    ) -> None:
        words = parts.get("message") or SAID.get(message_template or "", "")
        if words:
            messages.add_message(request, level, words)

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        """The one mail that allauth still writes here is the link for a new password."""
        if template_prefix != "account/email/password_reset_key":
            raise ValueError(f"allauth wants to send {template_prefix!r}, for which there are no words")
        now = timezone.now()
        user = cast(User, context["user"])
        mail = Mail(
            to=email,
            template="accounts/mail/new_password.txt",
            context={"name": user.name, "link": _ours(context["password_reset_url"])},
        )
        queue_mail(mail=mail, key=f"new-password:{user.pk}:{int(now.timestamp())}", now=now)

    def send_notification_mail(self, template_prefix: str, user: User, *others: Any, **parts: Any) -> None:
        """Called by allauth after every change in how somebody signs in."""
        change = template_prefix.rpartition("/")[2]
        if change not in CHANGES:
            return
        note_change(user=user, change=change, now=timezone.now())
        if change in {"totp_activated", "webauthn_added"}:
            note_factor(self.request, user, SET_UP)
        if change in {"totp_activated", "webauthn_added", "password_reset", "password_changed"}:
            end_sessions(user, but=self.request.session.session_key or "")


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That did not work. Check that it is the newest code, or try your passkey again.",
    }

    def encrypt(self, text: str) -> str:
        return encrypted(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypted(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        return qr_svg(url)

    def generate_authenticator_name(self, user: User, type: object) -> str:  # allauth's name for it
        return "Passkey"


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie the sign-in to the account of its verified address, or refuse it; note a second factor it vouches for."""
        name = sociallogin.provider.app.name
        if not sociallogin.is_existing:
            verified = [each.email for each in sociallogin.email_addresses if each.verified]
            user = account_for(addresses=verified, now=timezone.now())
            if user is None:
                _refuse(request, _unknown(name, bool(verified)))
            sociallogin.connect(request, user)
        claims = sociallogin.account.extra_data.get("id_token") or {}
        accepted = sociallogin.provider.app.settings.get("acr", ())
        forget_factor(request)
        if says_second_factor(amr=claims.get("amr"), acr=claims.get("acr"), accepted=accepted):
            note_factor(request, sociallogin.user, PROVIDER)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("accounts:own")

    def get_requests_session(self) -> Any:
        """Providers are asked at the addresses that they publish, and nowhere that a reply leads to."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def on_authentication_error(self, request: HttpRequest, provider: Any, *others: Any, **parts: Any) -> NoReturn:
        _refuse(request, "Signing in there did not work, or was stopped. Try again, or sign in with your password.")


def _unknown(provider: str, has_address: bool) -> str:
    if not has_address:
        return (
            f"{provider} did not confirm an e-mail address for you, so we cannot tell which account is yours. "
            "Sign in with your password instead."
        )
    return (
        f"There is no account here for the address that {provider} gave us. Sign in with the address that your "
        "invitation went to, or ask the person who invited you."
    )


def _refuse(request: HttpRequest, words: str) -> NoReturn:
    messages.warning(request, words)
    raise ImmediateHttpResponse(redirect("home:sign_in"))


def _ours(address: str) -> str:
    """The address under the name that people know this service by, whatever the request's own."""
    path = "/" + address.split("://", 1)[-1].partition("/")[2]
    return f"{settings.STAFF_URL}{path}"
