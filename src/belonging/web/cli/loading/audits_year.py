"""The pilot's year of audits, plans and pages, school by school, each in the order in which it happened there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from django.db import transaction

from belonging.simulation import Pilot
from belonging.simulation.audits import BASELINE, FINAL, SimulatedAudit, simulate_audits
from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.audits import Auditing, finish_audit, rate_audit
from belonging.web.cli.loading.calendar import SchoolYear
from belonging.web.cli.loading.diaries import Diary
from belonging.web.cli.loading.plans import make_plan, notes_on
from belonging.web.cli.loading.plans_meetings import meetings_in
from belonging.web.cli.loading.replies import tell_in_summer, told_in_autumn
from belonging.web.cli.loading.stage import Stage
from belonging.web.cli.loading.story import Act
from belonging.web.cli.loading.tally import Tally
from belonging.web.cli.loading.term import at, weekday
from belonging.web.replies.services.pages import publish_due

PARTS = 4
"""Of a school's year: rated, planned, rated again, closed."""
STEPS = 12
SCHOOL_STEPS = PARTS * STEPS
"""What is done for a school counts as so many answers in the progress: it takes about as long."""
WAVES = {BASELINE: "baseline", FINAL: "endline"}
SIGNED_WITHIN = 5
"""Weekdays after the findings in which schools sign off, one after the other."""

Waiting = list[tuple[datetime, Act]]
"""What is still to come in a school's year, by its moment."""


@dataclass(frozen=True, slots=True)
class AuditYear:
    """`places`: of the schools that stayed, in the order of their questionnaires."""

    stage: Stage
    pilot: Pilot
    year: SchoolYear
    places: tuple[str, ...]
    simulated: Mapping[tuple[str, str], SimulatedAudit]
    waiting: dict[str, Waiting] = field(default_factory=dict)

    @classmethod
    def of(cls, stage: Stage, pilot: Pilot, year: SchoolYear) -> AuditYear:
        audits = {(each.school, each.stage): each for each in simulate_audits(pilot.seed, pilot.schools)}
        places = tuple(each.key for each in pilot.schools if not each.dropped_out)
        return cls(stage, pilot, year, places, audits)

    def begin(self, tally: Tally) -> None:
        """September: the first audits."""
        for key in self.places:
            self._rate(key, BASELINE)
            self._tell(key, "first audit", tally)

    def plan(self, tally: Tally) -> None:
        """October, with the findings at hand: audits are signed off, plans made."""
        for key in self.places:
            doing = self.doing(key, BASELINE)
            with school_scope(doing.school.pk), transaction.atomic():
                audit = finish_audit(doing, BASELINE, self._signed_at(key, BASELINE))
                autumn = self.year.autumn
                sat_down = at(weekday(self._signed_at(key, BASELINE).date(), 2), time(14, 30))
                notes = notes_on(doing, make_plan(doing, audit, autumn, sat_down), autumn)
                coming = [*notes, *told_in_autumn(doing, sat_down.date()), *meetings_in(doing, autumn)]
                self.waiting[key] = sorted(coming, key=lambda each: each[0])
            self._tell(key, "plan", tally)

    def diaries(self) -> list[Diary]:
        """What each school does between its plan and the second audit."""
        return [self._diary(key) for key in self.places]

    def _diary(self, key: str) -> Diary:
        doing = self.doing(key, FINAL)
        until = doing.before(5, 9)
        while self.waiting[key] and self.waiting[key][0][0] <= until:
            moment, act = self.waiting[key].pop(0)
            yield moment
            with school_scope(doing.school.pk), transaction.atomic():
                act(moment)

    def go_on(self, tally: Tally) -> None:
        """In June the second audits are rated."""
        for key in self.places:
            self._rate(key, FINAL)
            self._tell(key, "second audit", tally)

    def close(self, tally: Tally) -> None:
        """July: the second findings are at hand."""
        for key in self.places:
            doing, signed = self.doing(key, FINAL), self._signed_at(key, FINAL)
            self._pass_time(doing, key, signed, since=self.year.released("endline"))
            with school_scope(doing.school.pk), transaction.atomic():
                finish_audit(doing, FINAL, signed)
                tell_in_summer(doing, signed)
            self._tell(key, "the end", tally)

    def publish_by_the_clock(self) -> None:
        """On the promised day, what no lead has published or kept back goes out by itself."""
        if self.stage.cohort.results_on is not None:
            publish_due(now=at(weekday(self.stage.cohort.results_on, 2), time(8, 30)))

    def doing(self, key: str, stage: str) -> Auditing:
        place = self.places.index(key)
        opens = self.year.wave(WAVES[stage], place).opens.date()
        roll = self.pilot.school(key).roll
        return Auditing(
            self.stage.schools[key], self.stage.cohort, self.stage.circles[key], place=place + 1, roll=roll, opens=opens
        )

    def _rate(self, key: str, stage: str) -> None:
        doing = self.doing(key, stage)
        with school_scope(doing.school.pk), transaction.atomic():
            rate_audit(doing, self.simulated[key, stage])

    def _pass_time(self, doing: Auditing, key: str, until: datetime, since: datetime | None = None) -> None:
        """What happened up to then. What was to be written while answers came in is written when they are known."""
        due = [each for each in self.waiting[key] if each[0] <= until]
        del self.waiting[key][: len(due)]
        with school_scope(doing.school.pk), transaction.atomic():
            for moment, act in due:
                act(max(moment, since or moment))

    def _signed_at(self, key: str, stage: str) -> datetime:
        """At the start in the days after the findings; at the end on the next day, for the cohort closes then."""
        released = self.year.released(WAVES[stage])
        later = 1 + self.places.index(key) % SIGNED_WITHIN if stage == BASELINE else 1
        return at(weekday(released.date(), later), time(15, 40))

    def _tell(self, key: str, words: str, tally: Tally) -> None:
        tally.step(f"{self.stage.schools[key].name}: {words}", STEPS)
