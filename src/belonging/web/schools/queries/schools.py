"""Reading schools. That a school exists is public, so no scope is needed."""

from __future__ import annotations

from collections.abc import Iterable

from belonging.web.schools.models import School


def school_by_slug(slug: str) -> School | None:
    return School.objects.filter(slug=slug).first()


def settings_by_school(school_ids: Iterable[int] | None = None) -> dict[int, str]:
    """Setting ("primary", "special", ...) by school id; of every school where none are named."""
    schools = School.objects.all() if school_ids is None else School.objects.filter(pk__in=list(school_ids))
    return dict(schools.values_list("pk", "setting"))
