"""The demo's content: the simulated pilot, whole, and one more school that a visitor may run."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from belonging.simulation import AnswerRow, Pilot, SimulatedSchool, simulate_school
from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.calendar import SchoolYear
from belonging.web.cli.loading.people import open_accounts
from belonging.web.cli.loading.readiness import settle
from belonging.web.cli.loading.sittings import ACTOR, INSTRUMENTS, Place, hold, open_for_link, open_for_slips, send
from belonging.web.cli.loading.tally import Tally
from belonging.web.findings.services import fix_plans, release_due
from belonging.web.home.demo_file import TryIt
from belonging.web.programme.models import Cohort
from belonging.web.programme.rules import mask_number
from belonging.web.programme.services import create_cohort, enrol_school, leave_cohort
from belonging.web.schools.models import School
from belonging.web.schools.services import NewSchool, add_school
from belonging.web.surveys.rules.codes import shown

OWN = SimulatedSchool("hazel-bank", "Hazel Bank Primary School", "primary", False, 88, "Eastreach")
OWN_PUPILS, OWN_YET_TO_ANSWER, OWN_PARENTS = 72, 8, 34
PILOT_SLUG, OWN_SLUG = "pilot", "try-it"
RELEASE_STEPS = 400
"""A wave's findings count as so many answers in the progress: they take about as long."""


