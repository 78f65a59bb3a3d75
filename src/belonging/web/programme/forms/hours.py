"""The hours that the programme has, the forecast's numbers, and the arm of a school."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django import forms
from django.forms.boundfield import BoundField

from belonging.web.programme.models import Arm, Cohort
from belonging.web.programme.rules.forecast import ASSUMPTIONS, KINDS, PER_WAVE, assumed
from belonging.web.programme.services import Hours

MOST: Final = 100_000
_NUMBER: Final = {
    "required": "Please give a number.",
    "invalid": "Please give a number, for instance 20.",
    "min_value": "Please give 0 or more.",
    "max_value": f"Please give at most {MOST:,}.",
}


class HoursForm(forms.Form):
    comments_on = forms.BooleanField(
        label="Parents and staff may write in their own words",
        help_text="Somebody reads each comment before a school sees it. Pupils are never asked to write.",
        required=False,
    )

    def __init__(self, *args: object, cohort: Cohort, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
        self.fields["comments_on"].initial = cohort.comments_on
        for kind, words in KINDS.items():
            self.fields[f"stated_{kind}"] = forms.IntegerField(
                label=words,
                help_text="Hours for one wave" if kind in PER_WAVE else "Hours over the whole programme",
                required=False,
                min_value=0,
                max_value=MOST,
                initial=cohort.stated_hours.get(kind),
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                error_messages=_NUMBER,
            )
        numbers = assumed(cohort.assumptions)
        for each in ASSUMPTIONS:
            self.fields[f"assumed_{each.key}"] = forms.FloatField(
                label=f"{each.words} ({each.unit})",
                help_text=each.basis,
                min_value=0,
                max_value=MOST,
                initial=f"{numbers[each.key]:g}",
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                error_messages=_NUMBER,
            )

    @property
    def stated(self) -> Iterator[BoundField]:
        return (self[f"stated_{kind}"] for kind in KINDS)

    @property
    def assumptions(self) -> Iterator[BoundField]:
        return (self[f"assumed_{each.key}"] for each in ASSUMPTIONS)

    @property
    def numbers_are_wrong(self) -> bool:
        return any(self[f"assumed_{each.key}"].errors for each in ASSUMPTIONS)

    @property
    def hours(self) -> Hours:
        """Only what differs from our own numbers is kept."""
        said = self.cleaned_data
        stated = {kind: said[f"stated_{kind}"] for kind in KINDS if said[f"stated_{kind}"] is not None}
        numbers = {each.key: said[f"assumed_{each.key}"] for each in ASSUMPTIONS}
        changed = {each.key: numbers[each.key] for each in ASSUMPTIONS if numbers[each.key] != each.value}
        return Hours(stated, changed, comments_on=said["comments_on"])


class ArmForm(forms.Form):
    arm = forms.ChoiceField(
        label="How the school takes part",
        choices=Arm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose how the school takes part."},
    )


class LeaveForm(forms.Form):
    because = forms.CharField(
        label="Why does the school leave?",
        help_text="A sentence. The programme team reads it, to keep other schools from leaving.",
        max_length=300,
        error_messages={"required": "Please say in a sentence why the school leaves."},
    )


class PermissionForm(forms.Form):
    """Who allowed the use of a wording that is not ours."""

    granted_by = forms.CharField(
        label="Who allowed it?",
        help_text="The person or organisation that owns the wording.",
        max_length=120,
        error_messages={"required": "Please say who allowed it."},
    )
    evidence = forms.CharField(
        label="Where is their letter or e-mail kept?",
        max_length=300,
        error_messages={"required": "Please say where the letter or e-mail is kept, so that it can be found again."},
    )
