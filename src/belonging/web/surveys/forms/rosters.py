"""The steps from a school's list of pupils to slips: the file, its columns, what to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Self

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict

from belonging.web.surveys.forms.slips import words_for
from belonging.web.surveys.rules.roster import Pupil, Roster, by_group
from belonging.web.surveys.rules.roster_columns import LABELS, recognised
from belonging.web.surveys.rules.roster_tables import Table
from belonging.web.surveys.rules.rounds import by_number
from belonging.web.surveys.services.slips import LABEL_LENGTH, PackOrder, SlipOrder, Wanted
from belonging.web.ui.addresses import AddressField

NOT_THERE = "none"
EXAMPLES = 3
EVERYBODY, ONLY_NEW = "everybody", "new"


class RosterFileForm(forms.Form):
    file = forms.FileField(
        label="Your list of pupils",
        help_text="A CSV or Excel (.xlsx) file, as your management system exports it.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
        error_messages={
            "required": "Please choose the file with your list of pupils.",
            "empty": "The file is empty. Please export the list of pupils again and choose that file.",
        },
    )

    @classmethod
    def refused(cls, sentence: str) -> Self:
        """The empty form with what was wrong about the last file."""
        form = cls({}, MultiValueDict())
        form.errors.clear()
        form.add_error("file", sentence)
        return form

    @property
    def upload(self) -> UploadedFile[Any]:
        found: UploadedFile[Any] = self.cleaned_data["file"]
        return found


class SheetForm(forms.Form):
    sheet = forms.ChoiceField(
        label="Which sheet holds the pupils?",
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose the sheet with the pupils."},
    )

    def __init__(self, *args: Any, tables: Sequence[Table], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(at), f"{table.name} ({_rows(table)})") for at, table in enumerate(tables)]
        self.fields["sheet"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has it


class ColumnsForm(forms.Form):
    """One choice for each column that is needed and was not recognised."""

    def __init__(self, *args: Any, table: Table, missing: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        for name in missing:
            self.fields[name] = forms.ChoiceField(
                label=f"{LABELS[name]}: which column?",
                choices=[("", "Choose the column"), *_columns(table), *_absent(name)],
                error_messages={"required": f"Please say which column holds the {LABELS[name].lower()}."},
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        times = Counter(value for value in cleaned.values() if value != NOT_THERE)
        for name, value in cleaned.copy().items():
            if times[value] > 1:
                self.add_error(name, "Two things cannot be in one column. Please choose another.")
        return cleaned

    @property
    def places(self) -> dict[str, int]:
        """Field to column, those of the headings with them."""
        chosen = {name: int(value) for name, value in self.cleaned_data.items() if value != NOT_THERE}
        known = {name: at for name, at in recognised(self.table.headings).items() if at not in chosen.values()}
        return known | chosen


class RosterPrintForm(forms.Form):
    """Which classes, and how. `roster` is the list as it was read; nothing of it is stored."""

    groups = forms.MultipleChoiceField(
        label="Print slips for these classes",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Please choose at least one class."},
    )
    which = forms.ChoiceField(
        label="For whom?",
        choices=[(EVERYBODY, "All pupils on the list"), (ONLY_NEW, "Only the pupils who are marked as new")],
        initial=EVERYBODY,
        widget=forms.RadioSelect,
    )
    named = forms.BooleanField(label="Print each pupil’s name on a strip to tear off", required=False, initial=True)
    large = forms.BooleanField(label="Large print: two slips on a page", required=False)
    roll = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args: Any, roster: Roster, taken: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster, self.taken = roster, taken
        self.classes = dict(enumerate(sorted(by_group(roster.pupils), key=lambda group: by_number(group[0]))))
        self.fields["groups"].choices = [(str(at), name) for at, (name, _) in self.classes.items()]  # type: ignore[attr-defined]  # as above
        self.fields["roll"].label = f"Measure how many have answered against a roll of {roster.roll:,}"
        self.initial["groups"] = [str(at) for at, (name, _) in self.classes.items() if name.casefold() not in taken]
        if not any(pupil.joined for pupil in roster.pupils):
            del self.fields["which"]
        if not any(pupil.name for pupil in roster.pupils):
            del self.fields["named"]
        for at, (name, _members) in self.classes.items():
            self.fields[f"email_{at}"] = AddressField(
                label=f"{name}: teacher’s e-mail", required=False, max_length=254,
                error_messages={"invalid": f"{name}: please give a whole e-mail address, or leave it empty."},
            )  # fmt: skip
            self.fields[f"sits_{at}"] = forms.DateField(
                label=f"{name}: day of the sitting", required=False, widget=forms.DateInput(attrs={"type": "date"}),
                error_messages={"invalid": f"{name}: please give a day, for instance 4/12/2026, or leave it empty."},
            )  # fmt: skip

    @property
    def opened(self) -> bool:
        """Whether something about a class's day or reminder is wrong, so that it has to be in sight."""
        return any(name.startswith(("email_", "sits_")) for name in self.errors)

    @property
    def extras(self) -> Iterator[BoundField]:
        return (self[f"{part}_{at}"] for at in self.classes for part in ("email", "sits"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.wanted:
            raise forms.ValidationError(
                "None of the classes you chose has a pupil marked as new. Please choose others."
            )
        return cleaned

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """The packs that a valid form asks for, in the order of the list."""
        chosen = [int(at) for at in self.cleaned_data.get("groups", ())]
        return tuple(pack for at in chosen if (pack := self._pack(at)) is not None)

    def _pack(self, at: int) -> Wanted | None:
        name, members = self.classes[at]
        only_new = self.cleaned_data.get("which") == ONLY_NEW
        members = [pupil for pupil in members if pupil.joined or not only_new]
        if not members:
            return None
        label = free_label(f"{name}, joiners", self.taken) if only_new else name
        years = {pupil.year_group for pupil in members}
        email, sits = self.cleaned_data.get(f"email_{at}") or "", self.cleaned_data.get(f"sits_{at}")
        if self.cleaned_data.get("named"):
            orders = tuple(_order([pupil]) for pupil in members)
            return Wanted(_pack_order(label, orders, years, email, sits), names=tuple(each.name for each in members))
        sets = _sets(members)
        return Wanted(
            _pack_order(label, tuple(_order(each) for each in sets), years, email, sits),
            words=tuple(words_for(each[0].sex, each[0].sen) for each in sets),
        )


def free_label(label: str, taken: frozenset[str]) -> str:
    """The label, or with the first number that makes it new: "4 Maple, joiners 2"."""
    number, free = 1, label
    while free.casefold() in taken:
        number += 1
        free = f"{label[: LABEL_LENGTH - len(str(number)) - 1]} {number}"
    return free


def _pack_order(label: str, orders: tuple[SlipOrder, ...], years: set[str], email: str, sits: date | None) -> PackOrder:
    year = next(iter(years)) if len(years) == 1 else ""
    return PackOrder(label=label, orders=orders, year_group=year, teacher_email=email, sits_on=sits)


def _order(alike: Sequence[Pupil]) -> SlipOrder:
    one = alike[0]
    return SlipOrder(len(alike), one.year_group, one.sex, one.sen, one.edition, one.joined)


def _sets(members: Sequence[Pupil]) -> list[list[Pupil]]:
    """Pupils whose slips carry the same facts."""
    alike: dict[tuple[str, str, str, str, bool], list[Pupil]] = {}
    for pupil in members:
        alike.setdefault((pupil.year_group, pupil.sex, pupil.sen, pupil.edition, pupil.joined), []).append(pupil)
    return [alike[key] for key in sorted(alike)]


def _rows(table: Table) -> str:
    return "1 row" if len(table.rows) == 1 else f"{len(table.rows)} rows"


def _columns(table: Table) -> Iterator[tuple[str, str]]:
    for at, column in enumerate(table.columns):
        cells = (row.cells[at].replace("\x00", "") for row in table.rows)
        seen = ", ".join(list(dict.fromkeys(cell[:20] for cell in cells if cell))[:EXAMPLES])
        yield str(at), f"{column.letter}: {column.heading or 'no heading'} ({seen or 'empty'})"


def _absent(name: str) -> list[tuple[str, str]]:
    return [(NOT_THERE, "It is not in this file")] if name in ("sex", "sen") else []
