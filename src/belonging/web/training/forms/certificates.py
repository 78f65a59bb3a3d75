"""Typing a certificate's number; saying why one is revoked."""

from __future__ import annotations

from django import forms

from belonging.web.training.rules.certificates import NumberMistyped, read_number


class NumberForm(forms.Form):
    number = forms.CharField(
        label="Certificate number",
        help_text="12 letters and digits, such as KT7X-4MPC-9DFG. It stands at the foot of the certificate.",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={"required": "Type the number that stands on the certificate."},
    )

    def clean_number(self) -> str:
        try:
            return read_number(self.cleaned_data["number"])
        except NumberMistyped as error:
            raise forms.ValidationError(str(error)) from error


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label="Why is it revoked?",
        help_text="Its holder reads this. Whoever checks the number reads only that it is revoked, and since when.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Please say in a few words why it is revoked. Its holder reads this.",
            "max_length": "Please say it in 300 characters at most.",
        },
    )
