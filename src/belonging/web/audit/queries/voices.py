"""What stands beside an audit: stored releases, and nothing else. Never rounds, counts or open answers."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from belonging.evaluation.released import Findings
from belonging.instruments.load import load
from belonging.web.audit.rules.heard import SchoolVoices, StoredFindings, newest_of_each
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School


def voices_of(school: School, cohort: Cohort, *, releases: Collection[int] | None = None) -> SchoolVoices | None:
    """The newest release of each audience, or exactly those ids. None where there is none.

    Call in the school's scope.
    """
    own = Release.objects.filter(school=school, cohort=cohort)
    wanted = _newest(school, cohort) if releases is None else releases
    found = own.filter(pk__in=list(wanted)) if wanted else []
    return newest_of_each(StoredFindings(release.pk, release.released_at, _read(release.findings)) for release in found)


def _newest(school: School, cohort: Cohort) -> Collection[int]:
    """Without the findings themselves, which are long."""
    made = Release.objects.filter(school=school, cohort=cohort).order_by("released_at", "pk")
    return dict(made.values_list("audience", "pk")).values()


def audiences_of(cohort: Cohort) -> frozenset[str]:
    """Whom the cohort's plan asks; empty for a cohort that was made without one."""
    return frozenset(load(each.instrument).audience.value for each in cohort.questionnaires.all())


@lru_cache(maxsize=48)
def _read(text: str) -> Findings:
    """Stored findings never change, and every page of an audit reads the same ones."""
    return Findings.from_json(text)
