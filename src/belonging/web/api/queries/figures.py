"""What calls are answered from: stored releases, rounded counts, and who takes part. Call in a programme-wide scope."""

from __future__ import annotations

from datetime import date, datetime

from belonging.evaluation.released import Findings
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.programme.queries.cohorts import windows_of
from belonging.web.surveys.models import Round


def release_of(cohort: Cohort, audience: str, letter: str | None = None) -> Release | None:
    """The latest of all schools together, or of the school of that letter."""
    releases = Release.objects.filter(cohort=cohort, audience=audience)
    if letter is None:
        ours = releases.filter(school__isnull=True)
    else:
        schools = Enrolment.objects.filter(cohort=cohort, mask=letter).values("school_id")
        ours = releases.filter(school_id__in=schools)
    return ours.order_by("-released_at", "-pk").first()


def open_findings(cohort: Cohort, audiences: tuple[str, ...]) -> list[Findings]:
    """Of all schools together, the latest of each audience of whom anything is shown."""
    releases = (release_of(cohort, audience) for audience in audiences)
    found = [Findings.from_json(each.findings) for each in releases if each is not None]
    return [findings for findings in found if findings.waves]


def last_release(cohort: Cohort) -> datetime | None:
    releases = Release.objects.filter(cohort=cohort, school__isnull=True)
    return releases.order_by("-released_at").values_list("released_at", flat=True).first()


def enrolments(cohort: Cohort) -> list[Enrolment]:
    """By letter, each with its school."""
    return sorted(
        Enrolment.objects.filter(cohort=cohort).select_related("school"), key=lambda one: (len(one.mask), one.mask)
    )


def school_rounds(cohort: Cohort) -> list[tuple[str, Round]]:
    """Every school's, under its letter, by letter, wave and audience."""
    masks = {one.school_id: one.mask for one in enrolments(cohort)}
    found = Round.objects.filter(cohort=cohort, school__isnull=False).order_by("wave", "audience", "pk")
    ours = [(masks[round_.host_id], round_) for round_ in found if round_.school_id in masks]
    return sorted(ours, key=lambda pair: (len(pair[0]), pair[0]))


def days_of(cohort: Cohort) -> dict[str, date]:
    """The first day of each wave that is planned."""
    return {wave: window.opens_on for wave, window in windows_of(cohort).items()}


def nations_of(cohort: Cohort) -> frozenset[str]:
    return frozenset(Enrolment.objects.filter(cohort=cohort).values_list("school__nation", flat=True))
