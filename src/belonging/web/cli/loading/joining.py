"""Schools join the cohort that is under way: selected, agreed, set up, answering."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from belonging.simulation import in_editions, simulate_school
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cli.loading.calendar import CLOSES_AT
from belonging.web.cli.loading.interested import interest_of, write
from belonging.web.cli.loading.newcomers import NEWCOMERS, READY, SETTING_UP, UNSIGNED, Newcomer, Stage
from belonging.web.cli.loading.people import Team, open_demo_account, seen
from belonging.web.cli.loading.readiness import (
    accept,
    known,
    let_in,
    name_everyone,
    people_of_place,
    send_letters,
    take_dates,
)
from belonging.web.cli.loading.sittings import ACTOR, INSTRUMENTS, open_draft, send
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term, at
from belonging.web.enrolment.models import ContactKind
from belonging.web.enrolment.queries import contact
from belonging.web.enrolment.rules.dates import WaveDates, latest_reply
from belonging.web.enrolment.services.agreements import Signing, accept_for_body, digest_seen, documents_for_body
from belonging.web.enrolment.services.contacts import Person, set_away
from belonging.web.enrolment.services.readiness import Where
from belonging.web.home.demo_people import HEAD, NEW_LEAD, TRUST
from belonging.web.programme.models import Cohort
from belonging.web.programme.services.selection import Lead, Offer, select_interest
from belonging.web.schools.models import Body, School
from belonging.web.schools.queries import calendar_of
from belonging.web.surveys.models import Round
from belonging.web.surveys.services.packs import set_roll
from belonging.web.surveys.services.planning import plan_for

PEOPLE_FROM = 40
"""Their place in the list of pretend people, behind the pilot's."""


@dataclass(frozen=True, slots=True)
class Joining:
    """What all of the schools have in common."""

    term: Term
    cohort: Cohort
    team: Team
    trust: Body
    seed: int


def tell_of_joining(story: Story, joining: Joining) -> None:
    """Every school's way; the trust signs when its two are in."""
    for place, newcomer in enumerate(NEWCOMERS):
        _Way(newcomer, PEOPLE_FROM + place, joining).tell(story)
    story.then(joining.term.ago(31, 9, 30), partial(_sign_for_schools, joining))


