"""Quotes, pictures and the consent to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from belonging.web.actions.forms.plan import short_text
from belonging.web.base.names_guard import names_in
from belonging.web.cases.models import Use
from belonging.web.cases.rules.kinds import LONGEST_QUOTE
from belonging.web.cases.rules.one_person import could_be_one_person
from belonging.web.cases.services.beside import ConsentWords, PictureWords

NOBODY, ADULTS, CHILDREN = "nobody", "adults", "children"
MOST_PEOPLE = 12


def _day(label: str, help_text: str, *, required: bool) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Please give the day.", "invalid": "Please choose a day of the calendar."},
    )


class ConsentForm(forms.Form):
    given_by = forms.CharField(
        label="Who gave consent?",
        help_text="Without a name: “the parent of a Year 4 pupil”, “the two pupils who painted it”. Your school keeps "
        "the signed form.",
        **{**short_text(80), "error_messages": {"required": "Please say who gave consent, without a name.",
           "max_length": "Please say it in 80 characters at most."}},
    )  # fmt: skip
    given_on = _day("On what day?", "", required=True)
    use = forms.ChoiceField(label="What for?", choices=Use.choices, widget=forms.RadioSelect, initial=Use.HUB)
    until = _day(
        "Until when?", "Leave it empty if no day was named. After this day it is taken out by itself.", required=False
    )

    def clean_given_by(self) -> str:
        given: str = self.cleaned_data["given_by"]
        if found := names_in(given):
            raise forms.ValidationError(f"“{found[0]}” looks like a name. Please say who it is without one.")
        return given

    @property
    def consent(self) -> ConsentWords:
        given = self.cleaned_data
        until: date | None = given["until"]
        return ConsentWords(given["given_by"], given["given_on"], given["use"], until)


class QuoteForm(ConsentForm):
    words = forms.CharField(
        label="What did they say?",
        widget=forms.Textarea(attrs={"rows": 3}),
        **{**short_text(LONGEST_QUOTE), "error_messages": {"required": "Please give the words.",
           "max_length": f"Please give {LONGEST_QUOTE} characters at most; leave out the rest with …"}},
    )  # fmt: skip
    whose = forms.CharField(
        label="Who in the school said it?",
        help_text="A role that several people have: “a parent”, “a Year 5 pupil”, “a teaching assistant”.",
        **{**short_text(60), "error_messages": {"required": "Please say who in the school said it, without a name."}},
    )
    checked = forms.BooleanField(label="No child or colleague can be recognised in this", required=False)
    field_order = ["words", "whose", "checked", "given_by", "given_on", "use", "until"]

    def clean(self) -> dict[str, Any]:
        """What is found is said once; who has looked ticks the box and goes on."""
        said, whose = self.cleaned_data.get("words", ""), self.cleaned_data.get("whose", "")
        if self.cleaned_data.get("checked"):
            return self.cleaned_data
        if found := names_in(said) or names_in(whose):
            words = " and ".join(f"“{each}”" for each in found[:3])
            self.add_error("checked", f"{words} looks like a name. Please change it, or tick the box if it is none.")
        elif whose and could_be_one_person(whose):
            words = (
                f"“{whose}” could be one person only. Please say it more widely, or tick the box if nobody can tell."
            )
            self.add_error("checked", words)
        return self.cleaned_data


class PictureForm(ConsentForm):
    file = forms.FileField(
        label="The picture",
        help_text="PNG or JPEG, up to 5 MB. All that a camera notes in it (place, time, make) is taken out.",
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
        error_messages={"required": "Please choose a picture.", "empty": "The file is empty. Please choose another."},
    )
    alt = forms.CharField(
        label="What does it show?",
        help_text="A few words for people who cannot see it.",
        **{**short_text(160), "error_messages": {"required": "Please say in a few words what the picture shows."}},
    )
    who = forms.ChoiceField(
        label="Who can be recognised in it?",
        help_text="Faces, name badges, anything by which somebody who knows the school would know who it is.",
        choices=[
            (NOBODY, "Nobody"),
            (ADULTS, "Adults, and nobody under 18"),
            (CHILDREN, "Children or young people under 18"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Please look who can be recognised in it, and choose."},
    )
    adults = forms.IntegerField(label="How many adults?", required=False, min_value=0, max_value=MOST_PEOPLE)
    children = forms.IntegerField(label="How many under 18?", required=False, min_value=0, max_value=MOST_PEOPLE)
    fit = forms.BooleanField(
        label="Nothing in it says which school it is",
        help_text="No logo, sign, uniform or building. Only such pictures are in a version without the school’s name.",
        required=False,
    )
    field_order = ["file", "alt", "who", "children", "adults", "fit", "given_by", "given_on", "use", "until"]

    def clean(self) -> dict[str, Any]:
        who, given = self.cleaned_data.get("who"), self.cleaned_data
        if who == CHILDREN and not given.get("children"):
            self.add_error("children", "Please say how many can be recognised: each one’s parent has to agree.")
        if who == ADULTS and not given.get("adults"):
            self.add_error("adults", "Please say how many can be recognised: each has to agree.")
        if self.errors and "file" not in self.errors:
            self.add_error("file", "Please choose the picture again: your browser does not keep it.")
        return given

    @property
    def upload(self) -> UploadedFile[Any]:
        found: UploadedFile[Any] = self.cleaned_data["file"]
        return found

    @property
    def words(self) -> PictureWords:
        given = self.cleaned_data
        who = given["who"]
        return PictureWords(
            alt=given["alt"],
            adults=0 if who == NOBODY else given["adults"] or 0,
            children=given["children"] or 0 if who == CHILDREN else 0,
            fit_for_masked=given["fit"] and who == NOBODY,
        )
