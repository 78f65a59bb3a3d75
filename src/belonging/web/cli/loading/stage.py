"""The pretend schools before anything is asked: on the books by the register, in their cohorts, with their people."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from belonging.simulation import Pilot, SimulatedSchool
from belonging.simulation.audits import simulate_audits
from belonging.web.accounts.models import User
from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.audits import Auditing, begin_audit
from belonging.web.cli.loading.audits_people import Circle, circle_of
from belonging.web.cli.loading.calendar import SchoolYear
from belonging.web.cli.loading.cohorts import make_own, make_pilot
from belonging.web.cli.loading.newcomers import UNSIGNED
from belonging.web.cli.loading.people import Team, ended_school, open_accounts
from belonging.web.cli.loading.readiness import OWN_PEOPLE, known, people_of_place, prepare_sitting, settle
from belonging.web.cli.loading.sittings import ACTOR, Place
from belonging.web.enrolment.services.readiness import Where
from belonging.web.home.demo_people import COLLEAGUE, LEAD
from belonging.web.programme.models import Cohort
from belonging.web.programme.rules import mask_number
from belonging.web.programme.services import enrol_school, finish_cohort, leave_cohort
from belonging.web.reports.services import share_report
from belonging.web.schools.models import Body, BodyKind, School
from belonging.web.schools.rules.register_file import RegisterRow, read_register
from belonging.web.schools.rules.register_sample import sample_register
from belonging.web.schools.services import NewSchool, add_school
from belonging.web.schools.services.bodies import body_named
from belonging.web.schools.services.importing import import_register

OWN = SimulatedSchool("hazel-bank", "Hazel Bank Primary School", "primary", False, 88, "Eastreach")
WHY_IT_LEFT = (
    "The head moved on in the first week of term, and nobody had time to run the questionnaire. The acting head asked "
    "to be written to again next year."
)
SHARED_AFTER = timedelta(days=3)

Register = Mapping[str, RegisterRow]


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the pretend schools stand: the pilot's, by key, and the visitor's. `trust` signs for two newcomers.

    `circles`: who does the audit and the plan, by the key of the school.
    """

    cohort: Cohort
    schools: dict[str, School]
    own_cohort: Cohort
    own: School
    team: Team
    trust: Body
    circles: dict[str, Circle]

    @property
    def own_place(self) -> Place:
        return Place(self.own, self.own_cohort, "endline", OWN.roll)


def set_the_stage(pilot: Pilot, year: SchoolYear) -> Stage:
    """Register, cohorts, schools, accounts: the first morning of the school year."""
    now = year.prepared
    register = read_register(sample_register())
    cohort, own_cohort = make_pilot(year), make_own(year)
    own = _added(OWN, register.rows, year)
    schools = {each.key: _added(each, register.rows, year) for each in pilot.schools}
    import_register(register=register, settled=frozenset(), actor=ACTOR, now=now)
    for school in (own, *schools.values()):
        school.refresh_from_db()
    trust, authority = _bodies(register.rows)
    staying = [schools[each.key] for each in pilot.schools if not each.dropped_out]
    team = open_accounts(own=own, staying=staying, trust=trust, authority=authority, now=now)
    circles = _join_pilot(pilot, cohort, schools, year)
    enrol_school(cohort=own_cohort, school=own, actor=ACTOR, now=now)
    people = known(people_of_place(0, own), OWN_PEOPLE)
    settle(cohort=own_cohort, school=own, people=people, now=now)
    circles[OWN.key] = circle_of(0, own, people, now, known=[COLLEAGUE])
    return Stage(cohort, schools, own_cohort, own, team, trust, circles)


def end_the_pilot(stage: Stage, pilot: Pilot, year: SchoolYear) -> None:
    """The cohort is over, and one school has shared its report with its trust."""
    over = year.released("endline")
    finish_cohort(cohort=stage.cohort, actor=stage.team.manager, now=over)
    school = ended_school([stage.schools[each.key] for each in pilot.schools if not each.dropped_out])
    if school.trust is not None:
        lead = User.objects.get(email=LEAD.email)
        with school_scope(school.pk):
            share_report(
                school=school, cohort=stage.cohort, body=school.trust, actor=str(lead.pk), now=over + SHARED_AFTER
            )


def _join_pilot(pilot: Pilot, cohort: Cohort, schools: Mapping[str, School], year: SchoolYear) -> dict[str, Circle]:
    """Letters are given out in an order that tells nothing of the names."""
    circles = {}
    letters = [mask_number(index) for index in range(len(pilot.schools))]
    random.Random(pilot.seed).shuffle(letters)  # noqa: S311  # pretend letters of pretend schools
    for place, (each, mask) in enumerate(zip(pilot.schools, letters, strict=True), 1):
        school = schools[each.key]
        enrol_school(cohort=cohort, school=school, mask=mask, actor=ACTOR, now=year.prepared)
        people = people_of_place(place, school)
        settle(cohort=cohort, school=school, people=people, now=year.prepared)
        circles[each.key] = circle_of(place, school, people, year.prepared)
        if each.dropped_out:
            left = year.wave("baseline", 0).opens
            [begun] = simulate_audits(pilot.seed, [each])
            begin_audit(Auditing(school, cohort, circles[each.key], place, each.roll, left.date()), begun)
            leave_cohort(cohort=cohort, school=school, because=WHY_IT_LEFT, actor=ACTOR, now=left)
        else:
            prepare_sitting(Where(school, cohort, "baseline"), year.wave("baseline", place - 1), {"": place % 4})
    return circles


def _added(pretend: SimulatedSchool, register: Register, year: SchoolYear) -> School:
    """Under its reference number, by which it follows the register: town, trust and authority come from there."""
    same = (pretend.name, pretend.local_authority)
    urn = next((urn for urn, row in register.items() if (row.name, row.authority) == same), "")
    new = NewSchool(
        name=pretend.name,
        slug=pretend.key,
        setting=pretend.setting,
        urn=urn,
        has_sixth_form=pretend.has_sixth_form,
        local_authority=pretend.local_authority,
        is_simulated=True,
    )
    return add_school(new=new, actor=ACTOR, now=year.prepared)


def _bodies(register: Register) -> tuple[Body, Body]:
    """The trust that signs for its schools, and the authority of the visitor's school."""
    in_trust = next(row for row in register.values() if row.name == UNSIGNED.wish.school)
    near = next(row for row in register.values() if row.name == OWN.name)
    trust = body_named(BodyKind.TRUST, in_trust.trust_code, in_trust.trust)
    authority = body_named(BodyKind.AUTHORITY, near.authority_code, near.authority)
    if trust is None or authority is None:
        raise LookupError("The sample of the register names no trust or no authority for the demo's schools")
    return trust, authority
