"""How a call ended."""

from __future__ import annotations

from typing import Any

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

    def __init__(self, *args: Any, origin: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker: declared above
        field.choices = [(each.value, each.said_of(origin)) for each in Outcome]

    @property
    def ended(self) -> Outcome:
        return Outcome(self.cleaned_data["outcome"])
