"""Two action learning sets of the pilot: four meetings each in its year, and one that is being arranged now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from itertools import cycle
from typing import Any

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.accounts.services import grant_role
from belonging.web.base.scope import programme_scope
from belonging.web.cli.loading.calendar import SchoolYear
from belonging.web.cli.loading.diaries import Diary
from belonging.web.cli.loading.people import ended_school, open_demo_account
from belonging.web.cli.loading.plans import moment_of
from belonging.web.cli.loading.sets_words import KINGFISHER, Promise, Talk
from belonging.web.cli.loading.sets_words_harbour import HARBOUR
from belonging.web.cli.loading.sittings import ACTOR
from belonging.web.cli.loading.stage import Stage
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term, at
from belonging.web.home.demo_people import FACILITATOR, LEAD
from belonging.web.programme.models import Stage as EnrolmentStage
from belonging.web.programme.queries.enrolments import enrolments
from belonging.web.schools.models import School
from belonging.web.sets.models import Commitment, LearningSet, Meeting, Member, Suits, in_room
from belonging.web.sets.services.meetings import (
    MeetingWords,
    answer_times,
    close_meeting,
    name_presenter,
    plan_meeting,
)
from belonging.web.sets.services.notes import (
    Outcome,
    Saying,
    add_insight,
    ask_question,
    commit,
    keep_issue,
    keep_reflection,
    keep_report,
    tell_outcome,
)
from belonging.web.sets.services.sets import SetWords, make_set

PLACES = 5
SECOND_LEADS = ("Carys Mott", "Devon Ashe", "Orla Finch", "Samir Boyd")
TALKS = {"Kingfisher": KINGFISHER, "Harbour": HARBOUR}
OTHER_FACILITATOR = ("idris.monk@programme.example", "Idris Monk")
MADE = (10, 20)
PLANNED_BEFORE = timedelta(days=14)
MINUTES = 90
ARRANGED_AGO = 4
TIMES_IN = ((8, 15, 45), (9, 16, 0), (11, 15, 45))
"""School days from now, and the hour, of the times that are proposed for the next meeting."""
ANSWERED = (
    (1, (Suits.YES, Suits.IF_NEED_BE, Suits.NO)),
    (2, (Suits.NO, Suits.YES, Suits.YES)),
    (3, (Suits.IF_NEED_BE, Suits.YES, Suits.YES)),
)
"""By the member's place; the visitor, who is the first, has not answered, nor has the last."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A set with its members by their place."""

    learning_set: LearningSet
    members: tuple[Member, ...]
    talks: tuple[Talk, ...]

    @property
    def leads(self) -> str:
        return str(self.learning_set.facilitator_id)


def meet_in_sets(stage: Stage, year: SchoolYear) -> Diary:
    """Made in October, they meet until May. The visitor's lead is the first of the first set."""
    made = moment_of(MADE, year.autumn, 10, 0)
    yield made
    acts: list[tuple[datetime, Callable[[], object]]] = []
    for circle in _circles(stage, made):
        for number, talk in enumerate(circle.talks):
            starts = _starts(talk, year)
            acts.append(
                (max(made, starts - PLANNED_BEFORE), partial(_plan, circle, max(made, starts - PLANNED_BEFORE), starts))
            )
            acts.append((starts + timedelta(minutes=MINUTES), partial(_meet, circle, number, starts)))
    for moment, act in sorted(acts, key=lambda each: each[0]):
        yield moment
        act()


def tell_of_sets(story: Story, term: Term, stage: Stage) -> None:
    """The first set looks for a time to meet again."""
    made = LearningSet.objects.get(cohort=stage.cohort, name="Kingfisher")
    circle = Circle(made, tuple(made.members.order_by("pk")), TALKS[made.name])
    times = [at(term.calendar.add_school_days(term.today, days), time(hour, minute)) for days, hour, minute in TIMES_IN]
    story.then(term.ago(ARRANGED_AGO, 16, 5), partial(_arrange, circle, times))
    for place, suits in ANSWERED:
        story.then(term.ago(ARRANGED_AGO - 1, 16, 10 + place), partial(_answer, circle, place, suits))


def _circles(stage: Stage, now: datetime) -> Iterator[Circle]:
    seats = _seats(stage, now)
    idris = open_demo_account(*OTHER_FACILITATOR, now)
    grant_role(user=idris, role=Role.FACILITATOR, actor=ACTOR, now=now)
    yield _made("Kingfisher", stage, User.objects.get(email=FACILITATOR.email), seats[:PLACES], now)
    if len(seats) == 2 * PLACES:
        yield _made("Harbour", stage, idris, seats[PLACES:], now)


