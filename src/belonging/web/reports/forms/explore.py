"""Picking a released table. A choice that is not offered falls back to the first one that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

from belonging.web.reports.rules.exploring import Selection

FIELDS = ("item", "by", "wave", "of")


class ExploreForm(forms.Form):
    """Sent by GET, so that each table has an address of its own."""

    item = forms.ChoiceField(label="Statement", required=False)
    by = forms.ChoiceField(label="Groups", required=False)
    wave = forms.ChoiceField(label="When", required=False)
    of = forms.ChoiceField(label="Whose results", required=False)

    def __init__(self, data: Any, *, offered: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        self.offered = offered
        super().__init__({name: self._first_or(name, data.get(name)) for name in FIELDS})
        for name in FIELDS:
            cast(forms.ChoiceField, self.fields[name]).choices = list(offered[name])

    def _first_or(self, name: str, value: str | None) -> str:
        values = [each for each, _ in self.offered[name]]
        return value if value in values else values[0]

    @property
    def selection(self) -> Selection:
        audience, _, item = str(self.data["item"]).partition(":")
        return Selection(self.data["of"], audience, item, self.data["by"], self.data["wave"])


def picked(selection: Selection) -> dict[str, str]:
    """What the form shows for a selection."""
    item = f"{selection.audience}:{selection.item}"
    return {"item": item, "by": selection.by, "wave": selection.wave, "of": selection.of}
