"""The file, and what its columns and values are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField

from belonging.instruments.model import Instrument
from belonging.web.imports.models import SavedMapping
from belonging.web.imports.queries import school_called
from belonging.web.imports.rules.guessing import GROUPS_OF, LABELS
from belonging.web.imports.rules.mapping import SurveyMapping, column_faults
from belonging.web.imports.rules.tables import SurveyTable
from belonging.web.programme.models import Wave

ABSENT = ""
SEEN = 3


class UploadForm(forms.Form):
    """`questionnaires` and `saved` are choices: (value, words)."""

    file = forms.FileField(
        label="The survey’s answers",
        help_text="A CSV, Excel (.xlsx) or SPSS (.sav) file of 10 MB at most, as the tool exports it.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.sav,.txt,.tsv"}),
        error_messages={
            "required": "Please choose the file with the answers.",
            "empty": "The file is empty. Please export the answers again and choose that file.",
        },
    )
    instrument = forms.ChoiceField(
        label="Which questionnaire was it?",
        help_text="Only surveys that asked these statements, with these choices, can come in.",
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose the questionnaire."},
    )
    saved = forms.ChoiceField(label="Begin with a mapping you kept", required=False)

    def __init__(
        self, *args: Any, questionnaires: Sequence[tuple[str, str]], saved: Sequence[SavedMapping], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["instrument"]).choices = questionnaires
        kept = [(str(each.pk), each.name) for each in saved]
        cast(forms.ChoiceField, self.fields["saved"]).choices = [("", "None: look at the headings"), *kept]
        if not kept:
            del self.fields["saved"]

    @property
    def upload(self) -> UploadedFile[Any]:
        found: UploadedFile[Any] = self.cleaned_data["file"]
        return found

    @property
    def begin_with(self) -> int | None:
        chosen = self.cleaned_data.get("saved")
        return int(chosen) if chosen else None


class ColumnsForm(forms.Form):
    """Which column is which. Begins with what was guessed."""

    one_school = forms.CharField(
        label="Or all rows are of one school",
        help_text="Its name as it stands here, or its URN.",
        required=False,
        max_length=120,
    )
    one_wave = forms.ChoiceField(
        label="Or all rows are of one wave", choices=[(ABSENT, "No, a column says it"), *Wave.choices], required=False
    )

    def __init__(
        self, *args: Any, table: SurveyTable, instrument: Instrument, mapping: SurveyMapping, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.instrument, self.mapping = table, instrument, mapping
        columns = [(ABSENT, "Not in this file"), *_columns(table)]
        for role in GROUPS_OF[instrument.audience.value]:
            self._column(f"group_{role}", LABELS[role], columns, mapping.groups.get(role, ABSENT))
        for item in instrument.items:
            chosen = mapping.items.get(item.key, ABSENT)
            self._column(f"item_{item.key}", str(item.wording["standard"]), columns, chosen)
        self.initial.setdefault("one_wave", mapping.one_wave)

    def _column(self, name: str, label: str, columns: list[tuple[str, str]], chosen: str) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=columns, required=False, initial=chosen)

    @property
    def place(self) -> list[BoundField]:
        return [self["group_school"], self["one_school"], self["group_wave"], self["one_wave"]]

    @property
    def people(self) -> list[BoundField]:
        roles = GROUPS_OF[self.instrument.audience.value]
        return [self[f"group_{role}"] for role in roles if role not in ("school", "wave")]

    @property
    def statements(self) -> list[BoundField]:
        return [self[f"item_{item.key}"] for item in self.instrument.items]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        said = (cleaned.get("one_school") or "").strip()
        school = school_called(said) if said else None
        if said and school is None:
            self.add_error("one_school", f"No school here is called “{said}”, or several are. Try its URN.")
        cleaned["school"] = str(school.pk) if school else ""
        if not self.errors:
            for fault in column_faults(self._said(cleaned), self.table, self.instrument):
                self.add_error(None, fault)
        return cleaned

    @property
    def chosen(self) -> SurveyMapping:
        return self._said(self.cleaned_data)

    def _said(self, cleaned: Mapping[str, Any]) -> SurveyMapping:
        groups = _named(cleaned, "group_")
        if cleaned.get("school"):
            groups.pop("school", None)
        if cleaned.get("one_wave"):
            groups.pop("wave", None)
        return SurveyMapping(
            groups=groups,
            items=_named(cleaned, "item_"),
            values={role: said for role, said in self.mapping.values.items() if role in groups},
            answers=self.mapping.answers,
            one_school=cleaned.get("school", ""),
            one_wave=cleaned.get("one_wave", ""),
        )


def _named(cleaned: Mapping[str, Any], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): said for name, said in cleaned.items() if name.startswith(prefix) and said}


def _columns(table: SurveyTable) -> Iterator[tuple[str, str]]:
    """Each heading with the first few values that stand under it, so that a person knows it again."""
    for column in table.columns:
        seen = ", ".join(value[:24] for value, _times in table.values([column.heading]).most_common(SEEN))
        asked = column.question if column.question != column.heading else ""
        said = f"{column.heading}: {asked}" if asked else column.heading
        yield column.heading, f"{said[:90]} ({seen or 'empty'})"
