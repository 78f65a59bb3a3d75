"""The programme's releases that a reproduction pack holds. Call in a programme-wide scope."""

from __future__ import annotations

from belonging.web.findings.models import AmendedRelease, Release
from belonging.web.packs.queries.packs import SHOWS_NOTHING
from belonging.web.programme.models import Cohort


def latest_releases(cohort: Cohort) -> list[Release]:
    """The latest of each questionnaire that shows anything, forms after trainings and the leads' survey too."""
    found = Release.objects.filter(school__isnull=True, cohort=cohort, plan__isnull=False)
    shown = found.exclude(findings__endswith=SHOWS_NOTHING).select_related("plan").order_by("released_at", "pk")
    latest = {release.instrument: release for release in shown}
    return [latest[instrument] for instrument in sorted(latest)]


def amended_releases(cohort: Cohort) -> list[AmendedRelease]:
    """What amendments brought, in the order of their release; those that were held back show nothing."""
    found = AmendedRelease.objects.filter(amendment__cohort=cohort).exclude(findings="")
    return list(found.select_related("amendment").order_by("released_at", "pk"))
