"""What a report is made from: the latest findings of each audience, and how far its rounds are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from django.db.models import Q

from belonging.evaluation.released import Findings
from belonging.web.findings.models import FixedPlan
from belonging.web.findings.queries import (
    fixed_plan,
    programme_findings,
    release_order,
    release_status,
    school_findings,
)
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.reports.models import Sharing
from belonging.web.schools.models import Body, School
from belonging.web.surveys.models import Entrance, Pack, Round, State
from belonging.web.surveys.queries import occasion_rounds, slips_out
from belonging.web.surveys.rules.rounds import SLIP_VALUES

AUDIENCES = ("pupil", "parent", "staff")
FIRST_ASKED = "pupil_v1"
NEAREST = 5
"""Slips are counted to the nearest so many, as answers are."""


EXAMPLE_DAY = datetime(2026, 7, 6, tzinfo=UTC)
"""The day that example pages bear: a Monday after an endline."""


@dataclass(frozen=True, slots=True)
class Given:
    """Slips given out for one questionnaire in one wave, to the nearest 5, and to which years, where packs say so."""

    slips: int
    years: tuple[str, ...] = ()


Slips = Mapping[tuple[str, str], Given]
"""By audience and wave."""


@dataclass(frozen=True, slots=True)
class Voices:
    """The latest findings of each audience that has any. `released_at` is that of the newest.

    `coming` are waves that pupils have answered and whose findings are not made yet. `slips` are of one school.
    """

    findings: Mapping[str, Findings]
    released_at: datetime
    coming: tuple[str, ...] = ()
    slips: Slips = field(default_factory=dict)


def school_voices(school: School, cohort: Cohort) -> Voices | None:
    """None before the first release. Call in the school's scope."""
    found = {
        audience: school_findings(school_id=school.pk, cohort_id=cohort.pk, audience=audience) for audience in AUDIENCES
    }
    voices = _voices(found, cohort, school.pk)
    return replace(voices, slips=slips_given(school, cohort)) if voices else None


def slips_given(school: School, cohort: Cohort) -> Slips:
    """Of a lost pack those that were used. Call in the school's scope."""
    packs = Pack.objects.filter(round__school=school, round__cohort=cohort, round__entrance=Entrance.SLIPS)
    needed = ("slips", "used", "revoked_at", "year_group", "round__audience", "round__wave")
    found: dict[tuple[str, str], list[Pack]] = {}
    for pack in packs.select_related("round").only(*needed).order_by("pk"):
        found.setdefault((pack.round.audience, pack.round.wave), []).append(pack)
    return {key: Given(NEAREST * round(slips_out(given) / NEAREST), _years(given)) for key, given in found.items()}


def _years(packs: Iterable[Pack]) -> tuple[str, ...]:
    """In the order of school; none where a pack does not say for whom it is."""
    known = {pack.year_group for pack in packs if not pack.revoked_at}
    return () if "" in known else tuple(year for year in SLIP_VALUES["year_group"] if year in known)


def programme_voices(cohort: Cohort) -> Voices | None:
    """All schools together: the audiences of which anything is shown. Call in the programme's scope."""
    found = {audience: programme_findings(cohort_id=cohort.pk, audience=audience) for audience in AUDIENCES}
    shown = {audience: findings for audience, findings in found.items() if findings is not None and findings.waves}
    return _voices(shown, cohort, None)


def takes_part(school: School, cohort: Cohort) -> bool:
    return Enrolment.objects.filter(school=school, cohort=cohort).exists()


def pupil_rounds(school: School, cohort: Cohort) -> list[Round]:
    """The newest first. Call in the school's scope."""
    return list(Round.objects.filter(cohort=cohort, school=school, audience="pupil").order_by("-closes_at"))


def planned(school: School, cohort: Cohort) -> list[tuple[str, FixedPlan | None]]:
    """Each questionnaire of the school's, with its fixed plan; pupils' alone where none is planned yet.

    Call in the school's scope.
    """
    rounds = Round.objects.filter(cohort=cohort, school=school).order_by()
    asked = dict(rounds.values_list("audience", "instrument").distinct())
    names = [asked[audience] for audience in AUDIENCES if audience in asked] or [FIRST_ASKED]
    return [(name, fixed_plan(cohort_id=cohort.pk, instrument=name, scope="school")) for name in names]


def roll_of(school: School, cohort: Cohort) -> int | None:
    """Pupils on roll, as the newest round that says so has it. Call in the school's scope."""
    return next((round_.roll for round_ in pupil_rounds(school, cohort) if round_.roll), None)


def _voices(found: Mapping[str, Findings | None], cohort: Cohort, school_id: int | None) -> Voices | None:
    heard = {audience: findings for audience, findings in found.items() if findings is not None}
    if not heard:
        return None
    status = {
        audience: release_status(cohort_id=cohort.pk, audience=audience, school_id=school_id) for audience in heard
    }
    moments = [one.released_at for one in status.values() if one.released_at is not None]
    pupils = status.get("pupil")
    coming = tuple(wave for wave in pupils.sealed_waves if wave not in pupils.released_waves) if pupils else ()
    return Voices(findings=heard, released_at=max(moments), coming=coming)


def sharings(school: School, cohort: Cohort) -> dict[int, Sharing]:
    """With whom the school shares its report now, by the body's id. Call in the school's scope."""
    current = Sharing.objects.filter(school=school, cohort=cohort, ended_at__isnull=True)
    return {sharing.body_id: sharing for sharing in current}


def bodies_of_school(school: School) -> list[Body]:
    """Its trust and its local authority, where it has them on the books."""
    return list(Body.objects.filter(pk__in=[pk for pk in (school.trust_id, school.authority_id) if pk is not None]))


def shared_with(body: Body, slug: str, cohort: str) -> Sharing | None:
    """The sharing by which the body reads that school's report. Call in a programme-wide scope."""
    current = Sharing.objects.filter(body=body, school__slug=slug, cohort__slug=cohort, ended_at__isnull=True)
    # A school that has moved to another trust shares nothing with the old one.
    still = Q(school__trust=body) | Q(school__authority=body)
    return current.filter(still).select_related("school", "cohort").first()


@dataclass(frozen=True, slots=True)
class OccasionStanding:
    """How far a cohort's occasions are: sealed ones and their forms, and those that are still to be sealed.

    `ordered`: the figures are on their way, or there already.
    """

    sealed: int
    forms: int
    waiting: int
    ordered: bool


def occasion_standing(cohort: Cohort, instrument: str) -> OccasionStanding:
    """Call in the programme's scope."""
    rounds = occasion_rounds(cohort, instrument)
    sealed = [each for each in rounds if each.state == State.SEALED]
    forms = sum(each.sealed_rows or 0 for each in sealed)
    ordered = release_order(cohort, instrument) is not None
    return OccasionStanding(len(sealed), forms, len(rounds) - len(sealed), ordered)
