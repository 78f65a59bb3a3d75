"""Which programme reports are open to everyone. Call in a programme-wide scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from belonging.web.findings.models import Release
from belonging.web.home.models import Publication
from belonging.web.programme.models import Cohort
from belonging.web.reports.queries.programme import last_written

SUMMARY = "summary"
"""The edition of the report that everyone may read."""
SHOWS_NOTHING = '"waves":[]}'
"""How findings end of which no wave may be shown (too few schools), in the one way in which they are written."""


@dataclass(frozen=True, slots=True)
class Publishable:
    """A cohort with programme findings. `publication` is None while nobody has opened them to everyone.

    `written`: when the team last wrote words of its own for the report.
    """

    cohort: Cohort
    latest: datetime
    publication: Publication | None
    written: datetime | None = None

    @property
    def is_current(self) -> bool:
        return self.publication is not None and self.publication.released_at == self.latest

    @property
    def mark(self) -> str:
        """What a person has read who publishes it now: another one as soon as findings or words are newer."""
        return " ".join(each.isoformat() for each in (self.latest, self.written) if each is not None)

    @property
    def has_draft(self) -> bool:
        """Words that were written since: a draft, and not public."""
        return (
            self.publication is not None and self.written is not None and self.written > self.publication.published_at
        )


def publishable() -> list[Publishable]:
    latest, written = _latest(), last_written(SUMMARY)
    published = {each.cohort_id: each for each in Publication.objects.all()}
    return [
        Publishable(cohort, latest[cohort.pk], published.get(cohort.pk), written.get(cohort.pk))
        for cohort in Cohort.objects.filter(pk__in=latest)
    ]


def published_cohorts() -> list[Publication]:
    """Those whose findings are still the ones that were published, newest first."""
    latest = _latest()
    found = Publication.objects.select_related("cohort")
    return [each for each in found if latest.get(each.cohort_id) == each.released_at]


def published_cohort(slug: str) -> Publication | None:
    return next((each for each in published_cohorts() if each.cohort.slug == slug), None)


def publishable_cohort(cohort: Cohort) -> Publishable | None:
    return next((each for each in publishable() if each.cohort == cohort), None)


def _latest() -> dict[int, datetime]:
    of_programmes = Release.objects.filter(school__isnull=True).exclude(findings__endswith=SHOWS_NOTHING).order_by()
    return dict(of_programmes.values_list("cohort").annotate(Max("released_at")))
