"""What a report is made from: the latest releases of each audience, and how far its rounds are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from belonging.evaluation.released import Findings
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round

AUDIENCES = ("pupil", "parent", "staff")


@dataclass(frozen=True, slots=True)
class Voices:
    """The latest findings of each audience that has any. `released_at` is that of the newest."""

    findings: Mapping[str, Findings]
    released_at: datetime


def school_voices(school: School, cohort: Cohort) -> Voices | None:
    """None before the first release. Call in the school's scope."""
    return _latest(school.pk, cohort)


def programme_voices(cohort: Cohort) -> Voices | None:
    """All schools together. Call in the programme's scope."""
    return _latest(None, cohort)


def takes_part(school: School, cohort: Cohort) -> bool:
    return Enrolment.objects.filter(school=school, cohort=cohort).exists()


def rounds_of(cohort: Cohort, school: School | None = None) -> list[Round]:
    """The cohort's pupil rounds, of one school or of all, the newest first."""
    rounds = Round.objects.filter(cohort=cohort, audience="pupil").order_by("-closes_at")
    return list(rounds if school is None else rounds.filter(school=school))


def _latest(school_id: int | None, cohort: Cohort) -> Voices | None:
    newest: dict[str, Release] = {}
    releases = Release.objects.filter(cohort=cohort)
    ours = releases.filter(school__isnull=True) if school_id is None else releases.filter(school_id=school_id)
    for release in ours.order_by("released_at", "pk"):
        newest[release.audience] = release
    if not newest:
        return None
    return Voices(
        findings={name: Findings.from_json(newest[name].findings) for name in AUDIENCES if name in newest},
        released_at=max(release.released_at for release in newest.values()),
    )
