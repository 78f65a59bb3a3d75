"""Gathering what the cockpit shows. Derived from what is on the books, so a missed run is made up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, Max, Min, OuterRef, Q, Sum
from django.utils import timezone

from belonging.web.accounts.models import Membership
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.home.models import Standing
from belonging.web.home.queries.improving import late_promises, newest_audits, plans
from belonging.web.home.rules.improving import PlanFacts, audit_words, plan_words, promise_words
from belonging.web.home.rules.standing import (
    AuditFacts,
    Facts,
    Place,
    PromiseFacts,
    RoundFacts,
    place_of,
    quiet,
    response_of,
    waves_answered,
)
from belonging.web.home.rules.steps import next_date
from belonging.web.programme.models import CohortWave, Enrolment, Milestone, Stage, SupportNote
from belonging.web.programme.services import reach_milestone
from belonging.web.schools.queries import calendars_of
from belonging.web.surveys.models import Pack, Round

ACTOR = "cockpit"
REFRESH_EVERY = timedelta(minutes=10)
AT_ONCE = 500
KEPT = (
    "name", "mask", "place", "quiet", "is_quiet", "response", "answered", "last_sign_in", "next_on", "next_words",
    "audit", "plan", "promise", "refreshed_at",
)  # fmt: skip

Key = tuple[int, int]
"""School and cohort."""


@dataclass(frozen=True, slots=True)
class _Books:
    """What a batch of schools have on the books, each read in one query."""

    rounds: dict[Key, list[RoundFacts]]
    windows: dict[int, list[tuple[str, date, date]]]
    signed_in: dict[int, datetime]
    steps: dict[Key, date]
    audits: dict[Key, AuditFacts]
    plans: dict[Key, PlanFacts]
    promises: dict[Key, PromiseFacts]


def refresh_standings(*, now: datetime, at_once: int = AT_ONCE, everything: bool = False) -> int:
    """Bring up to `at_once` standings up to date, the oldest first; how many. Outside any scope.

    Those that are fresher than REFRESH_EVERY stay, unless `everything`. Safe to run twice and at any time.
    """
    with programme_scope("cockpit: gather standings"):
        due = _due(now, at_once, everything=everything)
        if not due:
            return 0
        today = timezone.localdate(now)
        books = _books(due, today)
        calendars = calendars_of([each.school for each in due])
        rows = []
        for each in due:
            facts = _facts(each, books)
            calendar = calendars[each.school_id]
            reasons: list[list[str | int]] = [
                [one.warning.value, one.number] for one in quiet(facts, today, calendar.school_days_between)
            ]
            row = _row(each, facts, reasons, now)
            row.plan = plan_words(books.plans.get((each.school_id, each.cohort_id)))
            rows.append(row)
            _note_milestones(each, facts, now)
        Standing.objects.bulk_create(rows, update_conflicts=True, unique_fields=["enrolment"], update_fields=KEPT)
    return len(rows)


def _due(now: datetime, at_once: int, *, everything: bool) -> list[Enrolment]:
    fresh = Standing.objects.filter(enrolment=OuterRef("pk"))
    if not everything:
        fresh = fresh.filter(refreshed_at__gt=now - REFRESH_EVERY)
    # One that has left or finished does not change any more.
    over = Standing.objects.filter(enrolment=OuterRef("pk"), place__in=[Place.LEFT, Place.FINISHED])
    wanted = Enrolment.objects.select_related("school", "cohort")
    if not everything:
        wanted = wanted.filter(~Exists(fresh), ~Exists(over) | Q(cohort__state="open"))
    return list(wanted.order_by("pk")[:at_once])


def _books(due: Sequence[Enrolment], today: date) -> _Books:
    schools = {each.school_id for each in due}
    cohorts = {each.cohort_id for each in due}
    leads = Membership.objects.filter(role=Role.LEAD, school__in=schools, user__last_login__isnull=False)
    steps = SupportNote.objects.filter(school__in=schools, next_due__isnull=False, done_on__isnull=True)
    windows = defaultdict(list)
    for wave in CohortWave.objects.filter(cohort__in=cohorts):
        windows[wave.cohort_id].append((wave.wave, wave.opens_on, wave.closes_on))
    return _Books(
        rounds=_rounds(schools, cohorts),
        windows=windows,
        signed_in=dict(leads.values_list("school").annotate(Max("user__last_login"))),
        steps={
            (school, cohort): due_on
            for school, cohort, due_on in steps.order_by().values_list("school", "cohort").annotate(Min("next_due"))
        },
        audits=newest_audits(schools, cohorts),
        plans=plans(schools, cohorts, today),
        promises=late_promises(schools, cohorts, today),
    )


def _rounds(schools: Iterable[int], cohorts: Iterable[int]) -> dict[Key, list[RoundFacts]]:
    rounds = list(Round.objects.filter(school__in=schools, cohort__in=cohorts).defer("salt", "slip_facts"))
    printed = Pack.objects.filter(round__in=[each.pk for each in rounds], revoked_at__isnull=True)
    slips = dict(printed.order_by().values_list("round").annotate(Sum("slips")))
    found: dict[Key, list[RoundFacts]] = defaultdict(list)
    for each in rounds:
        found[each.host_id, each.cohort_id].append(
            RoundFacts(
                wave=each.wave,
                audience=each.audience,
                state=each.state,
                answered=each.answered,
                expected=each.roll or slips.get(each.pk, 0),
                closes_on=None if each.closes_at is None else timezone.localdate(each.closes_at),
            )
        )
    return found


def _facts(each: Enrolment, books: _Books) -> Facts:
    key = (each.school_id, each.cohort_id)
    seen = books.signed_in.get(each.school_id)
    return Facts(
        has_left=each.stage == Stage.LEFT,
        invited_on=each.enrolled_on or each.cohort.starts_on,
        agreed_on=each.agreed_on,
        last_sign_in=None if seen is None else timezone.localdate(seen),
        rounds=books.rounds.get(key, ()),
        windows=books.windows.get(each.cohort_id, ()),
        step_due=books.steps.get(key),
        audit=books.audits.get(key),
        promise=books.promises.get(key),
    )


def _note_milestones(each: Enrolment, facts: Facts, now: datetime) -> None:
    """What a sealed wave means for the school's way; noted once."""
    sealed = waves_answered(facts)
    for wave, milestone, day in (
        ("baseline", Milestone.BASELINE, each.baseline_on),
        ("endline", Milestone.FINISHED, each.finished_on),
    ):
        if wave in sealed and day is None:
            reach_milestone(cohort=each.cohort, school=each.school, milestone=milestone, actor=ACTOR, now=now)


def _row(each: Enrolment, facts: Facts, reasons: list[list[str | int]], now: datetime) -> Standing:
    day, words = next_date(facts, timezone.localdate(now))
    return Standing(
        enrolment=each,
        school_id=each.school_id,
        cohort_id=each.cohort_id,
        name=each.school.name,
        mask=each.mask,
        place=place_of(facts),
        quiet=reasons,
        is_quiet=bool(reasons),
        response=response_of(facts),
        answered=sum(one.answered for one in facts.rounds),
        last_sign_in=facts.last_sign_in,
        next_on=day,
        next_words=words,
        audit=audit_words(facts.audit),
        promise=promise_words(facts.promise),
        refreshed_at=now,
    )
