"""The last step: days, the right to use the answers, and a name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from belonging.web.imports.services.bringing import Terms
from belonging.web.programme.models import Wave
from belonging.web.programme.rules.planning import WAVES, Window

DAY = {"invalid": "Please choose a day of the calendar.", "required": "Please choose the day on which they agreed."}


class TermsForm(forms.Form):
    """`waves` are those in the file; `today` is the last day on which anything of this can have been."""

    name = forms.CharField(
        label="What should the survey be called?",
        help_text="For instance “Autumn survey 2024”. “(past survey)” is written behind it wherever it is read.",
        max_length=60,
        error_messages={"required": "Please give the survey a name."},
    )
    agreed_by = forms.CharField(
        label="Who agreed that these answers are used here?",
        help_text="The organisation that asked, and who signed for it. Keep their letter.",
        max_length=200,
        error_messages={"required": "Please say who agreed."},
    )
    agreed_on = forms.DateField(
        label="When did they agree?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=DAY,
    )
    right = forms.BooleanField(
        label="Those who answered were told that their answers may be used in this way",
        error_messages={"required": "Without this the answers cannot come in."},
    )
    save_as = forms.CharField(
        label="Keep the mapping for the next file, under the name (if you like)", max_length=80, required=False
    )

    def __init__(self, *args: Any, waves: Iterable[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = set(waves)
        self.waves, self.today = [wave for wave in WAVES if wave in held], today
        for wave in self.waves:
            for part, words in (("first", "first day"), ("last", "last day")):
                self.fields[f"{wave}_{part}"] = forms.DateField(
                    label=f"{Wave(wave).label}: {words}",
                    widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                    error_messages={**DAY, "required": f"Please choose the {words} of the {wave}."},
                )

    @property
    def days(self) -> list[BoundField]:
        return [self[f"{wave}_{part}"] for wave in self.waves for part in ("first", "last")]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        before: date | None = None
        for wave in self.waves:
            first, last = cleaned.get(f"{wave}_first"), cleaned.get(f"{wave}_last")
            if first is None or last is None:
                continue
            if last <= first:
                self.add_error(f"{wave}_last", "The last day has to come after the first day.")
            elif last >= self.today:
                self.add_error(f"{wave}_last", "Only surveys that are over can come in. Please choose an earlier day.")
            if before is not None and first <= before:
                self.add_error(f"{wave}_first", f"The {wave} has to begin after the wave before it ended.")
            before = last
        if cleaned.get("agreed_on") and cleaned["agreed_on"] > self.today:
            self.add_error("agreed_on", "This day has not come yet.")
        return cleaned

    @property
    def terms(self) -> Terms:
        said = self.cleaned_data
        windows = {wave: Window(said[f"{wave}_first"], said[f"{wave}_last"]) for wave in self.waves}
        agreed = (said["agreed_by"].strip(), said["agreed_on"])
        return Terms(said["name"].strip(), windows, *agreed, save_as=said["save_as"].strip())
