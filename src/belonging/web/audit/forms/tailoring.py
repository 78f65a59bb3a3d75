"""A school's own statement, and why a statement does not apply to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from django import forms

from belonging.instruments.audit import Area
from belonging.web.audit.rules.tailoring import LONGEST_REASON, LONGEST_TEXT, LONGEST_WORDING
from belonging.web.audit.services.tailoring import OwnWords


def _text(label: str, *, hint: str, most: int, rows: int, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing, "max_length": f"Please say it in {most} characters at most."},
    )


class OwnStatementForm(forms.Form):
    """Two strangers, with these words alone, should choose the same rating."""

    area = forms.ChoiceField(
        label="In which area?",
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose an area.", "invalid_choice": "Please choose one of the areas."},
    )
    wording = _text(
        "Your statement",
        hint="What your school does, in one sentence that begins with “We”.",
        most=LONGEST_WORDING,
        rows=2,
        missing="Please write your statement.",
    )
    fully = _text(
        "Fully met means",
        hint="What a stranger would see or find in every class, on an ordinary day.",
        most=LONGEST_TEXT,
        rows=3,
        missing="Please say what a stranger would see where it is fully met.",
    )
    partially = _text(
        "Partially met means",
        hint="What is there, and what is missing.",
        most=LONGEST_TEXT,
        rows=3,
        missing="Please say what a stranger would see where it is partially met.",
    )
    not_yet = _text(
        "Not yet met means",
        hint="What a stranger would see or hear instead.",
        most=LONGEST_TEXT,
        rows=3,
        missing="Please say what a stranger would see where it is not yet met.",
    )

    def __init__(self, *args: object, areas: Iterable[Area], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        cast(forms.ChoiceField, self.fields["area"]).choices = [
            (area.key, f"{area.number} {area.title}") for area in areas
        ]

    @property
    def own(self) -> OwnWords:
        return OwnWords(**{name: str(value) for name, value in self.cleaned_data.items()})


class HideForm(forms.Form):
    """A reason that is suggested, or the school's own words, or both."""

    suggested = forms.ChoiceField(label="Does one of these say it?", required=False, widget=forms.RadioSelect)
    words = forms.CharField(
        label="In your own words",
        help_text="Leave it empty if a reason above says it all. Please name nobody.",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"Please say it in {LONGEST_REASON} characters at most."},
    )

    def __init__(self, *args: object, reasons: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.reasons = reasons
        chosen = cast(forms.ChoiceField, self.fields["suggested"])
        chosen.choices = [(str(at), reason) for at, reason in enumerate(reasons)]
        chosen.error_messages["invalid_choice"] = "Please choose one of these reasons, or write your own."

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if not self.errors and not self.reason:
            self.add_error("words", "Please choose a reason, or write your own: your adviser and later leads read it.")
        elif not self.errors and len(self.reason) > LONGEST_REASON:
            self.add_error("words", f"Both together are too long. Please stay within {LONGEST_REASON} characters.")
        return cleaned

    @property
    def reason(self) -> str:
        chosen = str(self.cleaned_data.get("suggested") or "")
        suggested = self.reasons[int(chosen)] if chosen else ""
        return " ".join(part for part in (suggested, str(self.cleaned_data.get("words") or "").strip()) if part)
