"""How the team knows who asks, and what is to be done."""

from __future__ import annotations

from typing import Final

from django import forms

PROOFS: Final = (
    ("reply", "They answered a mail that we sent to this address"),
    ("account", "They wrote from within their account, or were signed in beside us"),
    ("known", "Somebody at their school, whom we know, has confirmed it"),
)


class ProofForm(forms.Form):
    proof = forms.ChoiceField(
        label="How do you know that it is they who ask?",
        choices=PROOFS,
        widget=forms.RadioSelect,
        error_messages={"required": "Please say how you know. If you do not, write to the address first."},
    )


class EraseForm(ProofForm):
    sure = forms.BooleanField(
        label="I have read what is erased, and that nothing of it comes back.",
        error_messages={"required": "Please tick the box when you have read the list."},
    )


class CorrectForm(ProofForm):
    name = forms.CharField(
        label="The name as it should be",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Please enter the name.", "max_length": "Please shorten the name."},
    )
    field_order = ["name", "proof"]


class TakeInForm(forms.Form):
    name = forms.CharField(label="Name (optional)", max_length=120, required=False)
    email = forms.EmailField(
        label="E-mail address",
        help_text="A receipt goes there. What is kept is looked for by it.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Please enter the address.", "invalid": "An address looks like name@example.org."},
    )
    text = forms.CharField(
        label="What they ask for, and how it came to us",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Please write what they ask for."},
    )
