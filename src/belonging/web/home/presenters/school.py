"""A school's home: what to do next, then everything there is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from belonging.web.home.presenters.words import (
    AUDIENCE_ORDER,
    AUDIENCES,
    QUESTIONNAIRES,
    VOICES,
    WAVE_ORDER,
    counted,
    listed,
    long_day,
    minutes,
    period,
    table_day,
)
from belonging.web.home.queries import RoundSight
from belonging.web.programme.models import Cohort, Entrance
from belonging.web.schools.models import School
from belonging.web.surveys.models import State
from belonging.web.surveys.rules.rounds import sealed_from
from belonging.web.ui.components import Link, Table, Task, element, tag

URGENCY = {State.CLOSED: 0, State.OPEN: 1, State.DRAFT: 2, State.SEALED: 3}
STATE_COLOURS = {State.DRAFT: "grey", State.OPEN: "yellow", State.CLOSED: "yellow", State.SEALED: "teal"}
NEW_FOR = timedelta(days=7)
MINUTES = {"seal": 2, "close": 2, "open": 5, "print": 10, "read": 15}


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do. `rank` orders: the lowest is next. Without `href` it is somebody else's, or waits."""

    rank: tuple[int, str]
    title: str
    href: str
    hint: str
    status: str
    button: str
    colour: str = ""

    @property
    def task(self) -> Task:
        return Task(
            title=self.title,
            status=self.status,
            href=self.href,
            hint=self.hint,
            colour=self.colour,
            waiting=not self.href,
        )


@dataclass(frozen=True, slots=True)
class Report:
    name: str
    href: str
    hint: str
    made: datetime


@dataclass(frozen=True, slots=True)
class SchoolHome:
    """`next` is None when there is nothing at all to do yet. `report`: on top, unless `next` leads to it."""

    next: Todo | None
    later: tuple[Task, ...]
    waves: tuple[Table, ...]
    reports: tuple[Report, ...]
    plans: tuple[Link, ...]
    report: Report | None = None


def school_home(
    *,
    school: School,
    sights: list[RoundSight],
    may_run: bool,
    now: datetime,
    ahead: Sequence[Todo] = (),
    left: Collection[str] = (),
) -> SchoolHome:
    """`may_run`: whether the reader opens, closes and seals rounds; otherwise these tasks are the lead's.

    `ahead`: what comes before questionnaires, from set-up. `left`: names of cohorts that the school has left.
    """
    reports = tuple(_reports(school, sights))
    fresh = [_to_read(report, new=True) for report in reports if now - report.made < NEW_FOR]
    # The pupils' questionnaire is a step of set-up until it opens.
    shown = [each for each in sights if not (ahead and (each.round.audience, each.round.state) == ("pupil", "draft"))]
    todos = sorted([*ahead, *fresh, *_todos(school, shown, may_run, now)], key=lambda todo: todo.rank)
    first = next((todo for todo in todos if todo.href), _to_read(reports[0]) if reports else None)
    return SchoolHome(
        next=first,
        later=tuple(todo.task for todo in todos if todo is not first),
        waves=tuple(_waves(school, sights)),
        reports=reports,
        plans=tuple(_plans(school, sights)),
        report=_on_top(reports, left, first),
    )


def _on_top(reports: Sequence[Report], left: Collection[str], first: Todo | None) -> Report | None:
    """The newest, unless the school has left its cohort or the next thing to do is to read it."""
    standing = [report for report in reports if report.name not in left]
    newest = max(standing, key=lambda report: report.made, default=None)
    return None if newest is None or (first is not None and first.href == newest.href) else newest


def _todos(school: School, sights: list[RoundSight], may_run: bool, now: datetime) -> Iterator[Todo]:
    for sight in sights:
        if sight.round.state == State.SEALED:
            if not sight.released:
                yield _being_made(sight)
        else:
            yield _to_run(school, sight, may_run, now)


def _to_read(report: Report, *, new: bool = False) -> Todo:
    """A new one comes before what is open; an older one is next only where nothing waits to be done."""
    return Todo(
        rank=(URGENCY[State.CLOSED], "new"),
        title=f"Read your {'new ' if new else ''}report: {report.name}",
        href=report.href,
        hint=f"{report.hint} Takes about {minutes(MINUTES['read'])}.",
        status="New" if new else "Ready",
        button="Read the report",
        colour="teal",
    )


def _to_run(school: School, sight: RoundSight, may_run: bool, now: datetime) -> Todo:
    round_ = sight.round
    title, hint, button = _words(sight, now)
    href = reverse("surveys:round", args=[school.slug, round_.handle]) if may_run else ""
    return Todo(
        rank=(URGENCY[State(round_.state)], str(AUDIENCE_ORDER.index(round_.audience))),
        title=title,
        href=href,
        hint=hint if may_run else f"{hint} The school lead does this.",
        status=State(round_.state).label,
        button=button,
        colour=STATE_COLOURS[State(round_.state)],
    )


