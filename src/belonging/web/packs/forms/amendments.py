"""Asking for tables after a plan was fixed, and answering who asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from django import forms

from belonging.web.findings.models import Ground
from belonging.web.packs.services.amendments import Asked

Choices = Iterable[tuple[str, str]]


class AmendmentForm(forms.Form):
    """For one questionnaire: its statements, the breakdowns that its plan has not, and the waves that are out."""

    items = forms.MultipleChoiceField(
        label="Which statements?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Please choose a statement, or several."},
    )
    by = forms.MultipleChoiceField(
        label="Broken down by",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Please choose a breakdown."},
    )
    waves = forms.MultipleChoiceField(
        label="In which waves?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Please choose a wave."},
    )
    reason = forms.CharField(
        label="Why you ask",
        help_text="It stands beside the tables wherever they are shown.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 1000}),
        error_messages={"required": "Please say why you ask."},
    )

    def __init__(
        self, data: Mapping[str, object] | None, *, instrument: str, items: Choices, by: Choices, waves: Choices
    ) -> None:
        super().__init__(data)
        self.instrument = instrument
        for name, choices in (("items", items), ("by", by), ("waves", waves)):
            cast(forms.MultipleChoiceField, self.fields[name]).choices = list(choices)

    @property
    def asked(self) -> Asked:
        chosen = self.cleaned_data
        items, by, waves = (tuple(chosen[name]) for name in ("items", "by", "waves"))
        return Asked(self.instrument, items, by, waves, chosen["reason"])


class AllowForm(forms.Form):
    read = forms.BooleanField(
        label="I have read which tables, and why",
        error_messages={"required": "Please read it, and tick that you have."},
    )


class RefuseAmendmentForm(forms.Form):
    ground = forms.ChoiceField(
        label="What could be learned?",
        help_text="An amendment is refused for disclosure, and for nothing else.",
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose what could be learned."},
    )
    because = forms.CharField(
        label="In your own words",
        help_text="Whoever asked reads this. Do not name a pupil or a school.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        error_messages={"required": "Please say in your own words what could be learned."},
    )
