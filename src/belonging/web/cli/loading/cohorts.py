"""The demo's cohorts, planned and opened as the team does it."""

from __future__ import annotations

from datetime import date, datetime

from belonging.web.cli.loading.calendar import SchoolYear, Sitting
from belonging.web.cli.loading.readiness import record_sides
from belonging.web.cli.loading.sittings import ACTOR, INSTRUMENTS, SLIP_FACTS
from belonging.web.cli.loading.term import AFTER_THE_END, Term, out_of_august, when_school_is_in
from belonging.web.findings.services import fix_plans
from belonging.web.programme.models import Cohort, Entrance
from belonging.web.programme.rules.planning import NEEDED, Window
from belonging.web.programme.services import (
    Asked,
    CohortDates,
    Hours,
    Modes,
    create_cohort,
    open_cohort,
    plan_dates,
    plan_modes,
    state_hours,
)

PILOT_SLUG, OWN_SLUG, NEW_SLUG = "pilot", "try-it", "under-way"
HOURS = {"advisers": 300, "readers": 20, "safeguarding": 30, "translators": 0}
PILOT_PLACES, OWN_PLACES, NEW_PLACES = 11, 1, 12


def make_pilot(year: SchoolYear) -> Cohort:
    baseline, endline = year.wave("baseline", 0), year.wave("endline", 0)
    dates = CohortDates(
        starts_on=year.starts_on,
        ends_on=date(year.autumn + 1, 7, 31),
        results_on=date(year.autumn + 1, 7, 14),
        places=PILOT_PLACES,
        windows={"baseline": _window(baseline), "endline": _window(endline)},
    )
    return _made("Pilot (simulated)", PILOT_SLUG, dates, tuple(INSTRUMENTS), year.prepared)


def make_own(year: SchoolYear) -> Cohort:
    """The cohort of the visitor's school; it begins with its baseline."""
    baseline, endline = _window(year.own_baseline), _window(year.own_endline)
    dates = CohortDates(
        starts_on=baseline.opens_on,
        ends_on=when_school_is_in(endline.closes_on + AFTER_THE_END),
        results_on=when_school_is_in(endline.closes_on + AFTER_THE_END),
        places=OWN_PLACES,
        windows={"baseline": baseline, "endline": endline},
    )
    return _made("Try it yourself", OWN_SLUG, dates, ("pupil", "parent"), year.prepared)


def make_new(term: Term, now: datetime) -> Cohort:
    """The cohort that is under way: its baseline has just opened."""
    dates = CohortDates(
        starts_on=min(term.baseline.opens_on, term.ago(40).date()),
        ends_on=term.results_on,
        results_on=term.results_on,
        places=NEW_PLACES,
        windows={"baseline": term.baseline, "endline": term.endline},
    )
    return _made(f"{term.season} (simulated)", NEW_SLUG, dates, tuple(INSTRUMENTS), now)


def _made(name: str, slug: str, dates: CohortDates, asked: tuple[str, ...], now: datetime) -> Cohort:
    cohort = create_cohort(name=name, slug=slug, starts_on=dates.starts_on, is_demo=True, actor=ACTOR, now=now)
    plan_dates(cohort=cohort, dates=dates, actor=ACTOR, now=now)
    plan_modes(cohort=cohort, modes=Modes(tuple(map(_asked, asked))), actor=ACTOR, now=now)
    state_hours(cohort=cohort, hours=Hours(stated=HOURS, comments_on=True), actor=ACTOR, now=now)
    open_cohort(cohort=cohort, actor=ACTOR, now=now)
    record_sides(cohort, now)
    fix_plans(now=now, opening=[(cohort.pk, INSTRUMENTS[audience]) for audience in asked])
    cohort.refresh_from_db()
    return cohort


def _asked(audience: str) -> Asked:
    if audience == "pupil":
        return Asked(INSTRUMENTS[audience], Entrance.SLIPS, NEEDED, SLIP_FACTS)
    return Asked(INSTRUMENTS[audience], Entrance.OPEN_LINK, NEEDED)


def _window(sitting: Sitting) -> Window:
    return out_of_august(Window(sitting.opens.date(), sitting.closes.date()))
