"""Proposing a break-glass, and one code to try."""

from __future__ import annotations

from typing import Any

from django import forms

from belonging.web.safeguarding.models import ABOUT_WORDS, LONGEST_SEEN, Ground
from belonging.web.safeguarding.rules.breaking import read_reference
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.services.breaking import Reason


class ProposeForm(forms.Form):
    reference = forms.CharField(
        label="The comment’s reference",
        help_text="The reader reads it out to you: 12 letters and numbers, like a1b2-c3d4-e5f6.",
        max_length=40,
        error_messages={"required": "Type the reference that the reader has on the page."},
    )
    ground = forms.ChoiceField(
        label="Whose life is in danger?",
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one. For anything less than a life, the safeguarding lead is the way."},
    )
    about = forms.ChoiceField(
        label="Is it about one of these people?",
        help_text="Then they are not told, and do not look.",
        choices=[(key.value or "none", words) for key, words in ABOUT_WORDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one: whoever it is about must not hear of it."},
    )
    seen = forms.CharField(
        label="What was read, and why nothing else is fast enough?",
        help_text="For the second person alone. Write no name. Erased 30 days after this has ended.",
        max_length=LONGEST_SEEN,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Write what the second person needs to decide.",
            "max_length": f"Please shorten it to {LONGEST_SEEN} letters.",
        },
    )

    def clean_reference(self) -> str:
        typed = str(self.cleaned_data["reference"])
        if not read_reference(typed):
            raise forms.ValidationError("A reference has 12 letters a to f and numbers, like a1b2-c3d4-e5f6.")
        return typed

    def reason(self) -> Reason:
        given: dict[str, Any] = self.cleaned_data
        about = given["about"]
        return Reason(Ground(given["ground"]), given["seen"], About.NOBODY if about == "none" else About(about))


class CodeForm(forms.Form):
    """What was typed is looked at by the service, and never shown again."""

    code = forms.CharField(
        label="A slip’s code",
        help_text="8 letters and numbers, like KT7X-4MPC. One slip at a time.",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Type the code of one slip.", "max_length": "Type the code of one slip."},
    )
