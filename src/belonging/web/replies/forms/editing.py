"""The lead's forms. A page is edited in one form: its opening, each line, two lines of the lead's own, its closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from belonging.web.replies.errors import NumberNotReleased
from belonging.web.replies.models import Line, Page, Stage
from belonging.web.replies.rules.editions import READERS
from belonging.web.replies.rules.shares import Printed
from belonging.web.replies.services.editing import LineWords, PageWords, refuse_number, refuse_shares

OWN = ("own1", "own2")


def _area(label: str, *, most: int, rows: int, required: bool = False, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=hint,
        widget=forms.Textarea({"rows": rows}),
        error_messages={
            "required": "Please write something here, or hide the line.",
            "max_length": "This is too long. Please keep it to %(limit_value)d letters: it has to fit on a poster.",
        },
    )


class PageForm(forms.Form):
    """`lines` are the page's; by their ids, `shares` are what a line's number may be and `marks` what to know of it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
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
        self.marks = marks
        initial = {"revision": page.revision, "opening": page.opening, "closing": page.closing}
        super().__init__(data, initial=initial)
        for key, line in self.lines.items():
            self._add(key, line)
        for key in OWN:
            self._add(key, None)

    def _add(self, key: str, line: Line | None) -> None:
        self.fields[f"said-{key}"] = _area("You said", most=400, rows=2, required=bool(line and line.built))
        self.fields[f"stage-{key}"] = forms.ChoiceField(
            label="Is it done?", choices=Stage.choices, required=False, initial=Stage.DOING
        )
        self.fields[f"did-{key}"] = _area("What the school does", most=400, rows=2)
        self.fields[f"place-{key}"] = forms.IntegerField(
            label="Place on the page",
            min_value=1,
            max_value=20,
            required=False,
            error_messages={"invalid": "Please give the place as a number, 1 for the first."},
        )
        self.fields[f"shown-{key}"] = forms.BooleanField(label="Show this line", required=False, initial=True)
        if line is not None:
            for name in ("said", "stage", "did", "place", "shown"):
                self.initial[f"{name}-{key}"] = getattr(line, name)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, said in list(given.items()):
            part, _, key = name.partition("-")
            try:
                if part == "said" and said:
                    line = self.lines.get(key)
                    refuse_number(said, line, self.shares.get(line.pk, []) if line else [])
                elif part in ("did", "opening", "closing") and said:
                    refuse_shares(said)
            except NumberNotReleased as refusal:
                self.add_error(name, str(refusal))
        return given

    @property
    def words(self) -> PageWords:
        given = self.cleaned_data
        lines = [
            LineWords(
                line=self.lines[key].pk if key in self.lines else None,
                place=given[f"place-{key}"] or 20,
                said=given[f"said-{key}"],
                did=given[f"did-{key}"],
                stage=given[f"stage-{key}"] or Stage.DOING.value,
                shown=given[f"shown-{key}"],
            )
            for key in (*self.lines, *OWN)
        ]
        return PageWords(given["opening"], given["closing"], tuple(lines))

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The fields of each line, with what is to be known of it."""
        return [
            {
                "title": f"Line {at}" if key in self.lines else "A line of your own",
                "mark": self.marks.get(self.lines[key].pk, "") if key in self.lines else "",
                "came": self.lines[key].what_came if key in self.lines else "",
                "fields": [self[f"{name}-{key}"] for name in ("said", "stage", "did")],
                "place": self[f"place-{key}"],
                "shown": self[f"shown-{key}"],
            }
            for at, key in enumerate((*self.lines, *OWN), start=1)
        ]

    def show_theirs(self, page: Page, lines: Sequence[Line]) -> None:
        """After somebody else saved: their words stand under each box that differs, and “Save” keeps ours."""
        theirs: dict[str, str] = {"opening": page.opening, "closing": page.closing}
        for line in lines:
            theirs |= {f"said-{line.pk}": line.said, f"did-{line.pk}": line.did}
        self.data = (
            {**self.data.dict(), "revision": str(page.revision)} if isinstance(self.data, QueryDict) else self.data
        )
        for name, words in theirs.items():
            if name in self.fields and words != self.data.get(name, ""):
                self[name].help_text = f"Saved meanwhile: “{words}”" if words else "Emptied meanwhile."


class WithholdForm(forms.Form):
    """Which pages wait, why, and until when."""

    pages = forms.MultipleChoiceField(
        label="Which pages wait?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Please tick at least one page."},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="The programme team reads it. Please name no child.",
        error_messages={
            "required": "Please say why. The programme team reads your reason.",
            "max_length": "This is too long. Please keep it to %(limit_value)d letters.",
        },
    )
    until = forms.DateField(
        label="Until when?",
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="They publish by themselves that morning. Leave it empty, and they don't publish by themselves.",
        error_messages={"invalid": "Please give the day like 14/12/2026."},
    )

    def __init__(self, *args: Any, waiting: Sequence[Page], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.waiting = today, {page.edition: page for page in waiting}
        field = self.fields["pages"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(edition, READERS[edition]) for edition in self.waiting]
        field.initial = list(self.waiting)

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until <= self.today:
            raise forms.ValidationError("Please choose a day after today, or leave the day empty.")
        return until

    @property
    def chosen(self) -> list[Page]:
        return [self.waiting[edition] for edition in self.cleaned_data["pages"]]


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Why is it taken down?",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="The programme team reads it. Please name no child.",
        error_messages={
            "required": "Please say why. The programme team reads your reason.",
            "max_length": "This is too long. Please keep it to %(limit_value)d letters.",
        },
    )
