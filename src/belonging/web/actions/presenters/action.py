"""One action: what it is, why, what success will look like, how it goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from belonging.web.actions.models import Action, Ground, Status, Update
from belonging.web.actions.models.actions import GroundKind
from belonging.web.actions.presenters.plan import COLOURS, Place, mark_of, owner_words, pounds, who_words
from belonging.web.actions.queries.beginnings import latest_audit
from belonging.web.actions.queries.plan import grounds_of, measure_in, updates_of
from belonging.web.actions.queries.suggesting import practice_name
from belonging.web.actions.rules.measures import measure_caution, measure_words
from belonging.web.actions.rules.stalling import OPEN
from belonging.web.audit.presenters.work import way
from belonging.web.audit.queries.asked import statement_in
from belonging.web.audit.queries.record import NOBODY, names_of
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.programme.presenters.words import long_day, short_day
from belonging.web.schools.rules.calendar import Calendar
from belonging.web.ui.components import Link, SummaryRow, element


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground, with where its words are from."""

    kind: str
    words: str
    origin: str


@dataclass(frozen=True, slots=True)
class Told:
    """One update. `changes` say what was different from then on."""

    head: str
    text: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionPage:
    title: str
    caption: str
    status: str
    colour: str
    mark: str
    mark_words: str
    who_and_when: str
    detail: str
    facts: tuple[SummaryRow, ...]
    reasons: tuple[Reason, ...]
    measure: str
    measure_caution: str
    no_measure: str
    telling: tuple[SummaryRow, ...]
    so_far: str
    updates: tuple[Told, ...]
    edit: str
    update: str
    stop: str
    back: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What is read beside an action. `names` are of those who added, changed and wrote, by actor."""

    grounds: Sequence[Ground]
    updates: Sequence[Update]
    names: Mapping[str, str]
    measure: str
    measure_caution: str = ""
    practice: str = ""
    statement: Link | None = None


def beside_action(action: Action, voices: SchoolVoices | None, *, awaited: bool = True) -> Beside:
    """`awaited`: what comes of it can't be told yet, so that what is to be expected is worth saying."""
    updates = updates_of(action)
    measure = measure_in(action)
    return Beside(
        grounds=grounds_of(action),
        updates=updates,
        names=names_of([action.created_by, action.changed_by, *(each.by for each in updates)]),
        measure=measure_words(measure, voices) if measure else "",
        measure_caution=measure_caution(measure, voices) if measure and awaited else "",
        practice=practice_name(action.practice),
        statement=_statement(action),
    )


def _statement(action: Action) -> Link | None:
    """Of the newest audit; None where that does not have it."""
    audit = latest_audit(action.school, action.cohort) if action.statement else None
    asked = statement_in(audit, action.statement) if audit else None
    if audit is None or asked is None:
        return None
    return Link(f"{asked.statement.number} {asked.statement.wording}", way(audit, "statement", action.statement))


def action_page(
    *, place: Place, action: Action, beside: Beside, calendar: Calendar, today: date, may_work: bool
) -> ActionPage:
    status = Status(action.status)
    mark = mark_of(action, today, calendar.school_days_between)
    return ActionPage(
        title=action.what,
        caption=f"Action {action.number}",
        status=str(status.label),
        colour=COLOURS[status],
        mark=mark,
        mark_words=_what_to_do(mark, action, today) if mark else "",
        who_and_when=_who_and_when(action),
        detail=action.detail,
        facts=tuple(_facts(action, beside, calendar)),
        reasons=tuple(map(reason_of, beside.grounds)),
        measure=beside.measure,
        measure_caution=beside.measure_caution,
        no_measure=no_measure_words(beside.grounds),
        telling=tuple(_telling(action)),
        so_far=so_far_words(action),
        updates=tuple(_told(beside.updates, beside.names)),
        edit=place.href("edit", action.number) if may_work else "",
        update=place.href("update", action.number),
        stop=f"{place.href('update', action.number)}?status=stopped" if may_work and action.status in OPEN else "",
        back=place.href("plan"),
    )


