"""The evaluator's agreement."""

from __future__ import annotations

from django import forms

from belonging.web.packs.models import Detail
from belonging.web.packs.rules.agreement import TERMS
from belonging.web.packs.services.agreements import Wording


class AgreementForm(forms.Form):
    organisation = forms.CharField(
        label="Your organisation",
        max_length=160,
        error_messages={"required": "Please name your organisation."},
    )
    purpose = forms.CharField(
        label="What you want to find out",
        help_text="Two or three sentences. Those who release a pack read them.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 2000}),
        error_messages={"required": "Please say what you want to find out."},
    )
    detail = forms.ChoiceField(
        label="How fine the rows need to be",
        help_text="Choose the coarser if it is enough: more rows keep what they state.",
        choices=Detail.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose how fine the rows need to be."},
    )
    until = forms.DateField(
        label="The day by which you destroy every copy",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Please choose the day.", "invalid": "Please choose a day of the calendar."},
    )
    terms = forms.MultipleChoiceField(
        label="I agree to each of these",
        choices=[(term.key, term.sentence) for term in TERMS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick every term. If you cannot agree to one, write to the programme’s team."},
    )

    def clean_terms(self) -> list[str]:
        ticked = list(self.cleaned_data["terms"])
        if len(ticked) < len(TERMS):
            raise forms.ValidationError("Tick every term. If you cannot agree to one, write to the programme’s team.")
        return ticked

    @property
    def wording(self) -> Wording:
        said = self.cleaned_data
        return Wording(
            organisation=said["organisation"],
            purpose=said["purpose"],
            detail=Detail(said["detail"]),
            until=said["until"],
            ticked=said["terms"],
        )
