"""The plan as a list, and the words that all its pages share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from belonging.web.actions.models import Action, Status, WhoFor
from belonging.web.actions.presenters.outcomes import COLOURS as OUTCOME_COLOURS
from belonging.web.actions.queries.plan import PlanCounts, last_heard
from belonging.web.actions.rules.outcomes import Came, Outcome
from belonging.web.actions.rules.stalling import SchoolDays, standing_words
from belonging.web.programme.presenters.words import long_day, table_day
from belonging.web.ui.components import Link

COLOURS = {
    Status.PROPOSED: "grey",
    Status.PLANNED: "",
    Status.UNDER_WAY: "yellow",
    Status.DONE: "teal",
    Status.STOPPED: "grey",
}
LATE = "late"
NOBODY = "nobody"
VIEWS = (("plan", "List"), ("board", "Board"), ("calendar", "Calendar"))


@dataclass(frozen=True, slots=True)
class Place:
    """Whose plan it is, for addresses."""

    school: str
    cohort: str

    def href(self, name: str, *rest: object) -> str:
        return reverse(f"actions:{name}", args=[self.school, self.cohort, *rest])


@dataclass(frozen=True, slots=True)
class Line:
    """One action as a row or a card. `mark` says what is the matter with it; `reading` what came of it."""

    number: int
    what: str
    href: str
    who: str
    owner: str
    due: str
    status: str
    value: str
    colour: str
    mark: str
    reading: str
    reading_colour: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions the list shows: a status or LATE; an owner's id or NOBODY; empty for all."""

    status: str = ""
    owner: str = ""

    def fits(self, action: Action, line: Line) -> bool:
        status = not self.status or self.status == line.value or (self.status == LATE and bool(line.mark))
        has = str(action.owner_id or "") or ("" if action.owner_name else NOBODY)
        return status and (not self.owner or self.owner == has)


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    tabs: tuple[Link, ...]
    counted: str
    totals: str
    lines: tuple[Line, ...]
    shows_readings: bool
    statuses: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    is_filtered: bool
    found: str
    library: str


def plan_page(
    *,
    place: Place,
    actions: Sequence[Action],
    counts: PlanCounts,
    lines: Sequence[Line],
    wanted: Wanted,
) -> PlanPage:
    """`lines` are of `actions`, in the same order."""
    shown = tuple(line for action, line in zip(actions, lines, strict=True) if wanted.fits(action, line))
    filtered = bool(wanted.status or wanted.owner)
    return PlanPage(
        tabs=tabs(place, "plan"),
        counted=counted_words(counts, actions),
        totals=totals_words(actions),
        lines=shown,
        shows_readings=any(line.reading for line in lines),
        statuses=tuple(_choices(wanted.status, [*Status.choices, (LATE, "Overdue or gone quiet")])),
        owners=tuple(_choices(wanted.owner, _owners(actions))),
        is_filtered=filtered,
        library=place.href("school_practices"),
        found=f"{_actions(len(shown))} of {len(actions)}" if filtered else "",
    )


def tabs(place: Place, current: str) -> tuple[Link, ...]:
    return tuple(Link(text, place.href(name), current=name == current) for name, text in VIEWS)


def lines_of(
    *,
    place: Place,
    actions: Iterable[Action],
    today: date,
    school_days: SchoolDays,
    outcomes: Mapping[int, Outcome],
) -> list[Line]:
    return [_line(place, each, today, school_days, outcomes.get(each.pk)) for each in actions]


def counted_words(counts: PlanCounts, actions: Iterable[Action]) -> str:
    """ "12 actions: 4 planned, 5 under way, 3 done. Of these, 1 overdue. The next is due on 4 December."."""
    statuses = [each.status for each in actions]
    ideas = statuses.count(Status.PROPOSED)
    told = [
        (statuses.count(Status.PLANNED), "planned"),
        (statuses.count(Status.UNDER_WAY), "under way"),
        (statuses.count(Status.DONE), "done"),
        (ideas, "idea" if ideas == 1 else "ideas"),
        (statuses.count(Status.STOPPED), "stopped"),
    ]
    late = [(counts.overdue, "overdue"), (counts.stalled - counts.overdue, "without news for 30 school days")]
    sentences = [
        f"{_actions(counts.total)}{': ' if _listed(told) else ''}{_listed(told)}.",
        f"Of these, {_listed(late)}." if _listed(late) else "",
        f"The next is due on {long_day(counts.next_due)}." if counts.next_due else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def totals_words(actions: Iterable[Action]) -> str:
    """How many took part and what it cost, as far as somebody wrote it down."""
    shown = list(actions)
    reach = [each.reach for each in shown if each.reach is not None]
    cost = [each.cost for each in shown if each.cost is not None]
    planned = sum(each.cost_planned or 0 for each in shown if each.status != Status.STOPPED)
    told = []
    if reach:
        twice = ", with someone in two actions counted twice" if len(reach) > 1 else ""
        told.append(f"So far {sum(reach):,} {'person' if sum(reach) == 1 else 'people'} took part{twice}.")
    if cost:
        told.append(f"{pounds(sum(cost))} is spent{f' of {pounds(planned)} planned' if planned else ''}.")
    elif planned:
        told.append(f"{pounds(planned)} is planned.")
    return " ".join(told)


def pounds(amount: int) -> str:
    return f"£{amount:,}"


def who_words(action: Action) -> str:
    """ "Some year groups: Years 7 and 8"."""
    who = WhoFor(action.who_for).label
    return f"{who}: {action.who_words}" if action.who_words else str(who)


def owner_words(action: Action) -> str:
    return action.owner.name if action.owner else action.owner_name or "Nobody yet"


def mark_of(action: Action, today: date, school_days: SchoolDays) -> str:
    return standing_words(action, last_heard(action), today, school_days)


def _line(place: Place, action: Action, today: date, school_days: SchoolDays, found: Outcome | None) -> Line:
    status = Status(action.status)
    asked = found is not None and found.reading is not Came.NOT_YET and status not in (Status.PROPOSED, Status.STOPPED)
    told = found if asked else None
    return Line(
        number=action.number,
        what=action.what,
        href=place.href("action", action.number),
        who=who_words(action),
        owner=owner_words(action),
        due=table_day(action.due_on) or "No day yet",
        status=str(status.label),
        value=status.value,
        colour=COLOURS[status],
        mark=mark_of(action, today, school_days),
        reading=told.words if told else "",
        reading_colour=OUTCOME_COLOURS[told.reading] if told else "",
    )


def _owners(actions: Iterable[Action]) -> list[tuple[str, str]]:
    """Those who own an action, by name, and "nobody" where one has none."""
    shown = list(actions)
    named = {str(each.owner.pk): each.owner.name for each in shown if each.owner}
    found = [(pk, name) for name, pk in sorted((name, pk) for pk, name in named.items())]
    nobody = any(each.owner is None and not each.owner_name for each in shown)
    return [*found, (NOBODY, "Nobody yet")] if nobody else found


def _choices(chosen: str, pairs: Iterable[tuple[str, object]]) -> Iterable[Choice]:
    yield Choice("", "All", not chosen)
    for value, text in pairs:
        yield Choice(str(value), str(text), str(value) == chosen)


def _listed(parts: Iterable[tuple[int, str]]) -> str:
    return ", ".join(f"{number} {words}" for number, words in parts if number)


def _actions(number: int) -> str:
    return "1 action" if number == 1 else f"{number} actions"
