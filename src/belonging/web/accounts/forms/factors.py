"""Codes and passkeys. The checks are allauth's."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
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


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    """`passwordless` makes allauth insist that the device has checked who holds it."""

    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*args, **parts)
        word(self.fields["name"], "A name for it", "", "Such as “my phone” or “laptop at school”")
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.fields["passwordless"].initial = "on"
        self.fields["name"].max_length = 60
        _of_any_size(self)

    def clean(self) -> dict[str, Any]:
        with _as_wrong():
            return dict(super().clean())


class _Shown:
    """A passkey that is shown, by whoever it may be."""

    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*args, **parts)
        _of_any_size(self)  # type: ignore[arg-type]  # with a form of allauth beside it

    def clean_credential(self) -> Any:
        with _as_wrong():
            return super().clean_credential()  # type: ignore[misc]  # as above


class PasskeyStepForm(_Shown, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    pass


class PasskeySignInForm(_Shown, LoginWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    pass


class ConfirmPasskeyForm(_Shown, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth carries no types
    pass


def _without_spaces(form: forms.BaseForm) -> None:
    """Apps show "123 456"; people copy it so."""
    field = form.fields["code"]
    field.widget.attrs |= {"inputmode": "numeric", "autocapitalize": "none", "spellcheck": "false"}
    field.widget.attrs["autocomplete"] = "one-time-code"
    plain = field.to_python
    field.to_python = lambda value: plain("".join(str(value or "").split()))  # type: ignore[method-assign]  # this field alone


def _of_any_size(form: forms.BaseForm) -> None:
    field = form.fields["credential"]
    plain = field.to_python

    def read(value: Any) -> Any:
        with _as_wrong():
            return plain(value)

    field.to_python = read  # type: ignore[method-assign]  # this field alone


@contextmanager
def _as_wrong() -> Iterator[None]:
    """What the libraries raise for JSON in JSON in CBOR that is none; allauth looks for some of it."""
    try:
        yield
    except NO_PASSKEY as error:
        raise get_adapter().validation_error("incorrect_code") from error
