"""Whose wording may be used."""

from __future__ import annotations

from belonging.instruments.load import load, published
from belonging.web.programme.models import WordingPermission


def permission_recorded(instrument: str) -> bool:
    """Whether the operator has recorded that this questionnaire's wording may be used in a live cohort."""
    return WordingPermission.objects.filter(instrument=instrument).exists()


def foreign_wordings() -> dict[str, WordingPermission | None]:
    """Every published questionnaire whose wording is not ours, with the permission on record."""
    recorded = {each.instrument: each for each in WordingPermission.objects.all()}
    return {name: recorded.get(name) for name in published() if load(name).rights.permission_needed}
