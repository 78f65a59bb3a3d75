"""Answers, notes and outcomes."""

from __future__ import annotations

from typing import Any

from django import forms

from belonging.web.complaints.models import EnquiryKind, Outcome
from belonging.web.complaints.rules import LONGEST
from belonging.web.complaints.services.answering import OUTCOMES

TOO_LONG = f"Please keep it to {LONGEST:,} letters."


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Your answer",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": LONGEST}),
        error_messages={"required": "Please write the answer.", "max_length": TOO_LONG},
    )


class NoteForm(forms.Form):
    note = forms.CharField(
        label="A note for the team",
        help_text="The writer never sees it. They may ask for a copy of what is kept about them.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
        error_messages={"required": "Please write the note.", "max_length": TOO_LONG},
    )


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label="How did it end?",
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose how it ended."},
    )

    def __init__(self, *args: Any, kind: EnquiryKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker: declared above
        field.choices = [(each.value, each.label) for each in OUTCOMES[kind]]

    @property
    def ending(self) -> Outcome:
        return Outcome(self.cleaned_data["outcome"])
