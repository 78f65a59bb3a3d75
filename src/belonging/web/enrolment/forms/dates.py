"""A school's days in a wave, proposed so that most need to change nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from belonging.web.enrolment.forms.contacts import day_field
from belonging.web.enrolment.models import SchoolWave
from belonging.web.enrolment.rules.dates import SchoolDays, WaveDates, problems, proposal

ORDER = ("first_day", "last_day", "reply_by", "results_on")


class DatesForm(forms.Form):
    first_day = day_field("First day on which pupils answer")
    last_day = day_field("Last day on which pupils answer", "At least five school days; two weeks are enough for most.")
    reply_by = day_field(
        "Last day on which parents can say no", "At least five school days before the first day. It is in the letter."
    )
    results_on = day_field(
        "Day on which you tell pupils and families the results", "It is in the letter, so choose a day you can keep."
    )

    def __init__(
        self,
        *args: Any,
        calendar: SchoolDays,
        window: tuple[date, date] | None,
        chosen: SchoolWave | None,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.calendar, self.window = calendar, window
        shown: WaveDates | SchoolWave = chosen or proposal(today, calendar, window)
        self.initial = {name: getattr(shown, name) for name in ORDER}
        if window:
            for name in ORDER[:2]:
                limits = {"min": window[0].isoformat(), "max": window[1].isoformat()}
                self.fields[name].widget.attrs |= limits

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            for problem in problems(self.dates(), self.calendar, self.window):
                self.add_error(problem.field, problem.sentence)
        return self.cleaned_data

    def dates(self) -> WaveDates:
        return WaveDates(**{name: self.cleaned_data[name] for name in ORDER})