@dataclass(frozen=True, slots=True)
class OwnAnswers:
    """What is answered at the visitor's school. The last `yet_to_answer` of `endline` keep their codes."""

    baseline: tuple[AnswerRow, ...]
    endline: tuple[AnswerRow, ...]
    yet_to_answer: int

    @classmethod
    def simulated(cls, seed: int, pupils: int = OWN_PUPILS, parents: int = OWN_PARENTS) -> OwnAnswers:
        def rows(offset: int, count: int, wave: str, audience: str) -> list[AnswerRow]:
            return simulate_school(seed + offset, OWN.setting, count, wave, audience, OWN.key)

        return cls(
            baseline=(*rows(1, pupils, "baseline", "pupil"), *rows(2, parents, "baseline", "parent")),
            endline=(*rows(3, pupils, "endline", "pupil"), *rows(4, parents // 2, "endline", "parent")),
            yet_to_answer=OWN_YET_TO_ANSWER,
        )

    def steps(self) -> int:
        return len(self.baseline) + len(self.endline) - self.yet_to_answer


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the pretend schools stand: the pilot's, by key, and the visitor's."""

    cohort: Cohort
    schools: dict[str, School]
    own_cohort: Cohort
    own: School


def load_demo(*, pilot: Pilot, own: OwnAnswers, year: SchoolYear, tell: Callable[[int, int, str], None]) -> TryIt:
    """Load everything in the order in which it would have happened; `tell(done, total, words)` hears of each step."""
    tally = Tally(len(pilot.answers) + own.steps() + 3 * RELEASE_STEPS, tell)
    stage = _stage(pilot, year)
    staying = [stage.schools[school.key] for school in pilot.schools if not school.dropped_out]
    open_accounts(own=stage.own, staying=staying, now=year.prepared)
    _hold_wave(pilot, stage, "baseline", year, tally)
    _hold_wave(pilot, stage, "endline", year, tally)
    with school_scope(stage.own.pk):
        sitting = year.own_baseline
        hold(Place(stage.own, stage.own_cohort, "baseline", OWN.roll), own.baseline, sitting, tally)
    _release(sitting.sealed, tally)
    with school_scope(stage.own.pk):
        return _open_own(Place(stage.own, stage.own_cohort, "endline", OWN.roll), own, year, tally)


def _stage(pilot: Pilot, year: SchoolYear) -> Stage:
    now = year.prepared
    cohort = create_cohort(
        name="Pilot (simulated)", slug=PILOT_SLUG, starts_on=year.starts_on, is_demo=True, actor=ACTOR, now=now
    )
    own_cohort = create_cohort(
        name="Try it yourself", slug=OWN_SLUG, starts_on=year.own_baseline.opens.date(), is_demo=True,
        actor=ACTOR, now=now,
    )  # fmt: skip
    asked = INSTRUMENTS.values()
    fix_plans(now=now, opening=[(each.pk, instrument) for each in (cohort, own_cohort) for instrument in asked])
    own = _added(OWN, year)
    enrol_school(cohort=own_cohort, school=own, actor=ACTOR, now=now)
    settle(cohort=own_cohort, schools=[own], now=now)
    return Stage(cohort, _enrolled(pilot, cohort, year), own_cohort, own)


def _enrolled(pilot: Pilot, cohort: Cohort, year: SchoolYear) -> dict[str, School]:
    """Every school by its key. Letters are given out in an order that tells nothing of the names."""
    letters = [mask_number(index) for index in range(len(pilot.schools))]
    random.Random(pilot.seed).shuffle(letters)  # noqa: S311  # pretend letters of pretend schools
    schools = {}
    for each, mask in zip(pilot.schools, letters, strict=True):
        school = schools[each.key] = _added(each, year)
        enrol_school(cohort=cohort, school=school, mask=mask, actor=ACTOR, now=year.prepared)
        settle(cohort=cohort, schools=[school], now=year.prepared)
        if each.dropped_out:
            leave_cohort(cohort=cohort, school=school, actor=ACTOR, now=year.wave("baseline", 0).opens)
    return schools


def _added(pretend: SimulatedSchool, year: SchoolYear) -> School:
    new = NewSchool(
        name=pretend.name,
        slug=pretend.key,
        setting=pretend.setting,
        has_sixth_form=pretend.has_sixth_form,
        local_authority=pretend.local_authority,
        is_simulated=True,
    )
    return add_school(new=new, actor=ACTOR, now=year.prepared)


def _hold_wave(pilot: Pilot, stage: Stage, wave: str, year: SchoolYear, tally: Tally) -> None:
    for place, (key, school) in enumerate(stage.schools.items()):
        rows = [row for row in pilot.answers if (row.school, row.wave) == (key, wave)]
        with school_scope(school.pk):
            hold(Place(school, stage.cohort, wave, pilot.school(key).roll), rows, year.wave(wave, place), tally)
    _release(year.released(wave), tally)


def _release(now: datetime, tally: Tally) -> None:
    """Have the engine make what is due, and count it as RELEASE_STEPS whatever the number of findings."""
    before = tally.done

    def tell(done: int, of: int) -> None:
        tally.step(f"Findings: {done} of {of}", before + RELEASE_STEPS * done // max(of, 1) - tally.done)

    release_due(now=now, progress=tell)
    tally.step("Findings made", before + RELEASE_STEPS - tally.done)


def _open_own(place: Place, own: OwnAnswers, year: SchoolYear, tally: Tally) -> TryIt:
    """The visitor's open rounds: most pupils have answered, the codes of the others are free."""
    sitting = year.own_endline
    pupils = [row for row in own.endline if row.audience == "pupil"]
    round_, codes = open_for_slips(place, pupils, sitting)
    parents_round = open_for_link(place, "parent", sitting)
    answered = len(pupils) - own.yet_to_answer
    for index, row in enumerate(pupils[:answered]):
        send(round_, row, sitting.answered, codes[index])
        tally.step(f"{place.school.name}: open now, answers")
    for row in own.endline:
        if row.audience == "parent":
            send(parents_round, row, sitting.answered)
            tally.step(f"{place.school.name}: open now, answers")
    return TryIt(
        school=place.school.slug,
        cohort=place.cohort.slug,
        pupil_handle=round_.handle,
        parent_handle=parents_round.handle,
        codes=tuple(shown(codes[index]) for index in range(answered, len(pupils))),
    )
