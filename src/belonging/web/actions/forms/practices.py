"""What a reader of the library looks for."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from belonging.instruments.load import load_framework
from belonging.web.actions.rules.practice_words import COSTS, EFFORTS, EVIDENCE, SETTINGS
from belonging.web.actions.rules.suggestions import Wanted

_LABELS: Mapping[str, str] = {
    "construct": "Side of belonging",
    "setting": "Kind of school",
    "cost": "Cost",
    "effort": "Staff time",
    "evidence": "How well tested",
}


class LibraryForm(forms.Form):
    """Anything that is not a choice is taken as no choice: a filter never fails. `chosen` says what was, in words."""

    def __init__(self, asked: Mapping[str, str]) -> None:
        offered: dict[str, Mapping[str, str]] = {
            "construct": {each.key: str(each.title) for each in load_framework().constructs},
            "setting": SETTINGS,
            "cost": COSTS,
            "effort": EFFORTS,
            "evidence": {key: tested.label for key, tested in EVIDENCE.items()},
        }
        known = {name: asked[name] for name, words in offered.items() if asked.get(name) in words}
        super().__init__(initial=known)
        self.wanted = Wanted(**known)
        self.chosen = "; ".join(f"{_LABELS[name]}: {offered[name][value]}" for name, value in known.items())
        for name, words in offered.items():
            choices = [("", "Any"), *((str(key), text) for key, text in words.items())]
            self.fields[name] = forms.ChoiceField(label=_LABELS[name], required=False, choices=choices)
