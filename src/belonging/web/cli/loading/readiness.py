"""What pretend schools settle before their questionnaires open: the agreement, people, dates, letters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role, open_account
from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.calendar import Sitting
from belonging.web.cli.loading.sittings import ACTOR
from belonging.web.cli.loading.term import AFTER_THE_END, when_school_is_in
from belonging.web.enrolment.models import ContactKind, Duty
from belonging.web.enrolment.queries.contacts import may_come_in
from belonging.web.enrolment.rules.dates import WaveDates, latest_reply, problems, proposal
from belonging.web.enrolment.services.agreements import (
    ProgrammeSide,
    Signing,
    accept_agreement,
    digest_seen,
    documents_to_accept,
    record_parties,
)
from belonging.web.enrolment.services.contacts import Person, name_people
from belonging.web.enrolment.services.dates import set_dates
from belonging.web.enrolment.services.readiness import Where, choose, count_opt_outs, tick
from belonging.web.home.demo_people import OWN_LEAD, SAFEGUARDING, SENCO, DemoPerson
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries import wave_window
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of

SIDE = ProgrammeSide(
    programme="Belonging Matters (simulated)",
    programme_contact="team@programme.example",
    evaluator="Quill Research (simulated)",
    host="Hearth Hosting (simulated)",
)
FIRST = (
    "Ruth", "Owen", "Farah", "Colin", "Samira", "Ola", "Beth", "Marcus", "Nkechi", "Ivan", "Teresa", "Gareth",
    "Yusuf", "Joan", "Pavel", "Lorna", "Hamid", "Clare", "Emeka", "Sheila", "Dominic", "Rana", "Keith", "Mina",
)  # fmt: skip
LAST = (
    "Abbey", "Khan", "Okoro", "Pearce", "Lindqvist", "Shah", "Brennan", "Cole", "Dhillon", "Fraser", "Novak", "Grant",
    "Hollis", "Iqbal", "Jarvis", "Mensah", "Pugh", "Rossi", "Stead", "Tamm", "Udoh", "Wells", "Yates",
)  # fmt: skip
OWN_PEOPLE = {
    ContactKind.LEAD: OWN_LEAD,
    ContactKind.SENCO: SENCO,
    ContactKind.SAFEGUARDING: SAFEGUARDING,
}
"""Who of the visitor's school can be signed in as."""
EDITIONS = ("standard",)


def people_of_place(place: int, school: School) -> dict[ContactKind, Person]:
    """Pretend people of the school in that place of a list; no two schools have the same."""
    names = {
        kind: f"{FIRST[(place * 7 + 5 * n) % len(FIRST)]} {LAST[(place * 11 + 3 * n) % len(LAST)]}"
        for n, kind in enumerate(ContactKind)
    }
    return {kind: Person(name, _address(name, school)) for kind, name in names.items()}


def known(people: Mapping[ContactKind, Person], those: Mapping[ContactKind, DemoPerson]) -> dict[ContactKind, Person]:
    """The same with some who can be signed in as."""
    return dict(people) | {kind: Person(each.name, each.email) for kind, each in those.items()}


def record_sides(cohort: Cohort, now: datetime) -> None:
    record_parties(cohort=cohort, side=SIDE, least_versions={}, actor=ACTOR, now=now)


def accept(school: School, cohort: Cohort, head: str, now: datetime) -> None:
    """As the page does it: what is signed is what was shown."""
    with school_scope(school.pk):
        seen = digest_seen(documents_to_accept(school, cohort, "school"))
        signing = Signing(name=head, role="Headteacher", seen=seen)
        accept_agreement(school=school, cohort=cohort, signing=signing, actor=ACTOR, now=now)


def name_everyone(
    school: School, people: Mapping[ContactKind, Person], now: datetime, *, inviting: bool = False
) -> None:
    with school_scope(school.pk):
        name_people(school=school, people=people, inviting=inviting, actor=ACTOR, now=now)


def let_in(school: School, person: Person, now: datetime) -> None:
    """Whoever is to be there for a child has signed in before pupils are asked."""
    user = User.objects.filter(email=person.email.lower()).first()
    if user is None:
        user = open_account(email=person.email, name=person.name, actor=ACTOR, now=now, is_demo=True)
    with school_scope(school.pk):
        if not may_come_in(school, user.email, Role.SAFEGUARDING):
            grant_role(user=user, role=Role.SAFEGUARDING, school=school, actor=ACTOR, now=now)


def settle(*, cohort: Cohort, school: School, people: Mapping[ContactKind, Person], now: datetime) -> None:
    """Agreement accepted, people named, nobody mailed, the safeguarding lead signed in."""
    accept(school, cohort, people[ContactKind.HEAD].name, now)
    name_everyone(school, people, now)
    let_in(school, people[ContactKind.SAFEGUARDING], now)


def take_dates(where: Where, now: datetime, wanted: WaveDates | None = None) -> None:
    """The days of a wave: `wanted`, else what the page proposes; none where the calendar has no room for them."""
    with school_scope(where.school.pk):
        calendar, window = calendar_of(where.school), wave_window(where.cohort, where.wave)
        dates = wanted or proposal(timezone.localdate(now), calendar, window)
        if not problems(dates, calendar, window):
            set_dates(school=where.school, cohort=where.cohort, wave=where.wave, dates=dates, actor=ACTOR, now=now)


def prepare_sitting(
    where: Where, sitting: Sitting, opt_outs: Mapping[str, int], *, tell_with_cohort: bool = False
) -> None:
    """A week before it opens: its days are the school's own, letters go out, opt-outs are counted.

    `tell_with_cohort`: results are promised for the cohort's day, else four weeks after the last answers.
    """
    first, last = timezone.localdate(sitting.opens), timezone.localdate(sitting.closes)
    now = sitting.opens - timedelta(weeks=1)
    told_by = when_school_is_in(last + AFTER_THE_END)
    results_on = min(told_by, where.cohort.results_on or told_by)
    if tell_with_cohort and where.cohort.results_on is not None:
        results_on = where.cohort.results_on
    take_dates(where, now, WaveDates(first, last, latest_reply(first, calendar_of(where.school)), results_on))
    send_letters(where, opt_outs, now)


def send_letters(where: Where, opt_outs: Mapping[str, int], now: datetime) -> None:
    """Editions chosen, adults briefed, letters sent, and those counted who would rather not."""
    with school_scope(where.school.pk):
        choose(school=where.school, cohort=where.cohort, editions=EDITIONS, languages=[], actor=ACTOR, now=now)
        day = timezone.localdate(now)
        for duty, done_on in ((Duty.BRIEFING, day - timedelta(days=1)), (Duty.LETTERS, day)):
            tick(where=where, duty=duty, done_on=done_on, today=day, actor=ACTOR, now=now)
        if opt_outs:
            count_opt_outs(where=where, numbers=opt_outs, today=day, actor=ACTOR, now=now)


def _address(name: str, school: School) -> str:
    return f"{name.lower().replace(' ', '.')}@{school.slug}.example"
