"""The visitor's school in the middle of its first audit: half rated, two areas shared out, a plan with ideas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from belonging.instruments.audit import Met
from belonging.instruments.load import load_audit
from belonging.simulation import SimulatedSchool
from belonging.simulation.audits import BASELINE, SimulatedAudit, begun_audit
from belonging.web.accounts.models import User
from belonging.web.actions.models import Action, WhoFor
from belonging.web.actions.rules.sources import GroundWords
from belonging.web.actions.services.plan import ActionWords, UpdateWords, add_action, note_update
from belonging.web.actions.services.reviews import MeetingWords, plan_meeting
from belonging.web.audit.errors import ChangedMeanwhile
from belonging.web.audit.models import Audit
from belonging.web.audit.services.evidence import add_text
from belonging.web.audit.services.remarks import remark
from belonging.web.audit.services.work import Said, rate, share_area, start_audit
from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.audits import rate_area
from belonging.web.cli.loading.audits_people import Circle
from belonging.web.cli.loading.plans import Told
from belonging.web.cli.loading.plans_meetings import INVITED
from belonging.web.cli.loading.plans_words import BANK, IDEAS
from belonging.web.cli.loading.sittings import Place
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term, at, weekday
from belonging.web.replies.services.pages import build_pages_due

RATED = {"inclusive_culture": 11, "positive_relationships": 5, "school_activities": 4}
"""How many statements of an area are rated: half of the audit."""
TWICE = "clubs_cost"
"""Two people said something about it at the same time: one of them waits to be looked at."""
TAKEN_UP = "ambassadors"


@dataclass(frozen=True, slots=True)
class OwnAudit:
    """`pretend`: the visitor's school as the simulation knows it."""

    place: Place
    circle: Circle
    pretend: SimulatedSchool
    seed: int

    @property
    def audit(self) -> Audit:
        return Audit.objects.get(school=self.place.school, cohort=self.place.cohort, stage=BASELINE)

    @property
    def simulated(self) -> SimulatedAudit:
        areas = {area: load_audit().area(area).statements[:count] for area, count in RATED.items()}
        return begun_audit(self.seed, self.pretend, [each.key for chosen in areas.values() for each in chosen])


def tell_of_own_audit(story: Story, term: Term, own: OwnAudit) -> None:
    circle = own.circle
    colleague = circle.colleagues[0]
    people = {"inclusive_culture": circle.lead, "positive_relationships": circle.senco, "school_activities": colleague}
    story.then(term.ago(19, 15, 10), partial(_start, own, term))
    for ago, (area, person) in zip((16, 13, 10), people.items(), strict=True):
        story.then(term.ago(ago, 15, 30), partial(_rate, own, area, person))
    story.then(term.ago(9, 16, 5), partial(_show, own))
    story.then(term.ago(7, 12, 35), partial(_say_twice, own))
    story.then(term.ago(6, 15, 45), partial(_plan, own, term))
    story.then(term.ago(3, 15, 20), partial(_note, own))
    story.then(term.ago(2, 7, 30), lambda now: build_pages_due(now=now))


def _start(own: OwnAudit, term: Term, now: datetime) -> None:
    """The lead shares two areas out, and keeps the others."""
    school, circle = own.place.school, own.circle
    with school_scope(school.pk):
        audit = start_audit(
            school=school,
            cohort=own.place.cohort,
            stage=BASELINE,
            actor=circle.actor,
            now=now,
            due_on=weekday(term.today, 8),
        )
        for area, people in (("positive_relationships", [circle.senco]), ("school_activities", [circle.colleagues[0]])):
            share_area(audit=audit, area=area, people=people, actor=circle.actor, now=now + timedelta(minutes=10))


def _rate(own: OwnAudit, area: str, person: User, now: datetime) -> None:
    with school_scope(own.place.school.pk):
        rate_area(own.audit, own.simulated, area, person, now)


def _show(own: OwnAudit, now: datetime) -> None:
    """A piece of evidence, and a question to the lead."""
    colleague = str(own.circle.colleagues[0].pk)
    with school_scope(own.place.school.pk):
        text = "Seven of ten clubs are free. The two that cost money are full within a day."
        add_text(audit=own.audit, statement=TWICE, title="List of clubs", text=text, actor=colleague, now=now)
        words = "Do we count the swimming club? It is free, and the bus is not."
        remark(audit=own.audit, statement=TWICE, text=words, actor=colleague, now=now)


def _say_twice(own: OwnAudit, now: datetime) -> None:
    """The lead has opened the statement before the colleague rated it, and saves afterwards: nothing is lost."""
    said = Said(Met.PARTIALLY.value, "Help has to be asked for at the office, so I would not call it fully met.", 0)
    with school_scope(own.place.school.pk):
        try:
            rate(audit=own.audit, statement=TWICE, said=said, actor=own.circle.actor, now=now)
        except ChangedMeanwhile:
            return


def _plan(own: OwnAudit, term: Term, now: datetime) -> None:
    """One action from what pupils said, and the ideas that nobody has promised yet."""
    school, circle, meant = own.place.school, own.circle, BANK[TAKEN_UP]
    with school_scope(school.pk):
        told = Told.of(own.audit)
        measure, first = told.measure(meant), told.first_of(meant)
        words = ActionWords(
            what=meant.what,
            practice=meant.practice,
            statement=first.statement.key if first else meant.statement,
            who_for=WhoFor.EVERYONE.value,
            owner=circle.colleagues[0].pk,
            starts_on=weekday(term.today, -3),
            due_on=weekday(term.today, 45),
            measure=measure,
            reach_planned=24,
            cost_planned=meant.cost,
        )
        grounds = list(told.grounds(first, measure)) or [GroundWords("idea", "Some pupils are alone at lunch.")]
        add_action(school=school, cohort=own.place.cohort, words=words, grounds=grounds, actor=circle.actor, now=now)
        for what, why in IDEAS:
            idea = ActionWords(what=what, idea=True)
            ground = [GroundWords("idea", why)]
            add_action(school=school, cohort=own.place.cohort, words=idea, grounds=ground, actor=circle.actor, now=now)
        meeting = MeetingWords(starts_at=at(weekday(term.today, 7), time(15, 30)), place="Staff room", who=INVITED)
        plan_meeting(school=school, cohort=own.place.cohort, words=meeting, actor=circle.actor, now=now)


def _note(own: OwnAudit, now: datetime) -> None:
    with school_scope(own.place.school.pk):
        action = Action.objects.get(school=own.place.school, cohort=own.place.cohort, practice=BANK[TAKEN_UP].practice)
        said = UpdateWords(text="Eight pupils of Year 5 want to do it. Training is on Thursday.", status="under_way")
        note_update(action=action, said=said, actor=str(own.circle.colleagues[0].pk), now=now)
