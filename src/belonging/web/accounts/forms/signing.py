"""What is asked when signing in, and when a password is chosen or changed. The checks are allauth's and Django's."""

from __future__ import annotations

from typing import Any, Final

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.password_validation import validate_password

from belonging.web.accounts.models import User

ADVICE: Final = (
    "At least 12 characters. Three or four words that do not belong together are easy to remember and hard to guess."
)
DIFFER: Final = "The two are not the same. Please type both again."


def word(field: forms.Field, label: str, missing: str, hint: str = "") -> None:
    """Our words for a field that allauth has made."""
    field.label = label
    field.help_text = hint
    field.error_messages["required"] = missing


class SignInForm(allauth_forms.LoginForm):  # type: ignore[misc]  # allauth carries no types
    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*args, **parts)
        word(self.fields["login"], "E-mail address", "Please enter your e-mail address.")
        self.fields["login"].error_messages["invalid"] = "An e-mail address looks like name@school.example."
        word(self.fields["password"], "Password", "Please enter your password.")


class ChangePasswordForm(allauth_forms.ChangePasswordForm):  # type: ignore[misc]  # allauth carries no types
    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*args, **parts)
        word(self.fields["oldpassword"], "Your password now", "Please enter your password as it is now.")
        _word_new(self)


class SetPasswordForm(allauth_forms.SetPasswordForm):  # type: ignore[misc]  # allauth carries no types
    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*args, **parts)
        _word_new(self)


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth carries no types
    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*args, **parts)
        _word_new(self)


class ForgottenForm(allauth_forms.ResetPasswordForm):  # type: ignore[misc]  # allauth carries no types
    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*args, **parts)
        word(self.fields["email"], "E-mail address", "Please enter your e-mail address.")
        self.fields["email"].error_messages["invalid"] = "An e-mail address looks like name@school.example."


class ConfirmPasswordForm(allauth_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    def __init__(self, *args: Any, **parts: Any) -> None:
        super().__init__(*args, **parts)
        word(self.fields["password"], "Password", "Please enter your password.")


class ChoosePasswordForm(forms.Form):
    """The first password, by invitation."""

    password1 = forms.CharField(
        label="Choose a password",
        help_text=ADVICE,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Please choose a password."},
    )
    password2 = forms.CharField(
        label="The same password again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Please type the password a second time."},
    )

    def __init__(self, *args: Any, email: str, name: str, **parts: Any) -> None:
        super().__init__(*args, **parts)
        self.owner = User(email=email, name=name)

    def clean_password1(self) -> str:
        chosen: str = self.cleaned_data["password1"]
        validate_password(chosen, self.owner)
        return chosen

    def clean(self) -> dict[str, Any]:
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", DIFFER)
        return self.cleaned_data


def _word_new(form: forms.BaseForm) -> None:
    word(form.fields["password1"], "New password", "Please choose a password.", ADVICE)
    word(form.fields["password2"], "The new password again", "Please type the password a second time.")
