"""What somebody else saved while a form was open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import BaseForm

from belonging.web.actions.rules.merging import Merged
from belonging.web.ui.components import SummaryRow


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """`disputed`: what both changed, as they have it; `taken`: what only they changed."""

    who: str
    disputed: tuple[SummaryRow, ...]
    taken: tuple[str, ...]


def meanwhile(form: BaseForm, merged: Merged, who: str, theirs: Mapping[str, object]) -> Meanwhile:
    return Meanwhile(
        who=who,
        disputed=tuple(SummaryRow(_label(form, name), str(theirs[name]) or "(empty)") for name in merged.disputed),
        taken=tuple(_label(form, name) for name in merged.taken),
    )


def _label(form: BaseForm, name: str) -> str:
    return str(form[name].label)
