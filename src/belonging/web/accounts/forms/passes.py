"""Letting somebody look for a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet

from belonging.web.accounts.areas import AREA_NAMES
from belonging.web.accounts.models import User


class PassForm(forms.Form):
    person = forms.ModelChoiceField(
        queryset=User.objects.none(), label="Who", empty_label="Choose somebody",
        error_messages={"required": "Please choose who may look."},
    )  # fmt: skip
    area = forms.ChoiceField(
        label="What",
        choices=[(area.value, name) for area, name in AREA_NAMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Please choose what they may look at."},
    )

    def __init__(self, *args: Any, people: QuerySet[User], label: Callable[[User], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # for the type checker: declared above
        field.queryset = people
        field.label_from_instance = label  # type: ignore[assignment,method-assign]  # for this form alone
