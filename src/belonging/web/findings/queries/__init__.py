"""What is released, what is due, and what has been shown to whom. Never loads the engine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from belonging.evaluation.groups import ONCE
from belonging.evaluation.released import Findings, Rung
from belonging.instruments.load import load
from belonging.instruments.model import PROFESSIONAL_AUDIENCES, Audience
from belonging.web.base.scope import programme_scope
from belonging.web.findings.models import FixedPlan, LedgerEntry, Release, ReleaseOrder
from belonging.web.findings.rules import (
    Due,
    Sealed,
    Stored,
    Strand,
    complete_waves,
    due_for_programme,
    due_for_schools,
)
from belonging.web.programme.models import Arm, Cohort, CohortState, Enrolment, Stage
from belonging.web.surveys.models import Round, State


@dataclass(frozen=True, slots=True)
class ReleaseStatus:
    """Where findings stand: waves sealed, waves in the latest release, and when that was made."""

    sealed_waves: tuple[str, ...]
    released_waves: tuple[str, ...]
    released_at: datetime | None

    @property
    def is_waiting(self) -> bool:
        """Sealed answers have no findings yet: they are being made, or wait for other schools."""
        return self.sealed_waves != self.released_waves


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One table in one wave as one reader was shown it, or (`shown` False) was told why not."""

    release_id: int
    waves: tuple[str, ...]
    table: str
    wave: str
    plan_version: int
    rung: Rung
    shown: bool
    reader: str
    digest: str


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A questionnaire of a cohort that has rounds and no plan of that scope; `sealed`: one was sealed already."""

    cohort_id: int
    instrument: str
    scope: str
    sealed: bool


def unplanned(opening: Iterable[tuple[int, str]] = ()) -> list[Unplanned]:
    """In a programme-wide scope. `opening`: questionnaires by (cohort, instrument) that have no round yet."""
    planned = set(FixedPlan.objects.values_list("cohort_id", "instrument", "scope"))
    rounds = Round.objects.order_by().values_list("cohort_id", "instrument", "state").distinct()
    sealed = {(cohort, instrument) for cohort, instrument, state in rounds if state == State.SEALED}
    asked = sorted({*opening, *((cohort, instrument) for cohort, instrument, _ in rounds)})
    return [
        Unplanned(cohort, instrument, scope, (cohort, instrument) in sealed)
        for cohort, instrument in asked
        for scope in (("programme",) if is_professional(instrument) else ("school", "programme"))
        if (cohort, instrument, scope) not in planned
    ]


def is_professional(instrument: str) -> bool:
    """Whether it is asked in a professional role, at an occasion: its figures are the programme's alone."""
    return load(instrument).audience in PROFESSIONAL_AUDIENCES


def fixed_plan(*, cohort_id: int, instrument: str, scope: str) -> FixedPlan | None:
    plans = FixedPlan.objects.select_related("cohort")
    return plans.filter(cohort_id=cohort_id, instrument=instrument, scope=scope).first()


def school_findings(*, school_id: int, cohort_id: int, audience: str) -> Findings | None:
    """The school's latest. In a scope that sees the school."""
    return _findings(_latest(school_id=school_id, cohort_id=cohort_id, audience=audience))


def programme_findings(*, cohort_id: int, audience: str) -> Findings | None:
    """The cohort's latest, over all its schools. In a programme-wide scope."""
    return _findings(_latest(school_id=None, cohort_id=cohort_id, audience=audience))


def professional_findings(cohort: Cohort, instrument: str) -> Findings | None:
    """What was released of the cohort's occasions that ask this; None before. In any scope or none."""
    with programme_scope("findings: of occasions"):
        return _findings(occasion_release(cohort, instrument))


def occasion_release(cohort: Cohort, instrument: str) -> Release | None:
    """Call in a programme-wide scope."""
    return Release.objects.filter(school__isnull=True, cohort=cohort, instrument=instrument, waves=ONCE).first()


def release_order(cohort: Cohort, instrument: str) -> ReleaseOrder | None:
    return ReleaseOrder.objects.filter(cohort=cohort, instrument=instrument).first()


def unordered() -> list[tuple[Cohort, str]]:
    """Occasions whose release is due without anybody's word: of leads, and of finished cohorts; all rounds sealed."""
    with programme_scope("findings: orders that are due"):
        over = Q(audience=Audience.LEAD.value) | Q(cohort__state=CohortState.FINISHED)
        sealed = Round.objects.filter(over, school__isnull=True, sealed_rows__gt=0).order_by()
        found = set(sealed.values_list("cohort_id", "instrument").distinct())
        ordered = set(ReleaseOrder.objects.values_list("cohort_id", "instrument"))
        open_still = set(
            Round.objects.filter(school__isnull=True, state__in=[State.OPEN, State.CLOSED])
            .order_by()
            .values_list("cohort_id", "instrument")
        )
        due = sorted(found - ordered - open_still)
        cohorts = Cohort.objects.in_bulk([cohort for cohort, _ in due])
        return [(cohorts[cohort], instrument) for cohort, instrument in due]


