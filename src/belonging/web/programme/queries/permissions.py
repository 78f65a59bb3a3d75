"""Whose wording may be used."""

from __future__ import annotations

from belonging.web.programme.models import WordingPermission


def permission_recorded(instrument: str) -> bool:
    """Whether the operator has recorded that this questionnaire's wording may be used in a live cohort."""
    return WordingPermission.objects.filter(instrument=instrument).exists()
