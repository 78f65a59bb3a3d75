"""Which programme reports are open to everyone. Call in a programme-wide scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from belonging.web.findings.models import Release
from belonging.web.home.models import Publication
from belonging.web.programme.models import Cohort

SHOWS_NOTHING = '"waves":[]}'
"""How findings end of which no wave may be shown (too few schools), in the one way in which they are written."""


@dataclass(frozen=True, slots=True)
class Publishable:
    """A cohort with programme findings. `publication` is None while nobody has opened them to everyone."""

    cohort: Cohort
    latest: datetime
    publication: Publication | None

    @property
    def is_current(self) -> bool:
        return self.publication is not None and self.publication.released_at == self.latest


def publishable() -> list[Publishable]:
    latest = _latest()
    published = {each.cohort_id: each for each in Publication.objects.all()}
    cohorts = Cohort.objects.filter(pk__in=latest)
    return [Publishable(cohort, latest[cohort.pk], published.get(cohort.pk)) for cohort in cohorts]


def published_cohorts() -> list[Publication]:
    """Those whose findings are still the ones that were published, newest first."""
    latest = _latest()
    found = Publication.objects.select_related("cohort")
    return [each for each in found if latest.get(each.cohort_id) == each.released_at]


def published_cohort(slug: str) -> Publication | None:
    return next((each for each in published_cohorts() if each.cohort.slug == slug), None)


def latest_findings(cohort: Cohort) -> datetime | None:
    return _latest().get(cohort.pk)


def _latest() -> dict[int, datetime]:
    of_programmes = Release.objects.filter(school__isnull=True).exclude(findings__endswith=SHOWS_NOTHING).order_by()
    return dict(of_programmes.values_list("cohort").annotate(Max("released_at")))
