"""Making a key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from django import forms

from belonging.web.api.rules.keys import SAYS, Scope
from belonging.web.api.services.keys import NewKey


class KeyForm(forms.Form):
    name = forms.CharField(
        label="Who reads with it, and what for",
        max_length=80,
        error_messages={"required": "Please say who the key is for."},
    )
    scopes = forms.MultipleChoiceField(
        label="What may it read?",
        help_text="As little as will do.",
        choices=[(scope.value, says) for scope, says in SAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Please tick what the key may read."},
    )
    cohorts = forms.MultipleChoiceField(
        label="Of which cohorts?",
        help_text="None ticked: all of them, also later ones.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    expires_on = forms.DateField(
        label="Its last day",
        help_text="A year from now at most.",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Please choose its last day.", "invalid": "Please write a day, like 31/12/2026."},
    )

    def __init__(
        self, data: Mapping[str, object] | None, *, cohorts: Iterable[tuple[str, str]], last_day: date
    ) -> None:
        super().__init__(data, initial={"expires_on": last_day})
        cast(forms.MultipleChoiceField, self.fields["cohorts"]).choices = list(cohorts)

    @property
    def new(self) -> NewKey:
        chosen = self.cleaned_data
        scopes = [Scope(each) for each in chosen["scopes"]]
        return NewKey(chosen["name"], scopes, chosen["cohorts"], chosen["expires_on"])
