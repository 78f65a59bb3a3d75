"""One contact with a school."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms

from belonging.web.programme.models import Cohort, ContactBy
from belonging.web.programme.services import Contacted

MOST_MINUTES = 24 * 60


class SupportForm(forms.Form):
    """`today` is the last day on which a contact can have been."""

    kind = forms.ChoiceField(
        label="What was it?",
        choices=ContactBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose what it was."},
    )
    on = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Please choose the day.", "invalid": "Please choose a day of the calendar."},
    )
    minutes = forms.IntegerField(
        label="Minutes, with the journey",
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "Please say how many minutes it took.",
            "invalid": "Please give a whole number of minutes, for instance 20.",
            "min_value": "Please give 1 minute or more.",
            "max_value": "A day has 1,440 minutes. Please give fewer, or log each day.",
        },
    )
    what = forms.CharField(
        label="What was it about?",
        help_text="Please name no pupils and no parents.",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Please say what it was about.",
            "max_length": "Please shorten this to 3,000 characters.",
        },
    )
    next_step = forms.CharField(label="Agreed next step (if any)", max_length=300, required=False)
    next_due = forms.DateField(
        label="By when?",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Please choose a day of the calendar."},
    )
    shared = forms.BooleanField(label="The school's lead may read this note", required=False)

    def __init__(self, *args: object, cohorts: Iterable[Cohort], today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.today = today
        self.offered = {cohort.slug: cohort for cohort in cohorts}
        alone = next(iter(self.offered)) if len(self.offered) == 1 else None
        self.fields["cohort"] = forms.ChoiceField(
            label="Cohort",
            choices=[(cohort.slug, cohort.name) for cohort in self.offered.values()],
            initial=alone,
            widget=forms.HiddenInput if alone else forms.Select,
            error_messages={"required": "Please choose the cohort."},
        )
        self.fields["on"].initial = today
        self.fields["on"].widget.attrs |= {"max": today.isoformat()}

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError("This day is still to come. Please log what has happened.")
        return day

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if cleaned.get("next_due") and not cleaned.get("next_step"):
            self.add_error("next_step", "Please say what the next step is, or leave its day empty.")
        return cleaned

    @property
    def chosen(self) -> Cohort:
        return self.offered[self.cleaned_data["cohort"]]

    @property
    def contact(self) -> Contacted:
        said = self.cleaned_data
        parts = ("kind", "on", "minutes", "what", "next_step", "next_due", "shared")
        return Contacted(**{part: said[part] for part in parts})
