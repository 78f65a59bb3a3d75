"""Amendments of plans, what is due of them, and what came of them. Call in a programme-wide scope."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from belonging.evaluation.released import Findings
from belonging.web.findings.models import AmendedRelease, PlanAmendment, Release


@dataclass(frozen=True, slots=True)
class Out:
    """Everything that is out of one questionnaire: findings as stored, and amended releases that show anything."""

    findings: tuple[str, ...]
    amended: tuple[AmendedRelease, ...]


@dataclass(frozen=True, slots=True)
class Exploratory:
    """One amendment with the findings that it brought; None where it waits, was refused or is held back."""

    amendment: PlanAmendment
    findings: Findings | None
    held_because: str


def amendments_of(cohort_id: int) -> list[Exploratory]:
    """In the order in which they were asked for."""
    found = PlanAmendment.objects.filter(cohort_id=cohort_id).select_related("release", "cohort")
    return [_told(amendment) for amendment in found.order_by("proposed_at", "pk")]


def amendment_by_number(cohort_id: int, instrument: str, number: int) -> Exploratory | None:
    found = PlanAmendment.objects.filter(cohort_id=cohort_id, instrument=instrument, number=number)
    amendment = found.select_related("release", "cohort").first()
    return None if amendment is None else _told(amendment)


def amendments_to_decide() -> list[PlanAmendment]:
    """Asked for, and nobody of the programme has answered yet: the longest waiting first."""
    waiting = PlanAmendment.objects.filter(decision="").select_related("cohort")
    return list(waiting.order_by("proposed_at", "pk"))


def amendments_due() -> list[PlanAmendment]:
    """Allowed, of something that is released, and not made yet."""
    waiting = PlanAmendment.objects.filter(decision="allowed", release__isnull=True).order_by("decided_at", "pk")
    return [amendment for amendment in waiting if _releases(amendment).exists()]


def latest_of(amendment: PlanAmendment) -> Release:
    """The programme's latest release of the questionnaire: its rounds are those that an amendment counts."""
    return _releases(amendment).order_by("released_at", "pk").reverse()[0]


def amended_before(amendment: PlanAmendment) -> Out:
    """All that is out of its questionnaire."""
    releases = _releases(amendment).order_by("released_at", "pk")
    amended = AmendedRelease.objects.filter(
        amendment__cohort_id=amendment.cohort_id, amendment__instrument=amendment.instrument
    ).exclude(findings="")
    return Out(
        tuple(releases.values_list("findings", flat=True)),
        tuple(amended.select_related("amendment").order_by("released_at", "pk")),
    )


def released_instruments(cohort_id: int) -> dict[str, Findings]:
    """The latest findings by questionnaire."""
    found = Release.objects.filter(school__isnull=True, cohort_id=cohort_id).order_by("released_at", "pk")
    return {release.instrument: Findings.from_json(release.findings) for release in found}


def _releases(amendment: PlanAmendment) -> QuerySet[Release]:
    return Release.objects.filter(school__isnull=True, cohort_id=amendment.cohort_id, instrument=amendment.instrument)


def _told(amendment: PlanAmendment) -> Exploratory:
    release = getattr(amendment, "release", None)
    if release is None or not release.findings:
        return Exploratory(amendment, None, release.held_because if release else "")
    return Exploratory(amendment, Findings.from_json(release.findings), "")
