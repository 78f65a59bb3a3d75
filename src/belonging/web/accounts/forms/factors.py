"""Codes and passkeys. The checks are allauth's."""

from __future__ import annotations

import struct
from typing import Any, Final

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

from belonging.web.accounts.forms.signing import word

_MISSING = "Please enter the code."
NO_PASSKEY: Final = (ValueError, TypeError, LookupError, AttributeError, RecursionError, struct.error)


class CodeForm(base_forms.AuthenticateForm):  # type: ignore[misc]  # allauth carries no types
    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*args, **parts)
        word(self.fields["code"], "Code", _MISSING, "6 digits from your app, or 8 from your list of recovery codes")
        _without_spaces(self)


class ConfirmCodeForm(base_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*args, **parts)
        word(self.fields["code"], "Code", _MISSING, "6 digits from your app, or 8 from your list of recovery codes")
        _without_spaces(self)


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth carries no types
    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*args, **parts)
        word(self.fields["code"], "The 6 digits that the app shows now", _MISSING)
        _without_spaces(self)

    @property
    def grouped_secret(self) -> str:
        """In fours, to be typed."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


class _AnyPasskey(forms.Form):
    """Whatever a script sends as one: JSON with CBOR and JSON in it, by people who need not have signed in. allauth
    looks for some of what the libraries raise where it is none.
    """

    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*args, **parts)
        wrong = get_adapter().error_messages["incorrect_code"]
        self.fields["credential"].error_messages |= {"invalid": wrong, "required": wrong}

    def full_clean(self) -> None:
        try:
            super().full_clean()
        except NO_PASSKEY:
            self.add_error("credential", get_adapter().validation_error("incorrect_code"))


class PasskeyForm(_AnyPasskey, AddWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """`passwordless` makes allauth insist that the device has checked who holds it."""

    name = forms.CharField(
        required=False, max_length=60, error_messages={"max_length": "Please use at most 60 letters for its name."}
    )

    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*args, **parts)
        word(self.fields["name"], "A name for it", "", "Such as “my phone” or “laptop at school”")
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.fields["passwordless"].initial = "on"


class PasskeyStepForm(_AnyPasskey, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    pass


class PasskeySignInForm(_AnyPasskey, LoginWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    pass


class ConfirmPasskeyForm(_AnyPasskey, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    pass


def _without_spaces(form: forms.BaseForm) -> None:
    """Apps show "123 456"; people copy it so."""
    field = form.fields["code"]
    field.widget.attrs |= {"inputmode": "numeric", "autocapitalize": "none", "spellcheck": "false"}
    field.widget.attrs["autocomplete"] = "one-time-code"
    plain = field.to_python
    field.to_python = lambda value: plain("".join(str(value or "").split()))  # type: ignore[method-assign]  # this field alone
