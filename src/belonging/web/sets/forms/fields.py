"""Fields that the forms of sets share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from belonging.web.base.names_guard import names_in
from belonging.web.base.numbers import LARGEST_NUMBER
from belonging.web.sets.models import Member
from belonging.web.ui.whole_text import WholeText


def words(label: str, most: int, *, rows: int = 3, hint: str = "", required: bool = True) -> WholeText:
    return WholeText(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": "Please write a sentence, or go back.",
            "max_length": f"Please say it in {most:,} characters at most.",
        },
    )


def line(label: str, most: int, *, hint: str = "", required: bool = True, empty: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": empty or "Please write a few words.",
            "max_length": f"Please say it in {most:,} characters at most.",
        },
    )


def day(label: str, *, hint: str = "", required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    errors = {"invalid": "Please choose a day of the calendar.", "required": "Please choose a day."}
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget, error_messages=errors)


def clock(label: str, *, hint: str = "", required: bool = False) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    errors = {
        "invalid": "A time looks like 15:30. Please write it like that.",
        "required": "Please say at what time.",
    }
    return forms.TimeField(label=label, help_text=hint, required=required, widget=widget, error_messages=errors)


class NoteForm(forms.Form):
    """Something said. The facilitator says whose it is (`speaker`); a member writes their own.

    What looks like a name of nobody in the set is pointed out once; whoever ticks the box keeps it.
    """

    revision = forms.IntegerField(required=False, max_value=LARGEST_NUMBER, widget=forms.HiddenInput, initial=0)
    no_names = forms.BooleanField(label="No child or colleague can be recognised in this", required=False)

    def __init__(self, *args: Any, speakers: Iterable[Member] = (), known: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._speakers = {str(each.pk): each for each in speakers}
        self._known = tuple(known)
        self.names_found: tuple[str, ...] = ()
        if self._speakers:
            choices = [("", "Choose"), *((key, each.user.name) for key, each in self._speakers.items())]
            who = forms.ChoiceField(label="Who says this?", choices=choices)
            who.error_messages["required"] = who.error_messages["invalid_choice"] = "Please choose who says this."
            self.fields = {"speaker": who, **self.fields}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        texts = "\n".join(value for name, value in said.items() if isinstance(value, str) and name != "speaker")
        self.names_found = names_in(texts, known=self._known)
        if self.names_found and not said.get("no_names"):
            found = ", ".join(f"“{name}”" for name in self.names_found[:4])
            self.add_error(
                "no_names",
                f"{found} looks like a person’s name. Say “a pupil in Year 5” instead, or tick this box if nobody can "
                "be recognised.",
            )
        return said

    @property
    def speaker(self) -> Member | None:
        """Whom the facilitator chose; None where members write for themselves."""
        return self._speakers.get(str(self.cleaned_data.get("speaker", "")))

    @property
    def begun_from(self) -> int:
        return int(self.cleaned_data.get("revision") or 0)
