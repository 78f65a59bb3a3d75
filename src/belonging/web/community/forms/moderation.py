"""What moderators decide, and for how long a person may not write."""

from __future__ import annotations

from datetime import date
from typing import Final

from django import forms

from belonging.web.community.rules.limits import LONGEST_REASON
from belonging.web.community.services.moderating import PauseWords

TOO_LONG: Final = f"Please say it in {LONGEST_REASON} letters at most."


class JudgeForm(forms.Form):
    """One act; a reason where the writer is told."""

    act = forms.ChoiceField(
        label="What should become of it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose what should become of it."},
    )
    reason = forms.CharField(
        label="Why? The writer is told, by mail",
        help_text="Not needed where it stays or is shown again.",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: object, acts: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.fields["act"].choices = acts  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if given.get("act") in ("hide", "remove") and not str(given.get("reason", "")).strip():
            self.add_error("reason", "Please say why in a sentence: the writer is told.")
        return given


class PauseForm(forms.Form):
    until = forms.DateField(
        label="Until the end of which day?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Please choose the last day.", "invalid": "Please choose a day of the calendar."},
    )
    reason = forms.CharField(
        label="Why? They are told, by mail",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Please say why in a sentence: the person is told.", "max_length": TOO_LONG},
    )

    @property
    def words(self) -> PauseWords:
        until: date = self.cleaned_data["until"]
        return PauseWords(until, self.cleaned_data["reason"])
