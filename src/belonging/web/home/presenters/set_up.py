"""Set-up as a list of steps: what is next, how long it takes, and by when."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from belonging.web.accounts.roles import Permission
from belonging.web.enrolment.models import Contact, Duty
from belonging.web.enrolment.rules.dates import MOST_DAYS
from belonging.web.home.presenters.school import Todo
from belonging.web.home.presenters.words import long_day, minutes
from belonging.web.home.queries.set_up import SetUp
from belonging.web.programme.models import Wave
from belonging.web.schools.models import School
from belonging.web.surveys.models import State
from belonging.web.ui.components import Link, Task

DONE, OPEN, OPTIONAL = "Done", "To do", "Optional"
COLOURS = {DONE: "teal", OPEN: "yellow"}
LETTERS_BEFORE = timedelta(days=7)
SETTLED_BEFORE = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Step:
    """`status`: one of the above, or what is waited for. `who` may do it; `by`: the last good day, if any."""

    title: str
    hint: str
    minutes: int
    href: str
    status: str
    who: Permission = Permission.SET_UP
    button: str = "Start"
    by: date | None = None

    @property
    def is_open(self) -> bool:
        return self.status == OPEN


@dataclass(frozen=True, slots=True)
class SetUpPage:
    """`next` is None when nothing is left for this reader to do now; `state` then says what is waited for."""

    next: Step | None
    next_hint: str
    state: str
    tasks: tuple[Task, ...]
    links: tuple[Link, ...]
    wave: str


def set_up_page(*, school: School, found: SetUp, may: Collection[Permission], today: date) -> SetUpPage:
    """`may`: what the reader is allowed to do in this school."""
    steps = steps_of(school, found, today)
    mine = next((step for step in steps if step.is_open and step.who in may), None)
    return SetUpPage(
        next=mine,
        next_hint=_hint(mine, today) if mine else "",
        state=_state(steps),
        tasks=tuple(_task(step, may, today) for step in steps),
        links=(
            Link(
                "All letters, notices and agreements",
                reverse("enrolment:documents", args=[school.slug, found.cohort.slug, found.wave]),
            ),
            *(
                Link(f"Set-up for {other.name}", reverse("home:set_up_of", args=[school.slug, other.slug]))
                for other in found.others
            ),
        ),
        wave=Wave(found.wave).label,
    )


def steps_of(school: School, found: SetUp, today: date) -> list[Step]:
    """In the order in which a school takes them."""
    by_wave = [school.slug, found.cohort.slug, found.wave]
    return [
        *_first_steps(school, found),
        *_choice_steps(school, found),
        *_letter_steps(found, lambda name: reverse(f"enrolment:{name}", args=by_wave), today),
        *_round_steps(school, found, today),
    ]


def set_up_todos(*, school: School, found: SetUp, may: Collection[Permission], today: date) -> list[Todo]:
    """What the school's home begins with until a questionnaire of the wave has opened: the next step, then the list."""
    steps = steps_of(school, found, today)
    if found.has_opened or not any(step.is_open for step in steps):
        return []
    mine = next((step for step in steps if step.is_open and step.who in may), None)
    first = [Todo((-1, "0"), mine.title, mine.href, _hint(mine, today), OPEN, mine.button)] if mine else []
    href = reverse("home:set_up_of", args=[school.slug, found.cohort.slug])
    return [*first, Todo((-1, "1"), "See all steps of your set-up", href, _state(steps), "Under way", "See all steps")]


def _start(found: SetUp) -> date | None:
    """By when the first steps are done, so that letters go out in time."""
    return found.ready.window[0] - SETTLED_BEFORE if found.ready.window else None


def _first_steps(school: School, found: SetUp) -> Iterator[Step]:
    ready, start = found.ready, _start(found)
    yield Step(
        title="Accept the agreement",
        hint="The head teacher or the school lead accepts it.",
        minutes=8,
        href=reverse("enrolment:agreement", args=[school.slug, found.cohort.slug]),
        status=_done(not ready.agreement_gap),
        who=Permission.ACCEPT_AGREEMENT,
        button="Read and accept",
        by=start,
    )
    yield Step(
        title="Name your people",
        hint=_to_come_in(ready.still_to_come_in)
        or "Head, safeguarding lead, deputy and others, and their e-mail addresses.",
        minutes=3,
        href=reverse("enrolment:people", args=[school.slug]),
        status=OPEN if ready.unnamed else "Waiting for them to sign in" if ready.still_to_come_in else DONE,
        button="Name them",
        by=start,
    )


