"""The closing day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone

from belonging.web.surveys.rules.rounds import OPEN_AT_MOST

USUAL = timedelta(days=14)
END_OF_DAY = time(23, 59)


class OpenRoundForm(forms.Form):
    last_day = forms.DateField(
        label="Last day for answers",
        help_text=f"At most {OPEN_AT_MOST.days} days from today. Two weeks are enough for most schools.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Please choose the last day.", "invalid": "Please choose a day of the calendar."},
    )

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.last_possible = today + OPEN_AT_MOST - timedelta(days=1)
        self.today = today
        field = self.fields["last_day"]
        field.initial = today + USUAL
        field.widget.attrs |= {"min": today.isoformat(), "max": self.last_possible.isoformat()}

    def clean_last_day(self) -> date:
        chosen: date = self.cleaned_data["last_day"]
        if chosen < self.today:
            raise forms.ValidationError("The last day has to be today or later.")
        if chosen > self.last_possible:
            raise forms.ValidationError(
                f"A questionnaire is open for {OPEN_AT_MOST.days} days at most. Please choose an earlier day."
            )
        return chosen

    @property
    def closes_at(self) -> datetime:
        """The end of the chosen day."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["last_day"], END_OF_DAY))
