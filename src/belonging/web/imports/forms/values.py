"""What each value under the chosen columns means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from belonging.instruments.model import Instrument
from belonging.web.imports.queries import school_called
from belonging.web.imports.rules.guessing import GROUPS_OF, LABELS
from belonging.web.imports.rules.mapping import (
    FOREIGN,
    LEAVE,
    UNSAID,
    SurveyMapping,
    foreign_scale,
    scales_of,
    value_faults,
)
from belonging.web.imports.rules.tables import MOST_VALUES, SurveyTable
from belonging.web.programme.models import Wave

UNANSWERED = "-unanswered"
CHOOSE = ("", "Choose what it means")
MOST_SCHOOLS = 300
SEN = (("N", "No SEND (N)"), ("K", "SEN support (K)"), ("E", "EHC plan (E)"))


class ValuesForm(forms.Form):
    """One field for each value: of the schools that are not plain by their names, of groups, of answers."""

    def __init__(
        self, *args: Any, table: SurveyTable, instrument: Instrument, mapping: SurveyMapping, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.instrument, self.mapping = table, instrument, mapping
        self.said: dict[str, tuple[str, str]] = {}
        for role in GROUPS_OF[instrument.audience.value]:
            if role in mapping.groups:
                self._of_group(role)
        for key in scales_of(instrument):
            self._of_scale(key)

    @property
    def blocks(self) -> Iterator[tuple[str, list[BoundField]]]:
        for role in (*GROUPS_OF[self.instrument.audience.value], *scales_of(self.instrument)):
            fields = [self[name] for name, (part, _value) in self.said.items() if part == role]
            if fields:
                yield LABELS.get(role, "Answers"), fields

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, (role, value) in self.said.items():
            if role == "school" and name in cleaned:
                cleaned[name] = self._school(name, cleaned[name], value)
            elif cleaned.get(name) == FOREIGN:
                self.add_error(name, foreign_scale(value))
        if not self.errors:
            for fault in value_faults(self._meant(cleaned), self.table, self.instrument):
                self.add_error(None, fault)
        return cleaned

    @property
    def chosen(self) -> SurveyMapping:
        return self._meant(self.cleaned_data)

    def _of_group(self, role: str) -> None:
        found = self.table.values([self.mapping.groups[role]])
        known = self.mapping.values.get(role, {})
        if role == "school":
            for at, value in enumerate(list(found)[:MOST_SCHOOLS]):
                # By number: an evaluator knows schools by their letters, and the file's own names.
                said = f"school {known[value]}" if known.get(value, "").isdigit() else ""
                said = "leave out" if known.get(value) == LEAVE else said
                self._add(f"school_{at}", role, value, forms.CharField(required=False, max_length=120, initial=said))
            return
        choices = [CHOOSE, *_choices(role, self.instrument)]
        for at, value in enumerate(sorted(found)[:MOST_VALUES]):
            field = forms.ChoiceField(
                choices=choices, initial=known.get(value, ""), error_messages={"required": f"Say what “{value}” means."}
            )
            self._add(f"{role}_{at}", role, value, field)

    def _of_scale(self, key: str) -> None:
        known = self.mapping.answers.get(key, {})
        scale = scales_of(self.instrument)[key]
        choices = [CHOOSE, *((str(option.code), str(option.label)) for option in scale.options)]
        choices += [(UNANSWERED, "Not answered"), (FOREIGN, "None of these")]
        found = self.table.values(self.mapping.columns_of(key, self.instrument))
        for at, answer in enumerate(sorted(found)[:MOST_VALUES]):
            code = known.get(answer)
            initial = str(code) if code is not None else (UNANSWERED if answer in known else "")
            field = forms.ChoiceField(
                choices=choices, initial=initial, error_messages={"required": f"Say what “{answer}” means."}
            )
            self._add(f"answer_{key}_{at}", key, answer, field)

    def _add(self, name: str, part: str, value: str, field: forms.Field) -> None:
        field.label = f"“{value[:80]}”"
        self.fields[name] = field
        self.said[name] = (part, value)

    def _school(self, name: str, said: str, value: str) -> str:
        """The school's id; a school that is not here is left out by saying so."""
        if said.strip().casefold() == "leave out":
            return LEAVE
        words = said.split()
        if words == ["school", self.mapping.values.get("school", {}).get(value, "")]:
            return words[1]
        school = school_called(said.strip()) if said.strip() else None
        if school is None:
            self.add_error(
                name, f"Say which school “{value}” is, by its name here or its URN, or write “leave out” for its rows."
            )
            return ""
        return str(school.pk)

    def _meant(self, cleaned: dict[str, Any]) -> SurveyMapping:
        values: dict[str, dict[str, str]] = {role: {} for role in self.mapping.groups}
        answers: dict[str, dict[str, int | None]] = {key: {} for key in scales_of(self.instrument)}
        for name, (part, value) in self.said.items():
            meant = cleaned.get(name)
            if not meant or meant == FOREIGN:
                continue
            if part in answers:
                answers[part][value] = None if meant == UNANSWERED else int(meant)
            else:
                values[part][value] = meant
        plain = self.mapping.plain()
        return SurveyMapping(**{**plain, "values": values, "answers": answers})


def _choices(role: str, instrument: Instrument) -> list[tuple[str, str]]:
    if role == "wave":
        return [*Wave.choices, (LEAVE, "Leave these rows out")]
    asked = next(each for each in instrument.about_me if each.fact == role)
    told = [(option.value, str(option.label)) for option in asked.options]
    more = SEN if role == "sen" and instrument.audience.value == "pupil" else ()
    return [*told, *more, (UNSAID, "Not stated")]