def _choice_steps(school: School, found: SetUp) -> Iterator[Step]:
    ready, start = found.ready, _start(found)
    yield Step(
        title="Look at your calendar",
        hint="Terms, INSET days and school hours. Yours is filled in already; change what differs.",
        minutes=2,
        href=reverse("enrolment:calendar", args=[school.slug]),
        status=DONE if found.own_calendar else OPTIONAL,
    )
    yield Step(
        title="Choose your dates",
        hint="When pupils answer, by when parents can say no, when you tell the results.",
        minutes=1,
        href=reverse("enrolment:dates", args=[school.slug, found.cohort.slug, found.wave]),
        status=_done(ready.dates is not None),
        button="Choose dates",
        by=start,
    )
    yield Step(
        title="Choose editions and languages",
        hint="For your pupils and their families.",
        minutes=1,
        href=reverse("enrolment:choices", args=[school.slug, found.cohort.slug]),
        status=_done(ready.choices is not None),
        button="Choose",
        by=start,
    )


def _letter_steps(found: SetUp, href: Callable[[str], str], today: date) -> Iterator[Step]:
    ready, dates = found.ready, found.ready.dates
    yield Step(
        title="Send the letters",
        hint="Made for you, your names and days in place. Tick them off when they are sent.",
        minutes=2,
        href=href("letters"),
        status=_done(Duty.LETTERS in ready.done) if dates else "Waiting for your dates",
        button="Get the letters",
        by=dates.reply_by - LETTERS_BEFORE if dates else None,
    )
    waits = dates is not None and ready.opt_outs is None and today <= dates.reply_by
    yield Step(
        title="Count the families who said no",
        hint="A number only. The names stay at school.",
        minutes=1,
        href=href("opt_outs"),
        status=f"From {long_day(dates.reply_by + timedelta(days=1))}"
        if dates and waits
        else _done(ready.opt_outs is not None)
        if dates
        else "Waiting for your dates",
        button="Give the number",
        by=dates.first_day if dates else None,
    )
    yield Step(
        title="Brief the adults",
        hint="One page for everyone who is with a class.",
        minutes=1,
        href=href("briefing"),
        status=_done(Duty.BRIEFING in ready.done),
        button="Get the page",
        by=dates.first_day if dates else None,
    )


def _round_steps(school: School, found: SetUp, today: date) -> Iterator[Step]:
    pupils, dates = found.pupils, found.ready.dates
    state = pupils.round.state if pupils else ""
    handle = [school.slug, pupils.round.handle] if pupils else []
    soonest = dates.last_day - timedelta(days=MOST_DAYS - 1) if dates else None
    opening = "Waiting for the agreement" if found.ready.agreement_gap else "Being planned"
    if pupils:
        early = soonest is not None and today < soonest
        opening = DONE if state != State.DRAFT else f"From {long_day(soonest)}" if early and soonest else OPEN
        if opening == OPEN and found.ready.nobody_could_read:
            opening = "Waiting for the safeguarding lead to sign in"
    yield Step(
        title="Open the pupils’ questionnaire",
        hint="Slips can be printed once it is open.",
        minutes=1,
        href=reverse("surveys:open", args=handle) if state == State.DRAFT else "",
        status=opening,
        who=Permission.RUN_ROUNDS,
        button="Open it",
        by=dates.first_day if dates else None,
    )
    yield Step(
        title="Print the slips",
        hint="From your class lists, or blank for each class.",
        minutes=2,
        href=reverse("surveys:slips", args=handle) if state == State.OPEN else "",
        status=_done(bool(pupils and pupils.slips)) if state not in ("", State.DRAFT) else "When it is open",
        who=Permission.PRINT_SLIPS,
        button="Print slips",
        by=dates.first_day if dates else None,
    )


def _to_come_in(people: Sequence[Contact]) -> str:
    if not people:
        return ""
    names = " and ".join(dict.fromkeys(each.name for each in people))
    return f"{names} {'have' if len(people) > 1 else 'has'} not signed in yet. You can send a new invitation here."


def _done(done: bool) -> str:
    return DONE if done else OPEN


def _hint(step: Step, today: date) -> str:
    due = f" Please do it by {long_day(step.by)}." if step.by and step.by >= today else ""
    return f"{step.hint} Takes about {minutes(step.minutes)}.{due}"


def _task(step: Step, may: Collection[Permission], today: date) -> Task:
    if step.status == DONE:
        return Task(step.title, DONE, step.href if step.who in may else "", colour=COLOURS[DONE])
    due = f", by {long_day(step.by)}" if step.by and step.by >= today else ""
    return Task(
        title=step.title,
        status=step.status,
        href=step.href if step.who in may else "",
        hint=f"{step.hint} About {minutes(step.minutes)}{due}.",
        colour=COLOURS.get(step.status, ""),
        waiting=step.status not in COLOURS,
    )


def _state(steps: list[Step]) -> str:
    needed = [step for step in steps if step.status != OPTIONAL]
    left = [step for step in needed if step.status != DONE]
    if not left:
        return "Everything is ready."
    done = len(needed) - len(left)
    return f"{done} of {len(needed)} steps are done. About {minutes(sum(step.minutes for step in left))} left."
