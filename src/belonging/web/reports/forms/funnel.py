"""Which statement the schools are shown on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django import forms


class FunnelForm(forms.Form):
    """Sent by GET. What is not offered falls back to the first statement before it comes here."""

    item = forms.ChoiceField(label="Statement", required=False)

    def __init__(self, choices: Iterable[tuple[str, str]], chosen: str) -> None:
        super().__init__({"item": chosen})
        cast(forms.ChoiceField, self.fields["item"]).choices = list(choices)
