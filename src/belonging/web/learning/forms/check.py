"""The check at the end of a module, made from its questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from belonging.instruments.modules import Module, Question

_MISSING = "Question {number}: choose an answer. If you are not sure, choose what seems best: you can try again."


class CheckForm(forms.Form):
    """One field for each question, called by its key; the values are places of choices."""

    def __init__(self, data: Mapping[str, Any] | None, *, module: Module) -> None:
        super().__init__(data)
        self.module = module
        for number, question in enumerate(module.questions, start=1):
            self.fields[question.key] = _field(number, question)

    @property
    def given(self) -> dict[str, frozenset[int]]:
        """Of a valid form: what was chosen, by key of the question."""
        return {
            each.key: frozenset(int(place) for place in _listed(self.cleaned_data[each.key]))
            for each in self.module.questions
        }


def _field(number: int, question: Question) -> forms.Field:
    choices = [(str(place), str(choice.text)) for place, choice in enumerate(question.choices)]
    label, missing = f"{number}. {question.text}", _MISSING.format(number=number)
    if question.takes_several:
        return forms.MultipleChoiceField(
            label=label,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": missing, "invalid_choice": missing},
        )
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