@dataclass(frozen=True, slots=True)
class _Way:
    newcomer: Newcomer
    place: int
    joining: Joining

    def tell(self, story: Story) -> None:
        term, joined = self.joining.term, self.newcomer.joined
        story.then(term.ago(self.newcomer.wish.came, 14, 45), partial(write, self.newcomer.wish))
        story.then(term.ago(joined, 11, 10), self.select)
        last = joined - 7
        opening = at(term.opened_on, CLOSES_AT.replace(hour=8, minute=50))
        steps: tuple[tuple[Stage, datetime, Callable[[datetime], None]], ...] = (
            (Stage.AGREED, term.ago(joined - 4, 16, 20), self.agree),
            (Stage.SETTING_UP, term.ago(joined - 6, 13, 5), self.name_people),
            (Stage.SETTING_UP, term.ago(joined - 6, 13, 25), self.choose_days),
            (Stage.READY, term.ago(last - 8, 15, 40), self.send_letters),
            (Stage.AGREED, max(opening, term.ago(last)), self.plan),
            (Stage.ANSWERING, opening, self.open),
        )
        for stage, moment, act in steps:
            if self.newcomer.stage >= stage:
                story.then(moment, act)

    def select(self, now: datetime) -> None:
        """By then most leads have an account, so that the role is theirs at once."""
        wish = self.newcomer.wish
        email = NEW_LEAD.email if self.newcomer is SETTING_UP else wish.email
        if self.newcomer.stage > Stage.INVITED and self.newcomer is not SETTING_UP:
            open_demo_account(email, wish.who, now)
        with programme_scope("the team selects"):
            offer = Offer(self.joining.cohort, self.newcomer.arm, Lead(wish.who, email))
            select_interest(interest=interest_of(wish.school), offer=offer, actor=self.joining.team.manager, now=now)
        if self.newcomer.stage > Stage.INVITED:
            seen(email, self.joining.term.ago(5 + self.place % 4, 8, 15))
        if self.newcomer is UNSIGNED:
            self._let_the_head_in(now)

    def agree(self, now: datetime) -> None:
        accept(self.school, self.joining.cohort, self._people()[ContactKind.HEAD].name, now)

    def name_people(self, now: datetime) -> None:
        people = self._people()
        if self.newcomer.stage >= Stage.READY:
            there = ContactKind.DEPUTY if self.newcomer is READY else ContactKind.SAFEGUARDING
            let_in(self.school, people[there], now)
        name_everyone(self.school, people, now, inviting=self.newcomer is READY)
        if self.newcomer is READY:
            self._leave_for_a_week(now)

    def choose_days(self, now: datetime) -> None:
        take_dates(self._where, now, self._days())

    def send_letters(self, now: datetime) -> None:
        send_letters(self._where, self.newcomer.opt_outs, now)

    def plan(self, now: datetime) -> None:
        with school_scope(self.school.pk):
            plan_for(school=self.school, cohort=self.joining.cohort, actor=ACTOR, now=now)

    def open(self, now: datetime) -> None:
        """Slips are printed, and so many have answered by today."""
        newcomer, term, school = self.newcomer, self.joining.term, self.school
        last = term.closes_on if newcomer.few_days_left else term.baseline.closes_on
        rows = in_editions(simulate_school(self.joining.seed + self.place, school.setting, newcomer.roll, "baseline"))
        with school_scope(school.pk):
            round_ = Round.objects.get(
                school=school, cohort=self.joining.cohort, wave="baseline", instrument=INSTRUMENTS["pupil"]
            )
            codes = open_draft(round_, rows, at(last, CLOSES_AT), now)
            set_roll(round_=round_, roll=newcomer.roll, actor=ACTOR, now=now)
            for index in (newcomer.roll * n // newcomer.answers for n in range(newcomer.answers)):
                send(round_, rows[index], now, codes[index])

    @property
    def school(self) -> School:
        return school_of(self.newcomer)

    @property
    def _where(self) -> Where:
        return Where(self.school, self.joining.cohort, "baseline")

    def _people(self) -> dict[ContactKind, Person]:
        wish = self.newcomer.wish
        those = {ContactKind.LEAD: NEW_LEAD} if self.newcomer is SETTING_UP else {}
        lead = {ContactKind.LEAD: Person(wish.who, wish.email)}
        return known(people_of_place(self.place, self.school) | lead, those)

    def _days(self) -> WaveDates | None:
        """The days of a school whose pupils answer now; None: what the page proposes."""
        if self.newcomer.stage < Stage.ANSWERING:
            return None
        term = self.joining.term
        last = term.closes_on if self.newcomer.few_days_left else term.baseline.closes_on
        reply_by = latest_reply(term.opened_on, calendar_of(self.school))
        return WaveDates(term.opened_on, last, reply_by, term.results_on)

    def _let_the_head_in(self, now: datetime) -> None:
        """The head whom a visitor can be is named and invited first of all: there is something to sign."""
        people = {ContactKind.HEAD: Person(HEAD.name, HEAD.email)}
        name_everyone(self.school, people, now, inviting=True)

    def _leave_for_a_week(self, now: datetime) -> None:
        """The safeguarding lead is away these days, and the deputy is there."""
        today = self.joining.term.today
        with school_scope(self.school.pk):
            lead = contact(self.school, ContactKind.SAFEGUARDING)
            if lead is not None:
                first, last = today - timedelta(days=2), today + timedelta(days=7)
                set_away(contact=lead, first=first, last=last, actor=ACTOR, now=now)


def _sign_for_schools(joining: Joining, now: datetime) -> None:
    seen_text = digest_seen(documents_for_body(joining.trust, joining.cohort))
    signing = Signing(name=TRUST.name, role="Chief executive", seen=seen_text)
    accept_for_body(body=joining.trust, cohort=joining.cohort, signing=signing, actor=joining.team.trust, now=now)


def school_of(newcomer: Newcomer) -> School:
    """The school on the books that the team made of its wish."""
    with programme_scope("a school that joined"):
        found = interest_of(newcomer.wish.school).became
    if found is None:
        raise LookupError(f"{newcomer.wish.school} has not been selected")
    return found
