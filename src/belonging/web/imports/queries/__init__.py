"""What was brought in, what waits, and which school a file means. In a programme-wide scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from belonging.web.imports.models import BroughtSurvey, SavedMapping, Upload
from belonging.web.imports.rules.mapping import SurveyMapping
from belonging.web.imports.rules.tables import SurveyTable, folded
from belonging.web.programme.models import Enrolment
from belonging.web.schools.models import School

MOST_ASKED = 500
"""Names of one query: databases take so many at once."""


def brought_surveys() -> list[BroughtSurvey]:
    return list(BroughtSurvey.objects.select_related("cohort"))


def brought_cohorts() -> QuerySet[BroughtSurvey, int]:
    """Keys of the cohorts that were made for past surveys, for another query to look in."""
    return BroughtSurvey.objects.order_by().values_list("cohort", flat=True)


def uploads_waiting() -> list[Upload]:
    """Files that somebody has begun to map, without their tables."""
    return list(Upload.objects.defer("table").filter(survey__isnull=True))


def upload_waiting(pk: int) -> Upload | None:
    return Upload.objects.filter(pk=pk, survey__isnull=True).first()


def uploads_confirmed() -> QuerySet[Upload]:
    return Upload.objects.filter(survey__isnull=False).order_by("pk")


def saved_mappings(instrument: str = "") -> list[SavedMapping]:
    found = SavedMapping.objects.all()
    return list(found.filter(instrument=instrument) if instrument else found)


def saved_mapping(pk: int) -> SavedMapping | None:
    return SavedMapping.objects.filter(pk=pk).first()


def table_of(upload: Upload) -> SurveyTable:
    return SurveyTable.unpacked(bytes(upload.table))


def mapping_of(upload: Upload) -> SurveyMapping:
    return SurveyMapping.from_plain(upload.mapping)


def schools_called(names: Iterable[str]) -> dict[str, School]:
    """By what the file says: the URN, address or whole name of a school, or the letter that only one school has."""
    found: dict[str, School] = {}
    asked = list(dict.fromkeys(names))
    for start in range(0, len(asked), MOST_ASKED):
        found.update(_schools(asked[start : start + MOST_ASKED]))
    return found


def school_called(name: str) -> School | None:
    return schools_called([name]).get(name)


def _schools(asked: list[str]) -> Iterator[tuple[str, School]]:
    plain = [name.strip() for name in asked]
    matching = Q(urn__in=plain) | Q(slug__in=plain) | Q(name__in=plain)
    known: dict[str, set[School]] = {}
    for school in School.objects.filter(matching):
        for said in (school.urn or "", school.slug, school.name):
            known.setdefault(folded(said), set()).add(school)
    for enrolment in Enrolment.objects.filter(mask__in=plain).select_related("school"):
        known.setdefault(folded(enrolment.mask), set()).add(enrolment.school)
    for name in asked:
        meant = known.get(folded(name), set())
        if name and len(meant) == 1:
            yield name, next(iter(meant))
