"""The pilot's nineteen training sessions, and what is held and planned now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import cycle, islice, zip_longest

from belonging.simulation import Pilot
from belonging.simulation.professional import SESSIONS
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import schools_of
from belonging.web.accounts.roles import Permission
from belonging.web.base.scope import programme_scope
from belonging.web.cli.loading.calendar import SchoolYear
from belonging.web.cli.loading.diaries import Diary
from belonging.web.cli.loading.occasions import feedback_on, release_feedback
from belonging.web.cli.loading.people import ended_school
from belonging.web.cli.loading.stage import Stage
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term, at
from belonging.web.cli.loading.training_papers import paper
from belonging.web.cli.loading.training_words import (
    ABOUT,
    FIRST,
    HANDOUT,
    LAST,
    OPEN,
    OPEN_ABOUT,
    PLACES,
    READING,
    TRAINERS,
    YEAR,
    Talk,
)
from belonging.web.home.demo_people import COLLEAGUE, LEAD, STAFF
from belonging.web.notices.services import send_due
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of
from belonging.web.training.models import Session, TrainingProgramme
from belonging.web.training.rules.people import Attendee
from belonging.web.training.services.attendance import add_present
from belonging.web.training.services.booking import sign_up
from belonging.web.training.services.closing import close_due
from belonging.web.training.services.materials import MaterialWords, add_material
from belonging.web.training.services.sessions import SessionWords, add_programme, add_session

LEADERS, OTHERS = 27, 381
"""Different people, over the whole year: 408 together."""
WITHOUT_A_FORM = 4
"""People in each session, beyond those who sent a form, who are no leaders."""
MORE_OF_ONE = (12, -21, 7, 28, -4)
"""Of two schools, how many in a hundred more come of the first, and fewer of the second: no two are alike."""
FIRST_AFTER, EVERY = timedelta(days=21), timedelta(days=9)
LASTS = timedelta(minutes=75)
SIGNED_UP_BEFORE = timedelta(days=8)
ROOM = 60


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody of a school who comes to training."""

    school: School
    who: Attendee


def pilot_training(stage: Stage, pilot: Pilot, year: SchoolYear) -> list[Diary]:
    """The year's sessions, with what people said afterwards."""
    actor, staying = stage.team.manager, [each.key for each in pilot.schools if not each.dropped_out]
    began = year.released("baseline")
    with programme_scope("demo: training is planned"):
        programme = add_programme(
            title="Belonging Matters training", about=ABOUT, cohort=stage.cohort, actor=actor, now=began
        )
    leaders, others = cycle(_leaders(stage, staying)), cycle(_others(stage, staying))
    told, starts = [], began
    for number, starts in enumerate(_days(stage.schools[staying[0]], began)):
        led = list(islice(leaders, SESSIONS[number].leaders))
        coming = [*led, *islice(others, SESSIONS[number].others + WITHOUT_A_FORM)]
        told.append(_held(_Held(stage, programme, number, starts, pilot.seed), led, coming))
    return [*told, release_feedback(cohort=stage.cohort, last=starts + LASTS, actor=actor)]


@dataclass(frozen=True, slots=True)
class _Held:
    stage: Stage
    programme: TrainingProgramme
    number: int
    starts: datetime
    seed: int

    @property
    def actor(self) -> str:
        return self.stage.team.manager


def _held(held: _Held, led: Sequence[Coming], coming: Sequence[Coming]) -> Diary:
    yield held.starts - 2 * SIGNED_UP_BEFORE
    session = _planned(held.programme, held.number, held.starts, held.actor)
    signed_up, ends = held.starts - SIGNED_UP_BEFORE, session.ends_at
    yield signed_up
    for school, people in _by_school(led).items():
        sign_up(session=session, school=school, people=people, actor=held.actor, now=signed_up)
    yield ends
    for school, people in _by_school(coming).items():
        add_present(session=session, school=school, people=people, actor=held.actor, now=ends)
    yield ends + timedelta(minutes=5)
    _closed(ends + timedelta(minutes=5))
    place = held.number + 1
    yield from feedback_on(cohort=held.stage.cohort, session=(session.pk, ends), number=place, seed=held.seed)


