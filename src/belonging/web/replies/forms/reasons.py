"""The lead's reasons: why pages wait, and why one is taken down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from belonging.web.replies.models import Page
from belonging.web.replies.rules.editions import READERS


class WithholdForm(forms.Form):
    """Which pages wait, why, and until when."""

    pages = forms.MultipleChoiceField(
        label="Which pages wait?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Please tick at least one page."},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="The programme team reads it. Please name no child.",
        error_messages={
            "required": "Please say why. The programme team reads your reason.",
            "max_length": "This is too long. Please keep it to %(limit_value)d letters.",
        },
    )
    until = forms.DateField(
        label="Until when?",
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="They publish by themselves that morning. Leave it empty, and they don't publish by themselves.",
        error_messages={"invalid": "Please give the day like 14/12/2026."},
    )

    def __init__(self, *args: Any, waiting: Sequence[Page], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.waiting = today, {page.edition: page for page in waiting}
        field = self.fields["pages"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(edition, READERS[edition]) for edition in self.waiting]

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until <= self.today:
            raise forms.ValidationError("Please choose a day after today, or leave the day empty.")
        return until

    @property
    def chosen(self) -> list[Page]:
        return [self.waiting[edition] for edition in self.cleaned_data["pages"]]


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Why is it taken down?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="The programme team reads it. Please name no child.",
        error_messages={
            "required": "Please say why. The programme team reads your reason.",
            "max_length": "This is too long. Please keep it to %(limit_value)d letters.",
        },
    )
