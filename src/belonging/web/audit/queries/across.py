"""The audits of a cohort's schools together. Only signed-off ones count. All in a programme-wide scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Max, Q, QuerySet

from belonging.web.audit.models import Audit, Rating, Stage
from belonging.web.audit.queries.editions import current_edition
from belonging.web.audit.rules.across import Across, Counted, across, counting
from belonging.web.programme.models import Arm, Cohort, Enrolment
from belonging.web.programme.models import Stage as Taking

LATER = (Stage.FINAL, Stage.MIDPOINT)


MOST_AT_ONCE: Final = 100
"""Ratings of more schools are not read while somebody waits for the page: of 24,000 it takes 5 seconds and more."""
KEPT_FOR: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Counts:
    """The latest stage that enough schools have signed off, and what is counted of them."""

    stage: str
    schools: int
    rows: tuple[Counted, ...]


def across_schools(cohort: Cohort) -> Across | None:
    """The latest stage that enough schools have signed off, beside their baseline; None while there is none.

    All figures of one moment are of the same schools: two sets of schools could be set against each other. Those of
    more than a hundred schools are an hour or two old (`services/counting.py`).
    """
    found: Counts | None = cache.get(key_of(cohort)) or count_audits(cohort)
    if found is None:
        return None
    return across(found.rows, current_edition(), stage=found.stage, schools=found.schools)


def key_of(cohort: Cohort) -> str:
    """Where the counts of a large cohort are kept."""
    return f"audits-counted:{cohort.pk}"


def count_audits(cohort: Cohort) -> Counts | None:
    """As they are now."""
    for stage in (*LATER, Stage.BASELINE):
        moments = list(_signed(cohort, stage).order_by("signed_off_at", "pk").values_list("signed_off_at", flat=True))
        schools = counting(len(moments), _awaited(cohort, stage))
        until = moments[schools - 1] if schools else None
        if until is not None:
            return Counts(stage, schools, tuple(_rows(cohort, stage, until)))
    return None


def _awaited(cohort: Cohort, stage: str) -> int:
    """Schools that may still sign off, and those that have."""
    coming = Q(stage=Taking.TAKING_PART, arm=Arm.INTERVENTION) | Q(
        school_id__in=_signed(cohort, stage).values("school_id")
    )
    return Enrolment.objects.filter(coming, cohort=cohort).count()


def _signed(cohort: Cohort, stage: str) -> QuerySet[Audit]:
    """Of a later stage, those of schools that have signed off their baseline too."""
    found = Audit.objects.filter(cohort=cohort, stage=stage, signed_off_at__isnull=False)
    if stage == Stage.BASELINE:
        return found
    return found.filter(school_id__in=_signed(cohort, Stage.BASELINE).values("school_id"))


def _rows(cohort: Cohort, stage: str, until: datetime) -> list[Counted]:
    """Counted by the database, so that it does not matter how many schools there are."""
    own = Rating.objects.filter(audit__in=_signed(cohort, stage).filter(signed_off_at__lte=until)).exclude(value="")
    if stage == Stage.BASELINE:
        counted = own.values_list("statement", "value").annotate(schools=Count("pk")).order_by()
        return [Counted(statement, value, "", schools) for statement, value, schools in counted]
    return [Counted(*row) for row in _paired(cohort, stage, until)]


def _paired(cohort: Cohort, stage: str, until: datetime) -> list[tuple[str, str, str, int]]:
    """Statement, rating, rating in the baseline, schools. Each rating is read once: with a look into the baseline for
    each of them, a nation of schools took minutes."""
    counts = Q(audit__stage=Stage.BASELINE) | Q(audit__stage=stage, audit__signed_off_at__lte=until)
    signed = Rating.objects.filter(counts, audit__cohort=cohort, audit__signed_off_at__isnull=False)
    each = signed.exclude(value="").order_by().values("school", "statement")
    both = each.annotate(
        now=Max("value", filter=Q(audit__stage=stage)), before=Max("value", filter=Q(audit__stage=Stage.BASELINE))
    )
    inner, values = both.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT statement, "now", "before", COUNT(*) FROM ({inner}) each '  # noqa: S608  # Django's own words
            'WHERE "now" IS NOT NULL AND "before" IS NOT NULL GROUP BY 1, 2, 3',
            values,
        )
        return list(cursor.fetchall())