def tell_of_training(story: Story, term: Term, stage: Stage) -> None:
    """One session was yesterday; three are ahead, of which one is full."""
    own, actor = stage.own, stage.team.manager
    [ended] = schools_of(User.objects.get(email=STAFF.email), Permission.LEARN)
    made: list[TrainingProgramme] = []
    story.then(term.ago(30, 9), lambda now: made.append(_open_programme(actor, now)))
    voices, daily, left_out, leading = OPEN
    yesterday = term.calendar.add_school_days(term.today, -1)

    def held(now: datetime) -> None:
        session = _online(made[0], voices, yesterday, actor, now)
        people = [_account(STAFF.email), *_named(ended, 40, 5)]
        sign_up(session=session, school=ended, people=people, actor=actor, now=now)
        sign_up(session=session, school=own, people=_named(own, 50, 4), actor=actor, now=now)
        story_of.append(session)

    def came(now: datetime) -> None:
        [session] = story_of
        people = [_account(STAFF.email), *_named(ended, 40, 4)]
        add_present(session=session, school=ended, people=people, actor=actor, now=now)
        add_present(session=session, school=own, people=_named(own, 50, 3), actor=actor, now=now)
        _closed(now)

    story_of: list[Session] = []
    story.then(term.ago(20, 9), held)
    story.then(at(yesterday, time(17, 10)), came)
    story.then(term.ago(15, 9), lambda now: _daily(made[0], daily, term, (ended, own), actor, now))
    story.then(term.ago(12, 9), lambda now: _full(made[0], left_out, term, (ended, own), actor, now))
    story.then(term.ago(9, 9), partial(_leading, made, leading, term, ended, actor))


def _planned(programme: TrainingProgramme, number: int, starts: datetime, actor: str) -> Session:
    """With what to read before and what to take home; in person in one of two places."""
    in_person = SESSIONS[number].in_person
    place, way = PLACES[number % len(PLACES)]
    words = SessionWords(
        title=YEAR[number].title,
        about=YEAR[number].about,
        kind="in_person" if in_person else "online",
        starts_at=starts,
        ends_at=starts + LASTS,
        trainer=TRAINERS[number % len(TRAINERS)],
        place=place if in_person else "",
        way_there=way if in_person else "",
        link="" if in_person else f"https://meet.example/belonging-{number + 1}",
        places=ROOM if in_person else None,
    )
    now = starts - 2 * SIGNED_UP_BEFORE
    with programme_scope("demo: a training session is planned"):
        session = add_session(programme=programme, words=words, actor=actor, now=now)
        _materials(session, actor, now)
    return session


def _materials(session: Session, actor: str, now: datetime) -> None:
    for when, (title, paragraphs, steps) in (("before", READING), ("after", HANDOUT)):
        words = MaterialWords(when, title, name="handout.pdf", content=paper(title, paragraphs, steps))
        add_material(session=session, words=words, actor=actor, now=now)


def _closed(now: datetime) -> None:
    """Feedback, certificates and the last mails."""
    close_due(now=now)
    while send_due(now=now):
        pass


def _days(school: School, since: datetime) -> Iterator[datetime]:
    """Nineteen afternoons on which school is in."""
    calendar, day = calendar_of(school), (since + FIRST_AFTER).date()
    for _ in YEAR:
        while not calendar.is_school_day(day):
            day += timedelta(days=1)
        yield at(day, time(15, 45))
        day += EVERY


def _leaders(stage: Stage, staying: Sequence[str]) -> list[Coming]:
    """Leads and heads, then SENCOs who sit with the senior leaders."""
    circles = [(stage.schools[key], stage.circles[key]) for key in staying]
    found = [(school, circle.lead) for school, circle in circles]
    found += [(school, circle.head) for school, circle in circles]
    found += [(school, circle.senco) for school, circle in circles]
    return [Coming(school, Attendee(user.name, user.email, True)) for school, user in found[:LEADERS]]


