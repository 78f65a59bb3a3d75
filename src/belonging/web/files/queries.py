"""A school's pictures, without their bytes unless one is shown. In the school's scope."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from belonging.web.files.models import Picture


def pictures_of(school_id: int) -> list[Picture]:
    """Those that wait, those in use, and those that only an open questionnaire still has."""
    return list(_light().filter(school_id=school_id).select_related("school").order_by("slot", "-uploaded_at", "pk"))


def picture_in(school_id: int, pk: int) -> Picture | None:
    """With its bytes."""
    return Picture.objects.filter(school_id=school_id, pk=pk).select_related("school").first()


def pictures_at(school_id: int, moment: datetime) -> dict[str, Picture]:
    """What stood beside each statement at that moment, by slot: a later change does not alter it."""
    return {each.slot: each for each in _at(_light(), school_id, moment)}


def picture_at(school_id: int, slot: str, moment: datetime) -> Picture | None:
    """With its bytes."""
    return _at(Picture.objects.filter(slot=slot), school_id, moment).first()


def _light() -> QuerySet[Picture]:
    return Picture.objects.defer("content")


def _at(pictures: QuerySet[Picture], school_id: int, moment: datetime) -> QuerySet[Picture]:
    in_use = Q(ended_at=None) | Q(ended_at__gt=moment)
    return pictures.filter(in_use, school_id=school_id, confirmed_at__lte=moment)
