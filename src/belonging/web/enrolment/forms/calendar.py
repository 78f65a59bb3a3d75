"""Terms, days without school, and the hours of the week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from belonging.web.enrolment.forms.contacts import day_field
from belonging.web.schools.queries.calendar import week_of
from belonging.web.schools.rules.calendar import Span, Week
from belonging.web.schools.rules.calendar_days import Days
from belonging.web.schools.rules.nations import NATIONS
from belonging.web.schools.rules.templates import SpanKind, Template

KINDS = (
    (SpanKind.INSET.value, "INSET day"),
    (SpanKind.CLOSED.value, "Other days on which school is closed"),
    (SpanKind.HALF_TERM.value, "Half-term"),
    (SpanKind.TERM.value, "Term"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
"""On Sundays no school is in."""
FEW = 8
"""More than so many choices are a list to open."""


class DaysForm(forms.Form):
    """One term, or days without school. The last day may be left empty for a single day."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose what it is."},
    )
    name = forms.CharField(
        label="Its name (optional)",
        help_text="For instance: Autumn term, or Polling day.",
        max_length=60,
        required=False,
    )
    first = day_field("First day")
    last = day_field("Last day", "Leave it empty for a single day.", required=False)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", "The last day is before the first. Please change one of them.")
        if first and not last and "last" not in self.errors and self.cleaned_data.get("kind") == SpanKind.TERM:
            self.add_error("last", "Please give the last day of the term.")
        return self.cleaned_data

    def days(self) -> Days:
        given = self.cleaned_data
        span = Span(given["first"], given["last"] or given["first"], given["name"].strip())
        return Days(SpanKind(given["kind"]), span)


class HoursForm(forms.Form):
    """When school begins and ends on each weekday. Both empty: no school that day."""

    def __init__(self, *args: Any, week: Week, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(WEEKDAYS):
            hours = week[number]
            self.fields[f"opens_{number}"] = _time_field(name, "Begins", hours[0] if hours else None)
            self.fields[f"closes_{number}"] = _time_field(name, "Ends", hours[1] if hours else None)

    def rows(self) -> list[tuple[str, BoundField, BoundField]]:
        return [(name, self[f"opens_{at}"], self[f"closes_{at}"]) for at, name in enumerate(WEEKDAYS)]

    def clean(self) -> dict[str, Any]:
        for number, name in enumerate(WEEKDAYS):
            keys = (f"opens_{number}", f"closes_{number}")
            if self.errors.keys() & set(keys):
                continue
            opens, closes = (self.cleaned_data[key] for key in keys)
            if (opens is None) != (closes is None):
                empty = keys[0] if opens is None else keys[1]
                self.add_error(empty, f"{name}: please give both times, or leave both empty if there is no school.")
            elif opens and closes <= opens:
                self.add_error(keys[1], f"{name}: school has to end after it begins.")
        if not self.errors and not any(self.week()):
            self.add_error("opens_0", "Please give the hours of one day at least.")
        return self.cleaned_data

    def week(self) -> Week:
        given = self.cleaned_data
        return week_of(
            {
                number: (given[f"opens_{number}"], given[f"closes_{number}"])
                for number in range(len(WEEKDAYS))
                if given[f"opens_{number}"]
            }
        )


class TakeForm(forms.Form):
    """The usual dates from which to start anew."""

    template = forms.ChoiceField(
        label="Whose dates?",
        error_messages={
            "required": "Please choose whose dates to copy.",
            "invalid_choice": "Please choose one of the list.",
        },
    )

    def __init__(self, *args: Any, templates: Iterable[Template], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.key, each.name) for each in templates]
        field = self.fields["template"]
        if isinstance(field, forms.ChoiceField):
            field.widget = forms.RadioSelect() if len(choices) <= FEW else forms.Select()
            field.choices = choices
        self.initial.setdefault("template", choices[0][0] if choices else "")


class TemplateForm(forms.Form):
    """A local authority whose dates the team wants to keep."""

    authority = forms.CharField(
        label="Local authority",
        help_text="As the national register writes it: schools of this authority get these dates.",
        max_length=60,
        error_messages={"required": "Please give the name of the local authority."},
    )
    nation = forms.ChoiceField(
        label="Nation",
        choices=[(key, name) for key, name in NATIONS.items() if key != "elsewhere"],
        initial="england",
        help_text="The calendar begins with this nation’s usual dates and follows its bank holidays.",
    )


def _time_field(day: str, label: str, value: time | None) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        initial=value,
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": f"{day}: please give a time such as 08:45."},
    )
