"""From a cohort's plan to each school's draft rounds. Opening them stays with the school's lead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.enrolment.models import Acceptance
from belonging.web.enrolment.queries import agreement_gap
from belonging.web.programme.models import Cohort, CohortState, Enrolment, Stage
from belonging.web.programme.queries import Planned, cohorts_of, planned_questionnaires, takes_part, wave_window
from belonging.web.schools.models import School
from belonging.web.surveys.errors import CannotPlan
from belonging.web.surveys.models import Round
from belonging.web.surveys.rules.upcoming import near_waves
from belonging.web.surveys.services.rounds import plan_round

ACTOR = "planning"
AT_ONCE = 200
"""Schools of one look, so that nothing else of the worker's waits long."""


@transaction.atomic
def plan_for(*, school: School, cohort: Cohort, actor: str, now: datetime) -> list[Round]:
    """The drafts that the cohort's plan has and the school has not, for the waves that are near. In its scope.

    Raises CannotPlan while the cohort is not open or the agreement is missing, NotTakingPart.
    """
    if cohort.state != CohortState.OPEN:
        raise CannotPlan(
            f"{cohort.name} is not open. When the programme team opens it, the questionnaires are planned."
        )
    if gap := agreement_gap(school, cohort):
        raise CannotPlan(gap)
    held = _held(school, cohort)
    return [
        plan_round(
            school=school,
            cohort=cohort,
            wave=each.wave,
            instrument=each.instrument,
            entrance=each.entrance,
            slip_facts=each.slip_facts,
            actor=actor,
            now=now,
        )
        for each in near_plan(cohort, now=now)
        if (each.wave, each.instrument) not in held
    ]


def plan_due(*, now: datetime) -> int:
    """Draft what is missing in every open cohort; how many rounds were made. Outside any scope, safe to run twice.

    Each school is a transaction of its own. What fails is raised at the end, when all others are done.
    """
    made, failures = 0, list[Exception]()
    with programme_scope("planning"):
        open_cohorts = list(Cohort.objects.filter(state=CohortState.OPEN))
    for cohort in open_cohorts:
        for school in _without_rounds(cohort, now):
            try:
                with school_scope(school.pk):
                    made += len(plan_for(school=school, cohort=cohort, actor=ACTOR, now=now))
            except Refused:
                # Signed in a version that no longer counts, for instance: its own pages say what to do.
                continue
            except Exception as error:  # noqa: BLE001  # one school's fault must not keep the others waiting
                error.add_note(f"school {school.pk}, cohort {cohort.pk}, to be planned")
                failures.append(error)
    if failures:
        raise ExceptionGroup("Some schools' questionnaires could not be planned", failures)
    return made


def plans_waiting(school: School, *, now: datetime) -> list[Cohort]:
    """The open cohorts of the school whose plan has something near that the school has no round of. In its scope."""
    waiting = []
    for cohort in cohorts_of(school):
        if cohort.state == CohortState.OPEN and takes_part(school, cohort):
            held = _held(school, cohort)
            if any((each.wave, each.instrument) not in held for each in near_plan(cohort, now=now)):
                waiting.append(cohort)
    return waiting


def near_plan(cohort: Cohort, *, now: datetime) -> list[Planned]:
    """What the cohort's plan asks of every school in the waves that are near."""
    planned = planned_questionnaires(cohort)
    windows = {wave: wave_window(cohort, wave) for wave in dict.fromkeys(each.wave for each in planned)}
    near = near_waves(windows, today=timezone.localdate(now))
    return [each for each in planned if each.wave in near]


def _held(school: School, cohort: Cohort) -> set[tuple[str, str]]:
    return set(Round.objects.filter(school=school, cohort=cohort).values_list("wave", "instrument"))


def _without_rounds(cohort: Cohort, now: datetime) -> Sequence[School]:
    """Schools that have signed and lack a round of the plan: the few that there is something to do for."""
    planned = near_plan(cohort, now=now)
    if not planned:
        return []
    pairs = reduce(or_, (Q(wave=each.wave, instrument=each.instrument) for each in planned))
    with programme_scope("planning"):
        whole = Round.objects.filter(pairs, cohort=cohort).order_by().values("school_id").annotate(n=Count("pk"))
        signed = Acceptance.objects.filter(cohort=cohort, school=OuterRef("school"))
        lacking = (
            Enrolment.objects.filter(Exists(signed), cohort=cohort, stage=Stage.TAKING_PART)
            .exclude(school__in=whole.filter(n=len(planned)).values("school_id"))
            .select_related("school")
            # By chance, so that schools that cannot be planned yet never keep others from their turn.
            .order_by("?")
        )
        return [each.school for each in lacking[:AT_ONCE]]
