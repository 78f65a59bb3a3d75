"""The last day of the leads' survey, and that it is time for it."""

from __future__ import annotations

from datetime import date, datetime

from django import forms

from belonging.web.surveys.rules.rounds import OPEN_AT_MOST
from belonging.web.surveys.rules.windows import USUAL, end_of, last_possible


class OpenLeadsSurveyForm(forms.Form):
    """Any day from tomorrow on: leads answer where and when they like."""

    last_day = forms.DateField(
        label="Last day for answers",
        help_text=f"At most {OPEN_AT_MOST.days} days from today. Everybody is reminded once, three days before.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Please choose the last day.", "invalid": "Please choose a day of the calendar."},
    )

    at_end = forms.BooleanField(
        label="Send them all the same",
        error_messages={"required": "Please tick this if you want to ask before the schools have finished."},
    )

    def __init__(self, *args: object, today: date, unfinished: bool, **kwargs: object) -> None:
        """`unfinished`: some of those who would be asked have not finished, which is to be confirmed."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.today, self.latest = today, last_possible(today)
        if not unfinished:
            del self.fields["at_end"]
        self.fields["last_day"].initial = today + USUAL
        self.fields["last_day"].widget.attrs |= {"min": today.isoformat(), "max": self.latest.isoformat()}

    def clean_last_day(self) -> date:
        chosen: date = self.cleaned_data["last_day"]
        if chosen <= self.today:
            raise forms.ValidationError("The last day has to be tomorrow or later, so that leads have time to answer.")
        if chosen > self.latest:
            raise forms.ValidationError(
                f"It can be open for {OPEN_AT_MOST.days} days at most. "
                f"Please choose {self.latest:%A} {self.latest.day} {self.latest:%B %Y} or an earlier day."
            )
        return chosen

    @property
    def closes_at(self) -> datetime:
        """The end of the chosen day."""
        return end_of(self.cleaned_data["last_day"])