def _words(sight: RoundSight, now: datetime) -> tuple[str, str, str]:
    """Title, hint and button of a round that is not sealed."""
    round_ = sight.round
    named = f"{QUESTIONNAIRES[round_.audience]} ({round_.get_wave_display().lower()})"
    if round_.state == State.DRAFT:
        return f"Open the {named}", f"Takes {minutes(MINUTES['open'])}.", "Go to this questionnaire"
    if round_.state == State.CLOSED:
        by_itself = f"It seals itself on {long_day(sealed_from(round_.closed_at or now))}."
        hint = f"Sealing shuffles the answers and makes your report. Takes {minutes(MINUTES['seal'])}. {by_itself}"
        return f"Seal the {named}", hint, "Seal it now"
    so_far = f"{counted(sight.answered)} have answered so far. " if sight.answered else ""
    if round_.closes_at and round_.closes_at > now:
        if round_.entrance == Entrance.SLIPS and not sight.slips:
            hint = f"It is open until {long_day(round_.closes_at)}. Takes about {minutes(MINUTES['print'])}."
            return f"Print the slips for the {named}", hint, "Go to the slips"
        title = f"Let everyone have their turn: the {named} is open until {long_day(round_.closes_at)}"
        return title, f"{so_far}It closes by itself on that day.", "See how it is going"
    hint = f"{so_far}Its last day has passed. Takes {minutes(MINUTES['close'])}."
    return f"Close the {named}", hint, "Go and close it"


def _being_made(sight: RoundSight) -> Todo:
    named = QUESTIONNAIRES[sight.round.audience]
    return Todo(
        rank=(1, "made"),
        title=f"Your report on the {named} is being made",
        href="",
        hint="It is there within minutes. Look at this page again then.",
        status="Being made",
        button="",
        colour="yellow",
    )


def _reports(school: School, sights: Iterable[RoundSight]) -> Iterator[Report]:
    by_cohort: dict[int, list[RoundSight]] = {}
    for sight in sights:
        if sight.released:
            by_cohort.setdefault(sight.round.cohort_id, []).append(sight)
    for released in by_cohort.values():
        cohort = released[0].round.cohort
        audiences = [who for who in AUDIENCE_ORDER if any(sight.round.audience == who for sight in released)]
        waves = [wave for wave in WAVE_ORDER if any(sight.round.wave == wave for sight in released)]
        names = listed([VOICES[who] for who in audiences])
        yield Report(
            name=cohort.name,
            href=reverse("reports:school", args=[school.slug, cohort.slug]),
            hint=f"What {names} said at {listed(waves)}.",
            made=max(sight.released_at for sight in released if sight.released_at),
        )


def _plans(school: School, sights: Iterable[RoundSight]) -> Iterator[Link]:
    """What the school will be shown, of each cohort in which it has a questionnaire."""
    for cohort in dict.fromkeys(sight.round.cohort for sight in sights):
        yield Link(
            f"What you will be shown: {cohort.name}", reverse("reports:school_plan", args=[school.slug, cohort.slug])
        )


def _waves(school: School, sights: list[RoundSight]) -> Iterator[Table]:
    keys = dict.fromkeys((sight.round.cohort, sight.round.wave) for sight in sights)
    for cohort, wave in sorted(keys, key=lambda key: (key[0].starts_on, WAVE_ORDER.index(key[1])), reverse=True):
        held = [sight for sight in sights if (sight.round.cohort, sight.round.wave) == (cohort, wave)]
        held.sort(key=lambda sight: AUDIENCE_ORDER.index(sight.round.audience))
        yield Table(
            caption=_caption(cohort, held[0], several=len({key[0] for key in keys}) > 1),
            head=("Who is asked", "State", "Answered", "Dates"),
            rows=[_row(school, sight) for sight in held],
        )


def _caption(cohort: Cohort, sight: RoundSight, *, several: bool) -> str:
    wave = str(sight.round.get_wave_display())
    return f"{wave}, {cohort.name}" if several else wave


def _row(school: School, sight: RoundSight) -> tuple[object, ...]:
    round_ = sight.round
    link = Link(AUDIENCES[round_.audience], reverse("surveys:round", args=[school.slug, round_.handle]))
    state = State(round_.state)
    return (
        element("a", {"class": "govuk-link", "href": link.href}, link.text),
        tag(state.label, colour=STATE_COLOURS[state]),
        _answered(sight),
        _dates(sight),
    )


def _answered(sight: RoundSight) -> str:
    if sight.round.state == State.DRAFT:
        return "–"
    if sight.slips and sight.answered:
        return f"{counted(sight.answered)} of {sight.slips} slips"
    return counted(sight.answered)


def _dates(sight: RoundSight) -> str:
    round_ = sight.round
    if round_.opens_at is None:
        return "Not set yet"
    if round_.state == State.OPEN and round_.closes_at:
        return f"Open until {table_day(round_.closes_at)}"
    ended = round_.closed_at or round_.closes_at
    return period(round_.opens_at, ended) if ended else table_day(round_.opens_at)
