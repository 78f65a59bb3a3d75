"""The closing day, a later one with its reason, and what is known of a class."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django import forms

from belonging.web.schools.rules.calendar import Calendar
from belonging.web.surveys.models import Pack
from belonging.web.surveys.rules.rounds import OPEN_AT_MOST
from belonging.web.surveys.rules.windows import closing_day_fault, end_of, last_possible, sitting_day_fault
from belonging.web.surveys.services.extending import LONGEST_REASON
from belonging.web.ui.addresses import AddressField

NO_DAY = {"required": "Please choose the last day.", "invalid": "Please choose a day of the calendar."}


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class _LastDayForm(forms.Form):
    """A school day between `earliest` and `latest`, both included."""

    last_day = forms.DateField(label="Last day for answers", widget=_day_input(), error_messages=NO_DAY)

    def __init__(self, *args: object, calendar: Calendar, earliest: date, latest: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.calendar, self.earliest, self.latest = calendar, earliest, latest
        self.fields["last_day"].widget.attrs |= {"min": earliest.isoformat(), "max": latest.isoformat()}

    def clean_last_day(self) -> date:
        chosen: date = self.cleaned_data["last_day"]
        fault = closing_day_fault(chosen, calendar=self.calendar, earliest=self.earliest, latest=self.latest)
        if fault:
            raise forms.ValidationError(fault)
        return chosen

    @property
    def closes_at(self) -> datetime:
        """The end of the chosen day."""
        return end_of(self.cleaned_data["last_day"])


class OpenRoundForm(_LastDayForm):
    """`proposed`: the day that stands there at first."""

    def __init__(self, *args: object, calendar: Calendar, today: date, proposed: date, **kwargs: object) -> None:
        super().__init__(*args, calendar=calendar, earliest=today, latest=last_possible(today), **kwargs)
        field = self.fields["last_day"]
        field.initial = proposed
        field.help_text = (
            f"A school day, at most {OPEN_AT_MOST.days} days from today. Two weeks are enough for most schools."
        )


class ExtendRoundForm(_LastDayForm):
    """`closes`: the last day until now; `latest`: the last that can be."""

    reason = forms.CharField(
        label="Why is more time needed?",
        help_text="Your programme adviser and your colleagues read this. Please name nobody.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Please say why more time is needed.",
            "max_length": f"Please say it in {LONGEST_REASON} characters at most.",
        },
    )

    def __init__(self, *args: object, calendar: Calendar, closes: date, latest: date, **kwargs: object) -> None:
        super().__init__(*args, calendar=calendar, earliest=closes + timedelta(days=1), latest=latest, **kwargs)
        self.fields["last_day"].label = "New last day for answers"
        self.fields["last_day"].help_text = "A school day, 28 days after the opening at most."


class PackForm(forms.Form):
    """When a class sits, and whom to remind. Both may be left empty."""

    sits_on = forms.DateField(
        label="On which day does this class sit?",
        help_text="A school day while the questionnaire is open. Leave it empty where none is agreed.",
        required=False,
        widget=_day_input(),
        error_messages={"invalid": "Please choose a day of the calendar."},
    )
    teacher_email = AddressField(
        label="Who is reminded? The teacher’s e-mail address",
        help_text=(
            "Three school days before the end, on the last day, and when the class’s day passed without it. "
            "We keep the address until the answers are sealed, and for 90 days in our list of mails sent. "
            "Leave it empty for no reminders."
        ),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": "Please type the whole address, for instance t.rowe@school.example."},
    )

    def __init__(
        self, *args: object, pack: Pack, calendar: Calendar, first: date, last: date, **kwargs: object
    ) -> None:
        kwargs["initial"] = {"sits_on": pack.sits_on, "teacher_email": pack.teacher_email}
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.pack, self.calendar, self.first, self.last = pack, calendar, first, last
        self.fields["sits_on"].widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}

    def clean_sits_on(self) -> date | None:
        chosen: date | None = self.cleaned_data["sits_on"]
        if chosen is None or chosen == self.pack.sits_on:
            return chosen
        fault = sitting_day_fault(chosen, calendar=self.calendar, first=self.first, last=self.last)
        if fault:
            raise forms.ValidationError(fault)
        return chosen
