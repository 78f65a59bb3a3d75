"""A set as the programme's team makes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from belonging.web.accounts.models import Membership, User
from belonging.web.programme.models import Cohort
from belonging.web.sets.forms.fields import line
from belonging.web.sets.services.sets import SetWords


class CohortForm(forms.Form):
    cohort = forms.ChoiceField(
        label="Of which cohort?",
        error_messages={"required": "Please choose a cohort.", "invalid_choice": "Please choose a cohort of the list."},
    )

    def __init__(self, *args: Any, cohorts: Iterable[Cohort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cohort"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Choose"), *((each.slug, each.name) for each in cohorts)]


class SetForm(forms.Form):
    """Name and facilitator."""

    name = line("Name of the set", 60, hint="Short, for instance “Oak”.", empty="Please give the set a name.")
    facilitator = forms.ChoiceField(
        label="Facilitator",
        error_messages={
            "required": "Please choose a facilitator.",
            "invalid_choice": "That person is no facilitator. Please choose one from the list.",
        },
    )

    def __init__(self, *args: Any, facilitators: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["facilitator"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Choose"), *((str(each.pk), each.name) for each in facilitators)]

    @property
    def words(self) -> SetWords:
        said = self.cleaned_data
        return SetWords(
            name=said["name"], facilitator=UUID(said["facilitator"]), seats=[int(key) for key in said.get("seats", ())]
        )


class SeatsForm(forms.Form):
    seats = forms.MultipleChoiceField(
        label="Members",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Please choose the members.",
            "invalid_choice": "One of these people leads no school of this cohort any more. Please choose again.",
        },
    )

    def __init__(self, *args: Any, people: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seats"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(each.pk), _seat(each)) for each in people]

    @property
    def wanted(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["seats"]]


class NewSetForm(SetForm, SeatsForm):
    field_order = ("name", "facilitator", "seats")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].help_text = "Four to eight. Leads of this cohort’s schools who sit in no set yet."


def _seat(held: Membership) -> str:
    return f"{held.user.name}, {held.school.name}" if held.school else held.user.name