def reason_of(ground: Ground) -> Reason:
    told = f"As released on {short_day(ground.release.released_at)}." if ground.release else ""
    return Reason(str(GroundKind(ground.kind).label), ground.words, told)


def no_measure_words(grounds: Iterable[Ground]) -> str:
    """What is said where nobody has chosen a measure. Those who asked for it can be asked again."""
    if any(ground.kind == GroundKind.PUPILS for ground in grounds):
        return "Ask the pupils who raised this whether it is better."
    return "Nobody has said yet what should move."


def so_far_words(action: Action) -> str:
    """ "118 of about 100 people took part. £250 of £400 is spent."."""
    told = []
    if action.reach is not None:
        planned = f" (we planned for {action.reach_planned:,})" if action.reach_planned else ""
        told.append(f"{action.reach:,} {'person' if action.reach == 1 else 'people'} took part so far{planned}.")
    if action.cost is not None:
        planned = f" of {pounds(action.cost_planned)} planned" if action.cost_planned else ""
        told.append(f"{pounds(action.cost)} is spent{planned}.")
    return " ".join(told)


def holiday_words(day: date | None, calendar: Calendar) -> str:
    """A warning where it is due on a day without school; empty otherwise."""
    if day is None or calendar.is_school_day(day):
        return ""
    before = calendar.add_school_days(day, -1)
    return f"{long_day(day)} is not a school day. The last one before it is {long_day(before)}."


def _what_to_do(mark: str, action: Action, today: date) -> str:
    if action.due_on and action.due_on < today:
        return f"{mark}: it was due on {long_day(action.due_on)}. Say that it is done, or edit it to give it a new day."
    return f"{mark}. One sentence on how it goes is enough."


def _who_and_when(action: Action) -> str:
    """ "Asha Lead, by Friday 11 December 2026"."""
    return f"{owner_words(action)}, {f'by {long_day(action.due_on)}' if action.due_on else 'no day yet'}"


def _facts(action: Action, beside: Beside, calendar: Calendar) -> Iterator[SummaryRow]:
    yield SummaryRow("Who for", who_words(action))
    if action.starts_on:
        yield SummaryRow("Starts", long_day(action.starts_on))
    if holiday := holiday_words(action.due_on, calendar):
        yield SummaryRow("By", holiday)
    if beside.practice:
        yield SummaryRow("Practice", beside.practice)
    if beside.statement:
        told = element("a", {"class": "govuk-link", "href": beside.statement.href}, beside.statement.text)
        yield SummaryRow("Statement of the audit", told)
    if action.reach_planned:
        yield SummaryRow("Planned to reach", f"{action.reach_planned:,} people")
    if action.cost_planned is not None:
        yield SummaryRow("Planned cost", pounds(action.cost_planned))
    added = f"{beside.names.get(action.created_by, NOBODY)}, {short_day(action.created_at)}"
    if action.revision > 1:
        added += f"; changed by {beside.names.get(action.changed_by, NOBODY)}, {short_day(action.changed_at)}"
    yield SummaryRow("Added by", added)


def _telling(action: Action) -> Iterator[SummaryRow]:
    if action.for_pupils:
        yield SummaryRow("Pupils", action.for_pupils)
    if action.for_families:
        yield SummaryRow("Families", action.for_families)


def _told(updates: Iterable[Update], names: Mapping[str, str]) -> Iterator[Told]:
    """Newest first; each is compared with the one before it in time."""
    shown = list(updates)
    for update, before in zip(shown, [*shown[1:], None], strict=False):
        yield Told(
            f"{names.get(update.by, NOBODY)}, {long_day(update.at)}", update.text, tuple(_changes(update, before))
        )


def _changes(update: Update, before: Update | None) -> Iterator[str]:
    if update.status != (before.status if before else Status.PLANNED):
        yield f"Status: {update.get_status_display()}"
    if update.reach is not None and update.reach != (before.reach if before else None):
        yield f"Took part so far: {update.reach:,}"
    if update.cost is not None and update.cost != (before.cost if before else None):
        yield f"Spent so far: {pounds(update.cost)}"
