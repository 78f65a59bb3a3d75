"""How a call ended."""

from __future__ import annotations

from django import forms

from belonging.web.safeguarding.models import Outcome


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label="How did it end?",
        help_text="What was said belongs in your own child-protection file, not here.",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it ended.", "invalid_choice": "Choose one of the ways it can end."},
    )

    @property
    def ended(self) -> Outcome:
        return Outcome(self.cleaned_data["outcome"])
