"""A school's pictures, without their bytes unless one is shown. In the school's scope."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from belonging.web.files.models import Picture
from belonging.web.schools.models import School


def pictures_of(school: School) -> list[Picture]:
    """Those that wait and those in use, by slot; not those that have ended."""
    return list(
        _light().select_related("school").filter(school=school, ended_at=None).order_by("slot", "-confirmed_at")
    )


def picture_in(school: School, pk: int) -> Picture | None:
    """With its bytes. None for one that has ended."""
    return Picture.objects.select_related("school").filter(school=school, pk=pk, ended_at=None).first()


def pictures_at(school: School, moment: datetime) -> dict[str, Picture]:
    """What stood beside each statement at that moment, by slot: a later change does not alter it."""
    return {each.slot: each for each in _at(_light(), school, moment)}


def picture_at(school: School, slot: str, moment: datetime) -> Picture | None:
    """With its bytes."""
    return _at(Picture.objects.filter(slot=slot), school, moment).first()


def _light() -> QuerySet[Picture]:
    return Picture.objects.defer("content")


def _at(pictures: QuerySet[Picture], school: School, moment: datetime) -> QuerySet[Picture]:
    in_use = Q(ended_at=None) | Q(ended_at__gt=moment)
    return pictures.filter(in_use, school=school, confirmed_at__lte=moment)