def findings_before(strand: Strand) -> list[Findings]:
    """Everything released of the strand, in the order of release. In a scope that sees it."""
    releases = Release.objects.filter(
        _owner(strand.school_id or None), cohort_id=strand.cohort_id, instrument=strand.instrument
    )
    return [Findings.from_json(release.findings) for release in releases.order_by("released_at", "pk")]


def release_status(*, cohort_id: int, audience: str, school_id: int | None = None) -> ReleaseStatus:
    """Of a school, or (without one, in a programme-wide scope) of the cohort.

    A cohort's sealed waves are those that all schools taking part have sealed.
    """
    rounds = Round.objects.filter(cohort_id=cohort_id, audience=audience)
    if school_id is not None:
        rounds = rounds.filter(school_id=school_id)
    sealed = rounds.filter(state=State.SEALED).values_list("wave", "school_id")
    awaited = {school for _, school in _taking_part(cohort_id)} if school_id is None else {school_id}
    waves = complete_waves(sealed, awaited)
    release = _latest(school_id=school_id, cohort_id=cohort_id, audience=audience)
    if release is None:
        return ReleaseStatus(waves, (), None)
    return ReleaseStatus(waves, _waves(release.waves), release.released_at)


def ledger_of(*, cohort_id: int, audience: str, school_id: int | None = None) -> list[LedgerRow]:
    """Every table that any release of the school (or of the cohort) let out, in the order of release."""
    entries = LedgerEntry.objects.filter(
        _owner(school_id), release__cohort_id=cohort_id, release__audience=audience
    ).select_related("release")
    return [_row(entry) for entry in entries.order_by("release__released_at", "pk")]


def releases_due() -> list[Due]:
    """Findings that ought to exist and do not: schools' first, then the programme's."""
    with programme_scope("findings: what is due"):
        sealed = _sealed_rounds()
        stored = _stored_releases() if sealed else []
        apart = _apart()
        together = [one for one in sealed if (one.strand.cohort_id, one.strand.school_id) not in apart]
        of_waves = [*due_for_schools(sealed, stored), *due_for_programme(together, stored, _taking_part())]
        return [*of_waves, *_ordered()]


def is_released(due: Due) -> bool:
    """Whether somebody has made these findings meanwhile. In a scope that sees them."""
    return Release.objects.filter(
        _owner(due.strand.school_id or None),
        cohort_id=due.strand.cohort_id,
        instrument=due.strand.instrument,
        waves="+".join(due.waves),
    ).exists()


def _latest(*, school_id: int | None, cohort_id: int, audience: str) -> Release | None:
    releases = Release.objects.filter(_owner(school_id), cohort_id=cohort_id, audience=audience)
    return releases.order_by("-released_at", "-pk").first()


def _owner(school_id: int | None) -> Q:
    return Q(school__isnull=True) if school_id is None else Q(school_id=school_id)


def _findings(release: Release | None) -> Findings | None:
    return None if release is None else Findings.from_json(release.findings)


def _row(entry: LedgerEntry) -> LedgerRow:
    return LedgerRow(
        release_id=entry.release_id,
        waves=_waves(entry.release.waves),
        table=entry.table,
        wave=entry.wave,
        plan_version=entry.plan_version,
        rung=Rung(entry.rung),
        shown=entry.shown,
        reader=entry.reader,
        digest=entry.digest,
    )


def _waves(joined: str) -> tuple[str, ...]:
    return tuple(joined.split("+"))


def _taking_part(cohort_id: int | None = None) -> set[tuple[int, int]]:
    """(Cohort, school) of those that the programme's report waits for."""
    enrolled = Enrolment.objects.filter(stage=Stage.TAKING_PART, arm=Arm.INTERVENTION)
    if cohort_id is not None:
        enrolled = enrolled.filter(cohort_id=cohort_id)
    return set(enrolled.values_list("cohort_id", "school_id"))


def _apart() -> set[tuple[int, int]]:
    """(Cohort, school) of comparison and waiting-list schools: they answer, and are not what the programme did."""
    return set(Enrolment.objects.exclude(arm=Arm.INTERVENTION).values_list("cohort_id", "school_id"))


def _sealed_rounds() -> list[Sealed]:
    rows = Round.objects.filter(state=State.SEALED, school__isnull=False).values_list(
        "pk", "cohort_id", "audience", "instrument", "school_id", "wave"
    )
    return [
        Sealed(pk, Strand(cohort, audience, instrument, school or 0), wave)
        for pk, cohort, audience, instrument, school, wave in rows
    ]


def _ordered() -> list[Due]:
    """What the programme has ordered of its occasions and is not made yet."""
    made = Release.objects.filter(school__isnull=True, cohort=OuterRef("cohort"), instrument=OuterRef("instrument"))
    waiting = ReleaseOrder.objects.filter(~Exists(made.filter(waves=ONCE))).order_by("pk")
    return [
        Due(
            Strand(order.cohort_id, load(order.instrument).audience.value, order.instrument),
            (ONCE,),
            tuple(order.rounds),
        )
        for order in waiting
    ]


def _stored_releases() -> list[Stored]:
    rows = Release.objects.values_list("cohort_id", "audience", "instrument", "school_id", "waves", "rounds")
    return [
        Stored(Strand(cohort, audience, instrument, school or 0), _waves(waves), tuple(rounds))
        for cohort, audience, instrument, school, waves, rounds in rows
    ]
