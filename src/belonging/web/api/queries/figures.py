"""What calls are answered from: stored releases, rounded counts, and who takes part. Call in a programme-wide scope."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Length

from belonging.evaluation.released import Findings
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.programme.queries.cohorts import windows_of
from belonging.web.surveys.models import Round

FEWEST_ALIKE = 3
"""Schools of a kind: a phase that fewer share would say which school a letter is."""


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


def last_releases(cohorts: Iterable[Cohort]) -> dict[int, datetime]:
    """When findings of all schools together were released last, by cohort."""
    releases = Release.objects.filter(school__isnull=True, cohort__in=[each.pk for each in cohorts]).order_by()
    return dict(releases.values_list("cohort").annotate(last=Max("released_at")))


def enrolments(cohort: Cohort) -> QuerySet[Enrolment]:
    """By letter, each with its school."""
    return Enrolment.objects.filter(cohort=cohort).select_related("school").order_by(Length("mask"), "mask")


def phases_told(cohort: Cohort) -> frozenset[str]:
    """Those that `FEWEST_ALIKE` schools of the cohort share."""
    kinds = Enrolment.objects.filter(cohort=cohort).order_by().values_list("school__setting")
    return frozenset(kind for kind, schools in kinds.annotate(schools=Count("pk")) if schools >= FEWEST_ALIKE)


def school_rounds(cohort: Cohort) -> QuerySet[Round]:
    """Every school's that has a letter, by letter, wave and audience."""
    letter = Subquery(Enrolment.objects.filter(cohort=cohort, school=OuterRef("school")).values("mask")[:1])
    ours = Round.objects.filter(cohort=cohort, school__isnull=False).annotate(letter=letter)
    return ours.filter(letter__isnull=False).order_by(Length("letter"), "letter", "wave", "audience", "pk")


def letters_of(cohort: Cohort, rounds: Iterable[Round]) -> dict[int, str]:
    """Of the schools of these rounds, by the school's id."""
    schools = {each.host_id for each in rounds}
    return dict(Enrolment.objects.filter(cohort=cohort, school_id__in=schools).values_list("school_id", "mask"))


def days_of(cohort: Cohort) -> dict[str, date]:
    """The first day of each wave that is planned."""
    return {wave: window.opens_on for wave, window in windows_of(cohort).items()}


def nations_of(cohort: Cohort) -> frozenset[str]:
    return frozenset(Enrolment.objects.filter(cohort=cohort).values_list("school__nation", flat=True))
