"""The audits of the pilot's schools: rated before the questionnaires, signed off when these are released."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from belonging.instruments.load import load_audit
from belonging.simulation.audits import BASELINE, SimulatedAudit
from belonging.web.accounts.models import User
from belonging.web.audit.models import Audit
from belonging.web.audit.services.remarks import remark
from belonging.web.audit.services.tailoring import OwnWords, add_own_statement, hide_statement
from belonging.web.audit.services.work import Said, rate, share_area, sign_off, start_audit
from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.audits_evidence import REMARKS, show_files, show_words
from belonging.web.cli.loading.audits_people import Circle
from belonging.web.cli.loading.term import at, weekday
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

AREAS = tuple(area.key for area in load_audit().areas)
SHARED_SETTINGS = ("secondary", "special")
"""Schools of these kinds share their areas out; in the others the lead and the SENCO do it all."""
FILES_AT = 2
"""At every second school, by place, a picture and a table are added."""
NOTES = {
    "baseline": "Done over three afternoons. We were strict: this is where we begin.",
    "final": "We went through it statement by statement, and asked pupils and lunchtime staff about ten of them.",
}
OWN_STATEMENT = OwnWords(
    area="school_activities",
    wording="Pupils with personal care needs reach every activity in time",
    fully="No pupil came late to an activity because of personal care this half-term; it is written down.",
    partially="Pupils came late in at most one week of this half-term. It is written down.",
    not_yet="Pupils came late in more weeks than one, or nobody wrote it down.",
)
"""The special school has added it."""


@dataclass(frozen=True, slots=True)
class Auditing:
    """One school that does an audit; `place` in the list of schools, `opens` on which its questionnaires open."""

    school: School
    cohort: Cohort
    circle: Circle
    place: int
    roll: int
    opens: date

    def before(self, weekdays: int, hour: int, minute: int = 0) -> datetime:
        """So many weekdays before the questionnaires open."""
        return at(weekday(self.opens, -weekdays), time(hour, minute))


def rate_audit(doing: Auditing, simulated: SimulatedAudit) -> None:
    """Begun four weekdays before the questionnaires open, and rated by the day before, area by area."""
    with school_scope(doing.school.pk):
        actor = doing.circle.actor
        audit = start_audit(
            school=doing.school, cohort=doing.cohort, stage=simulated.stage, actor=actor, now=doing.before(4, 9, 30)
        )
        _tailor(doing, audit, simulated)
        people = _shared_out(doing, audit)
        for day, (area, person) in enumerate(people.items()):
            rate_area(audit, simulated, area, person, doing.before(3 - day * 2 // len(AREAS), 11 + day, 15))
        last = doing.before(1, 15, 30)
        show_words(audit=audit, place=doing.place, actor=str(doing.circle.senco.pk), now=last)
        if doing.place % FILES_AT == 0:
            show_files(audit=audit, actor=actor, now=last)
        statement, words = REMARKS[doing.place % len(REMARKS)]
        person = doing.circle.colleagues[0]
        remark(audit=audit, statement=statement, text=words, actor=str(person.pk), now=doing.before(1, 16))


def begin_audit(doing: Auditing, simulated: SimulatedAudit) -> None:
    """A school that will leave: begun and not finished."""
    with school_scope(doing.school.pk):
        audit = start_audit(
            school=doing.school,
            cohort=doing.cohort,
            stage=simulated.stage,
            actor=doing.circle.actor,
            now=doing.before(4, 9, 30),
        )
        for area in AREAS:
            rate_area(audit, simulated, area, doing.circle.lead, doing.before(3, 14))


def finish_audit(doing: Auditing, stage: str, now: datetime) -> Audit:
    """Signed off: what people said stands beside it from now on."""
    with school_scope(doing.school.pk):
        audit = Audit.objects.get(school=doing.school, cohort=doing.cohort, stage=stage)
        return sign_off(audit=audit, note=NOTES[stage], actor=doing.circle.actor, now=now)


def rate_area(audit: Audit, simulated: SimulatedAudit, area: str, person: User, now: datetime) -> None:
    theirs = {statement.key for statement in load_audit().area(area).statements}
    for rating in simulated.ratings:
        if rating.statement in theirs:
            said = Said(rating.met.value, rating.how_we_know, 0)
            rate(audit=audit, statement=rating.statement, said=said, actor=str(person.pk), now=now)


def _tailor(doing: Auditing, audit: Audit, simulated: SimulatedAudit) -> None:
    """What does not apply is hidden with a reason; the special school asks one thing more, and rates it."""
    actor, now = doing.circle.actor, doing.before(4, 9, 50)
    for statement, reason in simulated.hidden.items():
        hide_statement(audit=audit, statement=statement, reason=reason, actor=actor, now=now)
    if doing.school.setting != "special":
        return
    if simulated.stage == BASELINE:
        add_own_statement(school=doing.school, own=OWN_STATEMENT, actor=actor, now=now)
    value, told = ("not_yet", "Nobody writes it down.") if simulated.stage == BASELINE else ("fully", "Kept since May.")
    rate(audit=audit, statement="own-1", said=Said(value, told, 0), actor=actor, now=now)


def _shared_out(doing: Auditing, audit: Audit) -> Mapping[str, User]:
    """Who rates which area. Where areas are shared out, the first two people of a list have the first two."""
    circle = doing.circle
    if doing.school.setting not in SHARED_SETTINGS:
        return dict(zip(AREAS, (circle.lead, circle.senco, circle.lead, circle.senco), strict=True))
    people = dict(zip(AREAS, (circle.lead, circle.head, circle.senco, circle.colleagues[0]), strict=True))
    now = doing.before(4, 10, 10)
    for area, person in people.items():
        both = [person, circle.colleagues[1]] if person in circle.colleagues else [person]
        share_area(audit=audit, area=area, people=both, actor=circle.actor, now=now)
    return people
