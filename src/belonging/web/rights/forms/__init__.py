"""What is asked of whoever is on record, and how a second manager knows."""

from __future__ import annotations

from typing import Any, Final, cast

from django import forms

from belonging.web.complaints.models import Wanted
from belonging.web.ui.addresses import AddressField

PROOFS: Final = (
    ("known", "Somebody at their school, whom I know and rang up, has confirmed it"),
    ("met", "They have shown me who they are"),
)


class AskForm(forms.Form):
    """What the link asks them to confirm. Whoever has no account has no name here to put right."""

    wanted = forms.ChoiceField(
        label="What do they want?",
        choices=Wanted.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose what they want."},
    )
    name = forms.CharField(
        label="The name as it should be (for a name put right)",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Please shorten the name."},
    )

    def __init__(self, *arguments: Any, has_account: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not has_account:
            del self.fields["name"]
            choice = cast(forms.ChoiceField, self.fields["wanted"])
            choice.choices = [each for each in Wanted.choices if each[0] != Wanted.CORRECT]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("wanted") == Wanted.CORRECT and not told.get("name"):
            self.add_error("name", "Please enter the name.")
        return told


class ProofForm(forms.Form):
    """For the second manager, where the address no longer works."""

    proof = forms.ChoiceField(
        label="How do you know that they want it?",
        choices=PROOFS,
        widget=forms.RadioSelect,
        error_messages={"required": "Please say how you know. If you do not, do not confirm."},
    )


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label="I have read what is erased, and that nothing of it comes back.",
        error_messages={"required": "Please tick the box when you have read the list."},
    )


class TakeInForm(forms.Form):
    name = forms.CharField(label="Name (optional)", max_length=120, required=False)
    email = AddressField(
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
