"""Amendments of plans, what is due of them, and what came of them. Call in a programme-wide scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from belonging.evaluation.released import Findings
from belonging.web.findings.models import AmendedRelease, PlanAmendment, Release
from belonging.web.findings.rules import Strand, in_time
from belonging.web.journal.models import Entry
from belonging.web.programme.models import CohortQuestionnaire
from belonging.web.surveys.models import Round

FAILED: Final = "amendment-failed"
"""The act in the journal; `because` is a sentence."""
AGAIN_AFTER: Final = timedelta(days=1)
"""What could not be made is tried again so much later: its cause has to be mended by a person."""


@dataclass(frozen=True, slots=True)
class Out:
    """Everything that is out of one questionnaire: findings as stored, and amended releases that show anything."""

    findings: tuple[str, ...]
    amended: tuple[AmendedRelease, ...]


@dataclass(frozen=True, slots=True)
class Exploratory:
    """One amendment with the findings that it brought; None where it waits, was refused or is held back.

    `waits_for`: waves that have to be released first. `failed_because`: why it could not be made at the last try.
    """

    amendment: PlanAmendment
    findings: Findings | None
    held_because: str
    waits_for: tuple[str, ...] = ()
    failed_because: str = ""


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


def amendments_due(*, now: datetime | None = None) -> list[PlanAmendment]:
    """Allowed, of a questionnaire whose every wave is released, and not made yet; with `now` less what has just failed.

    A release after an amended one would not be checked with it, so none may follow.
    """
    waiting = PlanAmendment.objects.filter(decision="allowed", release__isnull=True).order_by("decided_at", "pk")
    due = [each for each in waiting if _releases(each).exists() and not waits_for(each)]
    return due if now is None else [each for each in due if not _failures(each).filter(at__gt=now - AGAIN_AFTER)]


def waits_for(amendment: PlanAmendment) -> tuple[str, ...]:
    """The waves that are planned for its questionnaire, or held already, and not released."""
    asked = {"cohort_id": amendment.cohort_id, "instrument": amendment.instrument}
    planned = {wave for each in CohortQuestionnaire.objects.filter(**asked) for wave in each.waves}
    held = set(Round.objects.order_by().filter(**asked).values_list("wave", flat=True))
    out = {wave for waves in _releases(amendment).values_list("waves", flat=True) for wave in waves.split("+")}
    return in_time((planned | held) - out)


def is_amended(strand: Strand) -> bool:
    """Whether tables are out that were asked for afterwards."""
    found = AmendedRelease.objects.filter(
        amendment__cohort_id=strand.cohort_id, amendment__instrument=strand.instrument
    )
    return found.exclude(findings="").exists()


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
    if release is None and amendment.decision == "allowed":
        failed = _failures(amendment).order_by("number").last()
        because = str(failed.details["because"]) if failed is not None else ""
        return Exploratory(amendment, None, "", waits_for(amendment), because)
    if release is None or not release.findings:
        return Exploratory(amendment, None, release.held_because if release else "")
    return Exploratory(amendment, Findings.from_json(release.findings), "")


def _failures(amendment: PlanAmendment) -> QuerySet[Entry]:
    return Entry.objects.filter(act=FAILED, subject=f"amendment:{amendment.pk}")
