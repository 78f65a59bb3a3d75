"""One term's counts, group by group; the school's file; a published file. No form saves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField

from belonging.web.base.names_guard import names_in
from belonging.web.base.numbers import LARGEST_NUMBER
from belonging.web.outcomes.queries import TermOutcome
from belonging.web.outcomes.rules.counts import (
    COLUMN_HINTS,
    COLUMN_NAMES,
    COLUMNS,
    GROUP_NAMES,
    LARGEST,
    Counts,
    Group,
    faults,
)
from belonging.web.outcomes.rules.published_file import LARGEST_UPLOAD
from belonging.web.outcomes.rules.symbols import number_of

LONGEST_WORDS = 300


class Whole(forms.CharField):
    """A whole number as people write it: "1,204". Empty where it is not known."""

    def __init__(self, label: str, hint: str) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "12"})
        super().__init__(label=label, help_text=hint, required=False, widget=widget)

    def clean(self, value: Any) -> int | None:
        try:
            return number_of(str(value or ""))
        except ValueError as error:
            raise forms.ValidationError(
                f"“{self.label}” has to be a whole number from 0 to {LARGEST:,}, in figures. Leave it empty if you do "
                "not know."
            ) from error


class TermForm(forms.Form):
    """`known`: words that name nobody, the school's name say."""

    incident_words = forms.CharField(
        label="What counts as a behaviour incident at your school?",
        help_text="In a sentence, for whoever reads the number. Empty if you gave none.",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": str(LONGEST_WORDS)}),
        error_messages={"max_length": f"Please use at most {LONGEST_WORDS} letters."},
    )
    read = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_NUMBER, required=False)

    def __init__(self, *places: Any, known: str = "", **named: Any) -> None:
        super().__init__(*places, **named)
        self._known = known
        for group in Group:
            for name in COLUMNS:
                hint = COLUMN_HINTS[name] if group is Group.ALL else ""
                self.fields[field_name(group, name)] = Whole(COLUMN_NAMES[name], hint)

    @property
    def counts(self) -> dict[Group, Counts]:
        found = {
            group: Counts(**{name: self.cleaned_data.get(field_name(group, name)) for name in COLUMNS})
            for group in Group
        }
        return {group: counts for group, counts in found.items() if counts}

    def bound(self, group: Group) -> list[BoundField]:
        return [self[field_name(group, name)] for name in COLUMNS]

    def clean_incident_words(self) -> str:
        words = " ".join(str(self.cleaned_data["incident_words"]).split())
        if found := names_in(words, known=[self._known]):
            raise forms.ValidationError(f"“{found[0]}” looks like a name. Please say it without one.")
        return words

    def clean(self) -> dict[str, Any]:
        for group, name, sentence in faults(self.counts):
            if not self.has_error(field_name(group, name)):
                self.add_error(field_name(group, name), sentence)
        counted = any(counts.incidents is not None for counts in self.counts.values())
        if counted and not self.cleaned_data.get("incident_words") and not self.has_error("incident_words"):
            self.add_error("incident_words", "Please say what counts as an incident: no two schools count alike.")
        return self.cleaned_data


def field_name(group: Group, name: str) -> str:
    return f"{group.value}-{name}"


def as_kept(outcome: TermOutcome | None, words: str) -> Mapping[str, object]:
    """What stands, for a form that begins from it; `words` where the term has none of its own."""
    if outcome is None:
        return {"incident_words": words}
    numbers = {field_name(group, name): counts.of(name) for group, counts in outcome.counts.items() for name in COLUMNS}
    return {**numbers, "incident_words": outcome.incident_words or words}


class SchoolFileForm(forms.Form):
    file = forms.FileField(
        label="Your file (CSV)",
        help_text="One row for each term and group. Counts alone: no list of pupils.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "Please choose a file.", "empty": "The file is empty. Please choose another."},
    )


class KeepFileForm(forms.Form):
    """`carried` is the checked file, signed by us."""

    carried = forms.CharField(widget=forms.HiddenInput)
    replaces = forms.ChoiceField(
        label="Terms that you have entered before",
        choices=[("no", "Leave them as they are"), ("yes", "Replace them by what is in the file")],
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose what becomes of terms that are there already."},
    )


class PublishedFileForm(forms.Form):
    file = forms.FileField(
        label="The Department’s file (CSV)",
        help_text="As downloaded and unpacked, up to 100 MB. For larger ones: belonging outcomes import-dfe FILE",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "Please choose a file.", "empty": "The file is empty. Please choose another."},
    )

    def clean_file(self) -> UploadedFile[Any]:
        found: UploadedFile[Any] = self.cleaned_data["file"]
        if (found.size or 0) > LARGEST_UPLOAD:
            raise forms.ValidationError(
                "The file is larger than 100 MB. Please import it in the terminal: belonging outcomes import-dfe FILE"
            )
        return found


def groups_of(form: TermForm) -> Iterator[tuple[str, list[BoundField], bool]]:
    """All groups but the first: name, fields, and whether there is anything in them or wrong with them."""
    for group in list(Group)[1:]:
        fields = form.bound(group)
        yield GROUP_NAMES[group], fields, any(field.errors or field.value() not in (None, "") for field in fields)
