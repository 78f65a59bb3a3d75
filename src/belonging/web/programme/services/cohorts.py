"""Planning a cohort, opening it, which fixes the plan, and ending it. Programme-wide acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.errors import (
    CohortExists,
    CohortFixed,
    CohortNotOpen,
    CohortNotReady,
    CommentsDoNotFit,
    NothingToLink,
)
from belonging.web.programme.models import Cohort, CohortQuestionnaire, CohortState, CohortWave
from belonging.web.programme.queries import comments_may_be_on, planning_gaps
from belonging.web.programme.rules.modes import linkable
from belonging.web.programme.rules.planning import Window, window_faults

RESERVED = frozenset({"plan"})
"""Addresses that pages of their own have under /programme/cohorts/."""


@dataclass(frozen=True, slots=True)
class CohortDates:
    """When the cohort runs, its waves by name, and how many schools it has room for."""

    starts_on: date
    ends_on: date
    results_on: date | None
    places: int | None
    windows: Mapping[str, Window]


@dataclass(frozen=True, slots=True)
class Asked:
    """One questionnaire of the plan."""

    instrument: str
    entrance: str
    waves: tuple[str, ...]
    slip_facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Modes:
    """How the cohort asks. `links_waves`: pupils get the same slip at baseline and endline."""

    questionnaires: tuple[Asked, ...]
    languages: tuple[str, ...] = ()
    asks_fsm: bool = False
    links_waves: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """What the programme has: stated hours by kind, the forecast's numbers that were changed, and the choice."""

    stated: Mapping[str, int] = field(default_factory=dict)
    assumptions: Mapping[str, float] = field(default_factory=dict)
    comments_on: bool = False


@transaction.atomic
def create_cohort(*, name: str, slug: str, starts_on: date, is_demo: bool = False, actor: str, now: datetime) -> Cohort:
    """Raises CohortExists. A demo cohort holds simulated schools only and needs no permission of wording."""
    if slug in RESERVED or Cohort.objects.filter(slug=slug).exists():
        raise CohortExists(f"A cohort is already at the address '{slug}'. Please choose another address.")
    cohort = Cohort.objects.create(name=name, slug=slug, starts_on=starts_on, is_demo=is_demo)
    with programme_scope("create a cohort"):
        record_act(act=Act("cohort-created", f"cohort:{cohort.pk}"), actor=actor, now=now)
    return cohort


@transaction.atomic
def plan_dates(*, cohort: Cohort, dates: CohortDates, actor: str, now: datetime) -> None:
    """Raises CohortFixed, CohortNotReady where a wave's days cannot be."""
    held = _planning(cohort)
    faults = window_faults(dates.windows, starts_on=dates.starts_on, ends_on=dates.ends_on)
    if faults:
        raise CohortNotReady(" ".join(f"{wave.capitalize()}: {fault}" for wave, fault in faults.items()))
    held.starts_on, held.ends_on = dates.starts_on, dates.ends_on
    held.results_on, held.places = dates.results_on, dates.places
    held.save(update_fields=["starts_on", "ends_on", "results_on", "places"])
    held.waves.all().delete()
    CohortWave.objects.bulk_create(
        CohortWave(cohort=held, wave=wave, opens_on=window.opens_on, closes_on=window.closes_on)
        for wave, window in dates.windows.items()
    )
    _record("cohort-dates-planned", held, actor, now)


@transaction.atomic
def plan_modes(*, cohort: Cohort, modes: Modes, actor: str, now: datetime) -> None:
    """Which questionnaires, in which waves and by which way in; languages; free school meals; linking.

    Raises CohortFixed, NothingToLink.
    """
    held = _planning(cohort)
    if modes.links_waves and not any(_can_link(each) for each in modes.questionnaires):
        raise NothingToLink
    held.languages, held.asks_fsm, held.links_waves = list(modes.languages), modes.asks_fsm, modes.links_waves
    held.save(update_fields=["languages", "asks_fsm", "links_waves"])
    held.questionnaires.all().delete()
    CohortQuestionnaire.objects.bulk_create(
        CohortQuestionnaire(
            cohort=held,
            instrument=each.instrument,
            entrance=each.entrance,
            slip_facts=list(each.slip_facts),
            waves=list(each.waves),
        )
        for each in modes.questionnaires
    )
    _record("cohort-modes-planned", held, actor, now)


@transaction.atomic
def state_hours(*, cohort: Cohort, hours: Hours, actor: str, now: datetime) -> None:
    """Raises CohortFixed, and CommentsDoNotFit where comments are wanted and the readers' hours are too few."""
    held = _planning(cohort)
    held.stated_hours, held.assumptions = dict(hours.stated), dict(hours.assumptions)
    held.comments_on = hours.comments_on
    if hours.comments_on and not comments_may_be_on(held):
        raise CommentsDoNotFit(
            "The comment readers' hours do not cover the comments of one wave. "
            "State more hours, plan fewer schools, or leave comments off."
        )
    held.save(update_fields=["stated_hours", "assumptions", "comments_on"])
    _record("cohort-hours-stated", held, actor, now)


@transaction.atomic
def open_cohort(*, cohort: Cohort, actor: str, now: datetime) -> None:
    """Fix the plan: from now on the database refuses to change it. Raises CohortFixed, CohortNotReady."""
    held = _planning(cohort)
    gaps = planning_gaps(held)
    if gaps:
        raise CohortNotReady(f"{held.name} cannot open yet. {' '.join(gaps)}")
    held.state, held.opened_at = CohortState.OPEN, now
    held.save(update_fields=["state", "opened_at"])
    _record("cohort-opened", held, actor, now)


@transaction.atomic
def finish_cohort(*, cohort: Cohort, actor: str, now: datetime) -> None:
    """No school can join any more. Reports and answers stay. Raises CohortNotOpen."""
    held = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if held.state != CohortState.OPEN:
        raise CohortNotOpen(f"{held.name} is not open, so it cannot be ended.")
    held.state, held.finished_at = CohortState.FINISHED, now
    held.save(update_fields=["state", "finished_at"])
    _record("cohort-finished", held, actor, now)


def _can_link(asked: Asked) -> bool:
    return linkable(asked.instrument, asked.entrance, asked.waves)


def _planning(cohort: Cohort) -> Cohort:
    held = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if held.state != CohortState.PLANNING:
        raise CohortFixed(
            f"{held.name} has opened, so its plan is fixed: schools and families were told of it. "
            "Plan a new cohort for other dates or questionnaires."
        )
    return held


def _record(name: str, cohort: Cohort, actor: str, now: datetime) -> None:
    with programme_scope("journal: a cohort"):
        record_act(act=Act(name, f"cohort:{cohort.pk}"), actor=actor, now=now)