def _others(stage: Stage, staying: Sequence[str]) -> list[Coming]:
    """Neighbours in the list work in two schools, so that those who come together are of few."""
    schools = [stage.schools[key] for key in staying]
    ended = ended_school(schools)
    each = -(-OTHERS // len(schools))
    coming: list[Coming] = []
    for number, first in enumerate(range(0, len(schools), 2)):
        pair = schools[first : first + 2]
        more = MORE_OF_ONE[number % len(MORE_OF_ONE)] * each // 100 if len(pair) > 1 else 0
        counted = zip(pair, (each + more, each - more), strict=False)
        staff = [[Coming(school, who) for who in _staff(school, count)] for school, count in counted]
        coming += [person for people in zip_longest(*staff) for person in people if person is not None]
    del coming[OTHERS:]
    teacher = next(at for at, person in enumerate(coming) if person.school == ended)
    coming[teacher] = Coming(ended, _account(STAFF.email))
    return coming


def _staff(school: School, count: int) -> list[Attendee]:
    """Names without addresses, as a list on paper has them. No name comes twice in a school."""
    return [Attendee(_name(school, number)) for number in range(count)]


def _name(school: School, number: int) -> str:
    shift = (school.pk or 0) * 7
    at = number + shift
    return f"{FIRST[at % len(FIRST)]} {LAST[(at + at // len(FIRST)) % len(LAST)]}"


def _named(school: School, first: int, count: int) -> list[Attendee]:
    """With addresses."""
    names = [_name(school, first + number) for number in range(count)]
    return [Attendee(name, f"{name.lower().replace(' ', '.')}@{school.slug}.example") for name in names]


def _account(email: str, *, leads: bool = False) -> Attendee:
    user = User.objects.get(email=email)
    return Attendee(user.name, user.email, leads)


def _by_school(coming: Sequence[Coming]) -> Mapping[School, list[Attendee]]:
    found: dict[School, list[Attendee]] = {}
    for each in coming:
        found.setdefault(each.school, []).append(each.who)
    return found


def _open_programme(actor: str, now: datetime) -> TrainingProgramme:
    with programme_scope("demo: open training is planned"):
        return add_programme(title="Open training", about=OPEN_ABOUT, cohort=None, actor=actor, now=now)


def _online(programme: TrainingProgramme, talk: Talk, day: date, actor: str, now: datetime) -> Session:
    return _added(programme, talk, day, actor, now, link="https://meet.example/open")


def _added(programme: TrainingProgramme, talk: Talk, day: date, actor: str, now: datetime, **where: object) -> Session:
    kind = "online" if "link" in where else "in_person"
    said = {"title": talk.title, "about": talk.about, "kind": kind, "trainer": TRAINERS[day.day % len(TRAINERS)]}
    starts = at(day, time(15, 45))
    words = SessionWords(**(said | {"starts_at": starts, "ends_at": starts + LASTS} | where))  # type: ignore[arg-type]  # one of two kinds of place
    with programme_scope("demo: a training session is planned"):
        session = add_session(programme=programme, words=words, actor=actor, now=now)
        _materials(session, actor, now)
    return session


def _daily(
    programme: TrainingProgramme, talk: Talk, term: Term, schools: tuple[School, School], actor: str, now: datetime
) -> None:
    """Online, with room for everybody."""
    session = _online(programme, talk, term.calendar.add_school_days(term.today, 6), actor, now)
    for number, school in enumerate(schools):
        sign_up(session=session, school=school, people=_named(school, 60 + 10 * number, 5), actor=actor, now=now)


def _full(
    programme: TrainingProgramme, talk: Talk, term: Term, schools: tuple[School, School], actor: str, now: datetime
) -> None:
    """In person and full, with three in line: the last is somebody that a visitor can be."""
    place, way = PLACES[0]
    day = term.calendar.add_school_days(term.today, 9)
    session = _added(programme, talk, day, actor, now, place=place, way_there=way, places=12)
    ended, own = schools
    sign_up(session=session, school=ended, people=_named(ended, 80, 8), actor=actor, now=now)
    waiting = [*_named(own, 80, 6), _account(COLLEAGUE.email)]
    sign_up(session=session, school=own, people=waiting, actor=actor, now=now + timedelta(hours=1))


def _leading(made: list[TrainingProgramme], talk: Talk, term: Term, ended: School, actor: str, now: datetime) -> None:
    """For senior leaders, with places left."""
    place, way = PLACES[1]
    day = term.calendar.add_school_days(term.today, 13)
    session = _added(made[0], talk, day, actor, now, place=place, way_there=way, places=24, audience="leaders")
    sign_up(session=session, school=ended, people=[_account(LEAD.email, leads=True)], actor=actor, now=now)