def _seats(stage: Stage, now: datetime) -> list[Membership]:
    """One lead a school, the visitor's first; where schools are few, second leads besides."""
    with programme_scope("who may sit in the demo's learning sets"):
        staying = [each.school for each in enrolments(stage.cohort) if each.stage == EnrolmentStage.TAKING_PART]
    schools = [school for school in stage.schools.values() if school in staying]
    first = ended_school(schools)
    found = [_lead(school) for school in (first, *(school for school in schools if school != first))]
    for name, school in zip(SECOND_LEADS, cycle(schools)):
        if len(found) >= PLACES:
            break
        user = open_demo_account(f"{name.lower().replace(' ', '.')}@{school.slug}.example", name, now)
        grant_role(user=user, role=Role.LEAD, school=school, actor=ACTOR, now=now)
        found.append(Membership.objects.get(user=user, role=Role.LEAD, school=school))
    return found


def _lead(school: School) -> Membership:
    held = Membership.objects.filter(school=school, role=Role.LEAD).order_by("pk")
    return held.filter(user__email=LEAD.email).first() or held[0]


def _made(name: str, stage: Stage, leads: User, seats: Sequence[Membership], now: datetime) -> Circle:
    with programme_scope("the demo's learning sets"):
        words = SetWords(name=name, facilitator=leads.pk, seats=[each.pk for each in seats])
        made = make_set(cohort=stage.cohort, words=words, actor=stage.team.manager, now=now)
    return Circle(made, tuple(made.members.order_by("pk")), TALKS[name])


def _starts(talk: Talk, year: SchoolYear) -> datetime:
    return moment_of(talk.day, year.autumn, 15, 45)


def _plan(circle: Circle, now: datetime, starts: datetime) -> None:
    words = MeetingWords(times=[starts], minutes=MINUTES, link="https://meet.example/learning-set")
    with in_room(circle.learning_set.pk):
        plan_meeting(learning_set=circle.learning_set, words=words, actor=circle.leads, now=now)


def _meet(circle: Circle, number: int, starts: datetime) -> None:
    with in_room(circle.learning_set.pk):
        _hold(circle, number, starts + timedelta(minutes=MINUTES))


def _hold(circle: Circle, number: int, over: datetime) -> None:
    talk = circle.talks[number]
    planned = Meeting.objects.get(learning_set=circle.learning_set, number=number + 1)
    presenter = circle.members[talk.presenter]
    meeting = name_presenter(meeting=planned, member=presenter, actor=circle.leads, now=over)
    _say(_Saying(circle, meeting, over), talk, circle.talks[number - 1].promises if number else ())
    came = [member for place, member in enumerate(circle.members) if place not in talk.away]
    close_meeting(meeting=meeting, came=came, actor=circle.leads, now=over)


@dataclass(frozen=True, slots=True)
class _Saying:
    circle: Circle
    meeting: Meeting
    now: datetime

    def by(self, place: int) -> Saying:
        return Saying(meeting=self.meeting, member=self.circle.members[place])

    def how(self, place: int) -> dict[str, Any]:
        """Members type for themselves."""
        return {"saying": self.by(place), "actor": str(self.circle.members[place].user_id), "now": self.now}


def _say(at_: _Saying, talk: Talk, promised: Sequence[Promise]) -> None:
    for promise in promised:
        _tell(at_, promise)
    for place, text in talk.reports:
        keep_report(text=text, **at_.how(place))
    keep_issue(title=talk.title, text=talk.issue, **at_.how(talk.presenter))
    for place, text in talk.questions:
        ask_question(text=text, **at_.how(place))
    for place, text in talk.insights:
        add_insight(text=text, **at_.how(place))
    for promise in talk.promises:
        commit(what=promise.what, by_on=None, **at_.how(promise.member))
    if talk.reflection is not None:
        place, text = talk.reflection
        keep_reflection(text=text, **at_.how(place))


def _tell(at_: _Saying, promise: Promise) -> None:
    held = Commitment.objects.get(member=at_.circle.members[promise.member], what=promise.what)
    saying = Saying(meeting=at_.meeting, member=held.member, revision=held.revision)
    outcome = Outcome(came=promise.came, words=promise.words)
    tell_outcome(commitment=held, saying=saying, outcome=outcome, actor=at_.circle.leads, now=at_.now)


def _arrange(circle: Circle, times: Sequence[datetime], now: datetime) -> None:
    words = MeetingWords(times=times, minutes=MINUTES, link="https://meet.example/learning-set")
    plan_meeting(learning_set=circle.learning_set, words=words, actor=circle.leads, now=now)


def _answer(circle: Circle, place: int, suits: Sequence[Suits], now: datetime) -> None:
    member = circle.members[place]
    meeting = Meeting.objects.get(learning_set=circle.learning_set, number=len(circle.talks) + 1)
    answers = {time.pk: said.value for time, said in zip(meeting.times.all(), suits, strict=True)}
    answer_times(meeting=meeting, member=member, answers=answers, actor=str(member.user_id), now=now)
