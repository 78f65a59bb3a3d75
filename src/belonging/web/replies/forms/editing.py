"""A page is changed in one form: its opening, each line, two lines of the lead's own, its closing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from belonging.web.replies.errors import NumberNotReleased
from belonging.web.replies.models import Line, Page, Stage
from belonging.web.replies.queries.reading import state_of
from belonging.web.replies.rules.shares import Printed
from belonging.web.replies.services.editing import LineWords, PageWords, refuse_number, refuse_shares

OWN = ("own1", "own2")
LOST = (
    "The line that you were writing in is gone: the page was built from newer findings or a newer plan meanwhile. Your "
    "words are kept here as a line of your own. To leave them out, empty “You said”."
)


def _area(label: str, *, most: int, rows: int, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        widget=forms.Textarea({"rows": rows}),
        error_messages={
            "required": "Please write something here, or hide the line.",
            "max_length": "This is too long. Please keep it to %(limit_value)d letters: it has to fit on a poster.",
        },
    )


@dataclass(frozen=True, slots=True)
class LineBlock:
    """The fields of one line, folded under its first words; `mark` and `came` are what is to be known of it."""

    title: str
    mark: str
    came: str
    fields: tuple[forms.BoundField, ...]
    was: forms.BoundField
    opened: bool


class PageForm(forms.Form):
    """`lines` are the page's; by their ids, `shares` are what a line's number may be and `marks` what to know of it.

    Words that were typed into a line which is no more are kept as a line of the lead's own (`lost`).
    """

    began = forms.CharField(widget=forms.HiddenInput, required=False)
    opening = _area("How the page begins", most=600, rows=4)
    closing = _area("How the page ends", most=600, rows=3)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        page: Page,
        lines: Sequence[Line],
        shares: Mapping[int, Sequence[Printed]],
        marks: Mapping[int, str],
    ) -> None:
        self.lines, self.shares = {str(line.pk): line for line in lines}, shares
        self.marks, self.state = marks, state_of(page, lines)
        initial = {"began": self.state, "opening": page.opening, "closing": page.closing}
        super().__init__(data, initial=initial)
        self.lost = _lost(data, self.lines) if data else ()
        self.keys = (*self.lines, *self.lost, *OWN)
        for key in self.keys:
            self._add(key, self.lines.get(key))

    @property
    def is_behind(self) -> bool:
        """The page has changed since this form was opened."""
        return self.is_bound and self.data.get("began", "") != self.state

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, said in list(given.items()):
            part, _, key = name.partition("-")
            try:
                if part == "said" and said:
                    line = self.lines.get(key)
                    refuse_number(said, line, self.shares.get(line.pk, []) if line else [])
                elif part in ("did", "opening", "closing") and said:
                    refuse_shares(said, counts=part != "did")
            except NumberNotReleased as refusal:
                self.add_error(name, str(refusal))
        return given

    @property
    def words(self) -> PageWords:
        given = self.cleaned_data
        lines = [
            LineWords(
                line=self.lines[key].pk if key in self.lines else None,
                place=place,
                said=given[f"said-{key}"],
                did=given[f"did-{key}"],
                stage=given[f"stage-{key}"] or Stage.DOING.value,
                shown=given[f"shown-{key}"],
            )
            for place, key in enumerate(sorted(self.keys, key=self._wanted_place), start=1)
        ]
        return PageWords(given["opening"], given["closing"], tuple(lines))

    @property
    def blocks(self) -> list[LineBlock]:
        return [self._block(key, at) for at, key in enumerate(self.keys, start=1)]

    def show_theirs(self, page: Page, lines: Sequence[Line]) -> None:
        """After the page changed meanwhile: what stands there now is under each box that differs, and “Save” keeps
        ours. Lines that are new stand as they are."""
        mine: dict[str, str] = {name: str(self.data.get(name, "")) for name in self.data}
        theirs: dict[str, str] = {"opening": page.opening, "closing": page.closing}
        for place, line in enumerate(lines, start=1):
            words = _fields(line, place)
            if f"said-{line.pk}" in mine:
                theirs |= words
            else:
                mine |= words | {f"was-{line.pk}": _mark(line.said, line.did)}
        self.data = {**mine, "began": state_of(page, lines)}
        for name, said in theirs.items():
            if name in self.fields and _plain(said) != _plain(mine.get(name, "")):
                self[name].help_text = _meanwhile(name, said)

    def _add(self, key: str, line: Line | None) -> None:
        self.fields[f"said-{key}"] = _area("You said", most=400, rows=2, required=bool(line and line.built))
        self.fields[f"stage-{key}"] = forms.ChoiceField(
            label="Is it done?", choices=Stage.choices, required=False, initial=Stage.DOING
        )
        self.fields[f"did-{key}"] = _area("What the school does", most=400, rows=2)
        places = [(str(at), str(at)) for at in range(1, len(self.keys) + 1)]
        self.fields[f"place-{key}"] = forms.ChoiceField(
            label="Place on the page", choices=places, required=False, initial=len(self.keys)
        )
        self.fields[f"shown-{key}"] = forms.BooleanField(label="Show this line", required=False, initial=True)
        self.fields[f"was-{key}"] = forms.CharField(widget=forms.HiddenInput, required=False)
        if line is not None:
            self.initial.update(_fields(line, 1 + list(self.lines).index(key)))
            self.initial[f"was-{key}"] = _mark(line.said, line.did)

    def _wanted_place(self, key: str) -> float:
        """One that is moved up goes before the one that stands there, one that is moved down behind it."""
        wanted, stood = int(self.cleaned_data[f"place-{key}"] or len(self.keys)), 1 + self.keys.index(key)
        return wanted + (wanted > stood) / 2 - (wanted < stood) / 2

    def _block(self, key: str, at: int) -> LineBlock:
        line = self.lines.get(key)
        fields = tuple(self[f"{name}-{key}"] for name in ("said", "stage", "did", "place", "shown"))
        first = str(fields[0].value() or "")
        begins = f"{first[:57].rstrip()} …" if len(first) > 60 else first
        hidden = "" if fields[-1].value() else " (hidden)"
        return LineBlock(
            title=f"{at}. {begins}{hidden}" if first else "Add a line of your own",
            mark=LOST if key in self.lost else self.marks.get(line.pk, "") if line else "",
            came=line.what_came if line else "",
            fields=fields,
            was=self[f"was-{key}"],
            opened=key in self.lost or any(field.errors or field.help_text for field in fields),
        )


def _fields(line: Line, place: int) -> dict[str, str]:
    words = {"said": line.said, "did": line.did, "stage": line.stage, "place": str(place)}
    return {f"{name}-{line.pk}": value for name, value in (words | {"shown": "on" if line.shown else ""}).items()}


def _lost(data: QueryDict, lines: Mapping[str, Line]) -> tuple[str, ...]:
    """The keys of lines that were changed in this form and are none of the page's any more."""
    keys = [name.partition("-")[2] for name in data if name.startswith("said-")]
    gone = [key for key in keys if key.isdecimal() and key not in lines]
    return tuple(key for key in gone if _touched(data, key))


def _touched(data: QueryDict, key: str) -> bool:
    said, did = data.get(f"said-{key}", ""), data.get(f"did-{key}", "")
    return bool(said.strip() or did.strip()) and data.get(f"was-{key}", "") != _mark(said, did)


def _mark(*words: str) -> str:
    return hashlib.sha256("|".join(map(_plain, words)).encode()).hexdigest()[:12]


def _plain(words: str) -> str:
    """A browser ends lines in its own way."""
    return "\n".join(words.strip().splitlines())


def _meanwhile(name: str, words: str) -> str:
    part = name.partition("-")[0]
    if part == "shown":
        return "Meanwhile it is shown." if words else "Meanwhile it is hidden."
    if part == "stage":
        return f"Saved meanwhile: “{Stage(words).label}”"
    return f"Saved meanwhile: “{words}”" if words else "Emptied meanwhile."
