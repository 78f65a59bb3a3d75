"""Keys, and the cohorts that one may read."""

from __future__ import annotations

from django.db.models import QuerySet

from belonging.web.api.models import ApiKey
from belonging.web.programme.models import Cohort


def key_by_public_id(public_id: str) -> ApiKey | None:
    return ApiKey.objects.filter(public_id=public_id).first()


def all_keys() -> list[ApiKey]:
    """The newest first."""
    return list(ApiKey.objects.all())


def cohorts_of(key: ApiKey) -> QuerySet[Cohort]:
    cohorts = Cohort.objects.all()
    return cohorts.filter(slug__in=key.cohorts) if key.cohorts else cohorts


def cohort_for(key: ApiKey, slug: str) -> Cohort | None:
    """None where there is no such cohort, or where it is none of the key's."""
    return cohorts_of(key).filter(slug=slug).first()
