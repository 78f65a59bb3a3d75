"""Choices, ticks and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField

from belonging.web.enrolment.forms.contacts import day_field
from belonging.web.enrolment.models import Choices
from belonging.web.enrolment.rules.documents import ENGLISH
from belonging.web.enrolment.services.readiness import MOST_OPT_OUTS


class ChoicesForm(forms.Form):
    editions = forms.MultipleChoiceField(
        label="Which editions will your pupils use?",
        help_text="For planning: an adult can change it on the page. “Draft”: not tried with children yet.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Please choose at least one edition."},
    )
    languages = forms.MultipleChoiceField(
        label="Which languages do your families read?",
        help_text="All that is not named is in English.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Please choose at least one language."},
    )

    accepts_drafts = forms.BooleanField(
        label="Use draft translations, too",
        help_text="Have somebody who reads the language look first.",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        editions: Mapping[str, str],
        languages: Mapping[str, str],
        chosen: Choices | None,
        planned: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        """`editions` and `languages`: by key, each in words with what is to be known of it.

        `planned`: the editions of the school's years, ticked until it has chosen.
        """
        super().__init__(*args, **kwargs)
        for name, choices in (("editions", editions), ("languages", languages)):
            cast(forms.MultipleChoiceField, self.fields[name]).choices = list(choices.items())
        self.initial = {
            "editions": chosen.editions if chosen else [*(planned or list(editions)[:1])],
            "languages": chosen.languages if chosen else [ENGLISH],
            "accepts_drafts": chosen.accepts_drafts if chosen else False,
        }


class DoneForm(forms.Form):
    done_on = day_field("When was it done?")

    def __init__(self, *args: Any, today: date, done_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["done_on"].initial = done_on or today
        self.fields["done_on"].widget.attrs["max"] = today.isoformat()

    def clean_done_on(self) -> date:
        day: date = self.cleaned_data["done_on"]
        if day > self.today:
            raise forms.ValidationError("This day has not come yet. Please tick it off when it is done.")
        return day


class OptOutsForm(forms.Form):
    """One number for the whole school, or one for each year group."""

    whole = forms.IntegerField(label="In the whole school", required=False)

    def __init__(self, *args: Any, years: Mapping[str, str], counted: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        for year, label in years.items():
            self.fields[f"year_{year}"] = forms.IntegerField(label=label, required=False)
        for name, field in self.fields.items():
            field.widget = forms.TextInput(attrs={"inputmode": "numeric"})
            field.error_messages["invalid"] = "Please give a whole number, for instance 3."
            self.initial[name] = counted.get("" if name == "whole" else name.removeprefix("year_"))

    def clean(self) -> dict[str, Any]:
        given = {name: number for name, number in self.cleaned_data.items() if number is not None}
        for name, number in given.items():
            if not 0 <= number <= MOST_OPT_OUTS:
                self.add_error(name, f"Please give a number from 0 to {MOST_OPT_OUTS}.")
        if not given and not self.errors:
            self.add_error("whole", "Please give a number. If no family said no, type 0.")
        if "whole" in given and len(given) > 1:
            self.add_error("whole", "Please give either one number for the whole school, or numbers by year group.")
        return self.cleaned_data

    def numbers(self) -> dict[str, int]:
        return {
            "" if name == "whole" else name.removeprefix("year_"): number
            for name, number in self.cleaned_data.items()
            if number is not None
        }

    def by_year(self) -> list[BoundField]:
        return [self[f"year_{year}"] for year in self.years]

    @property
    def uses_years(self) -> bool:
        """Whether the numbers by year group have to be seen: something is in them, or wrong with them."""
        return any(field.value() is not None or field.errors for field in self.by_year())
