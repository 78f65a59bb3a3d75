"""An audit's own page: how far it is, and its statements as a list to work through."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from belonging.web.audit.models import Audit, RatingEntry
from belonging.web.audit.presenters.overview import NextStep, priorities_of_audit
from belonging.web.audit.presenters.work import (
    COLOURS,
    PROPOSED,
    Reader,
    audit_title,
    clock,
    counted,
    long_day,
    minutes,
    people_words,
    rated,
    way,
    way_to_version,
)
from belonging.web.audit.queries.asked import Asked
from belonging.web.audit.queries.work import Desk
from belonging.web.audit.rules.changes import StatementChange
from belonging.web.audit.rules.progress import AreaProgress, Progress
from belonging.web.audit.services.signing import reopen_fault
from belonging.web.ui.components import Link, Task, element


@dataclass(frozen=True, slots=True)
class AreaBlock:
    """`tasks` is empty where the statements stand in the order proposed; `href` leads to where they do not."""

    key: str
    href: str
    title: str
    yours: bool
    words: str
    rated: int
    asked: int
    ratings: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class StagePage:
    title: str
    state: str
    colour: str
    sentence: str
    next: NextStep
    progress: Progress
    progress_words: str
    yours: str
    waiting: tuple[Link, ...]
    orders: tuple[Link, ...]
    proposed: tuple[Task, ...]
    proposed_words: str
    done: tuple[Task, ...]
    areas: tuple[AreaBlock, ...]
    links: tuple[Link, ...]
    earlier: tuple[Link, ...] = ()
    note: str = ""
    hidden: Link | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the desk. `left_off`: where the reader saved last; `names` by actor; `every`: the
    statements in order, those that are hidden among them."""

    progress: Progress
    changes: Mapping[str, StatementChange]
    waiting: Iterable[RatingEntry]
    left_off: str
    names: Mapping[str, str] = field(default_factory=dict)
    every: Sequence[Asked] = ()


def stage_page(*, desk: Desk, around: Around, reader: Reader, now: datetime) -> StagePage:
    audit = desk.audit
    # Of a hidden statement nothing can be taken until it is asked again, of a signed-off audit until it is reopened.
    waiting = [] if audit.is_signed_off else [each for each in around.waiting if each.statement in desk.by_key]
    state, colour = ("Signed off", "teal") if audit.is_signed_off else ("Under way", "yellow")
    held = {entry.statement for entry in waiting}
    return StagePage(
        title=audit_title(audit),
        state=state,
        colour=colour,
        sentence=_sentence(audit, around),
        next=_next(desk, around, reader),
        progress=around.progress,
        progress_words=_progress_words(around.progress, done=audit.is_signed_off),
        yours="" if audit.is_signed_off else _yours(around.progress, desk.own),
        waiting=tuple(_waiting(entry, desk, around.names, reader) for entry in waiting),
        orders=_orders(desk) if reader.may_work and not audit.is_signed_off else (),
        proposed=tuple(_task(desk, desk.by_key[key], around, held, desk.why[key]) for key in desk.why),
        proposed_words=_proposed_words(desk),
        done=tuple(
            _task(desk, each, around, held) for each in desk.asked if desk.why and each.statement.key not in desk.why
        ),
        areas=tuple(_area(area, desk, around, held) for area in _own_first(around.progress.by_area, desk.own)),
        links=tuple(_links(audit, reader, now)),
        earlier=tuple(_earlier(audit, around.names)),
        note=audit.sign_off_note,
        hidden=_hidden(audit, sum(not each.is_asked for each in around.every)),
    )


def _hidden(audit: Audit, number: int) -> Link | None:
    if not number:
        return None
    words = f"{counted(number, 'statement')} {'is' if number == 1 else 'are'} hidden. See which, and why"
    return Link(words, f"{way(audit, 'tailoring')}#hidden")


def _sentence(audit: Audit, around: Around) -> str:
    if audit.signed_off_at:
        by = around.names.get(audit.signed_off_by, "")
        return f"Signed off by {by} on {long_day(audit.signed_off_at)}. It stays as it was on that day."
    due = f" It is due by {long_day(audit.due_on)}." if audit.due_on else ""
    return f"Rate each statement, and say in a sentence how you know.{due}"


def _progress_words(progress: Progress, *, done: bool) -> str:
    words = f"{progress.rated} of {progress.asked} statements rated"
    return words if done or progress.is_whole else f"{words}, {minutes(progress.minutes_left)} left"


def _yours(progress: Progress, own: Collection[str]) -> str:
    """What is left of the areas that the reader has, before all else; empty where the reader has none."""
    areas = [area for area in progress.by_area if area.area in own]
    if not areas:
        return ""
    asked, left = sum(area.asked for area in areas), sum(area.asked - area.rated for area in areas)
    titles = people_words(tuple(area.title for area in areas))
    return f"Yours: {titles}, {f'{left} of {asked} statements not rated yet' if left else 'all rated'}."


def _next(desk: Desk, around: Around, reader: Reader) -> NextStep:
    audit = desk.audit
    if audit.is_signed_off:
        return NextStep("Read it as it was", "Each statement stands as it was rated, with what people had said.")
    if not reader.may_work:
        return NextStep(
            "You read along",
            "The people of the school rate the statements. You can read everything, and take part in the discussion.",
        )
    key = desk.next_after(around.left_off)
    if key is None:
        text = "Every statement is rated. "
        if reader.may_run:
            return NextStep(
                "Sign the audit off", text + "Look through it once more.", way(audit, "sign_off"), "Sign off"
            )
        return NextStep("All is rated", text + "Your school lead looks through the audit and signs it off.")
    statement = desk.by_key[key].statement
    title = "Go on where you left off" if around.left_off else "Begin with the first statement"
    order = PROPOSED if desk.why else ""
    href = way(audit, "statement", key, order=order)
    return NextStep(title, f"{statement.number} {statement.wording}", href, "Go on" if around.left_off else "Begin")


def _waiting(entry: RatingEntry, desk: Desk, names: Mapping[str, str], reader: Reader) -> Link:
    number, who = desk.by_key[entry.statement].statement.number, names.get(entry.by, "Somebody")
    return Link(f"{number}: {who}’s version of {clock(entry.at)}", way_to_version(desk.audit, entry, reader))


def _orders(desk: Desk) -> tuple[Link, ...]:
    here = way(desk.audit, "stage")
    return (
        Link("By number", here, current=not desk.why),
        Link("In the order your own data propose", way(desk.audit, "stage", order=PROPOSED), current=bool(desk.why)),
    )


def _proposed_words(desk: Desk) -> str:
    if any(desk.why.values()):
        return "What people clearly find wanting comes first, then what you rated lowest last time."
    return "Nothing that people said is clearly low yet, so this is the order of the audit."


def _own_first(areas: Iterable[AreaProgress], own: Collection[str]) -> list[AreaProgress]:
    return sorted(areas, key=lambda area: area.area not in own)


def _area(area: AreaProgress, desk: Desk, around: Around, held: Collection[str]) -> AreaBlock:
    every = [each for each in around.every if each.statement.area == area.area]
    told = [counted(area.asked, "statement")]
    if area.people:
        told.append(people_words(area.people))
    if area.minutes_left and not desk.audit.is_signed_off:
        told.append(f"{minutes(area.minutes_left)} left")
    return AreaBlock(
        key=area.area,
        href=f"{way(desk.audit, 'stage') if desk.why else ''}#area-{area.area}",
        title=area.title,
        yours=area.area in desk.own,
        words=" · ".join(told),
        rated=area.rated,
        asked=area.asked,
        ratings=_ratings(area),
        tasks=() if desk.why else tuple(_task(desk, each, around, held) for each in every),
    )


def _ratings(area: AreaProgress) -> str:
    words = f"{area.rated} of {area.asked} rated"
    if not area.rated:
        return words
    return f"{words}: {area.fully} fully, {area.partially} partially, {area.not_yet} not yet met"


def _task(desk: Desk, asked: Asked, around: Around, held: Collection[str], why: str = "") -> Task:
    statement, change = asked.statement, around.changes.get(asked.statement.key)
    if asked.hidden_because:
        grey = element("span", {"class": "bm-secondary"}, f"{statement.number} {statement.wording}")
        return Task(grey, "Not asked", hint=f"Hidden: {asked.hidden_because}", waiting=True)
    rating = desk.ratings.get(statement.key)
    value = rating.value if rating else ""
    hints = [why] if why else []
    if asked.own:
        hints.append("Your school’s own statement.")
    if statement.key in held:
        hints.append("Two versions wait to be settled.")
    if change is not None:
        hints += [f"{change.badge}."] if change.badge else []
        hints += [f"At {change.stage.lower()}: {rated(change.rating_then).lower()}."] if change.rating_then else []
    if rating is not None and not value:
        hints.append("Begun: words, but no rating yet.")
    href = way(desk.audit, "statement", statement.key, order=PROPOSED if desk.why else "")
    title = f"{statement.number} {statement.wording}"
    return Task(title, rated(value), href, " ".join(hints), COLOURS[value])


def _links(audit: Audit, reader: Reader, now: datetime) -> Iterable[Link]:
    if audit.is_signed_off:
        yield Link("Read the whole audit as it was", way(audit, "past"))
    yield Link("See priorities: your ratings beside what people said", priorities_of_audit(audit))
    if reader.may_run and not audit.is_signed_off:
        yield Link("Change the day it is due by" if audit.due_on else "Give it a day to be done by", way(audit, "due"))
        yield Link("Share the areas out", way(audit, "share"))
        yield Link("Sign the audit off", way(audit, "sign_off"))
    if reader.may_run and audit.is_signed_off and not reopen_fault(audit, now):
        yield Link("Reopen this audit", way(audit, "reopen"))
    if not audit.is_signed_off:
        words = "Add or hide statements" if reader.may_run else "Statements added or hidden"
        yield Link(words, way(audit, "tailoring"))
    yield Link("Print the audit (PDF)", way(audit, "printed"))
    if not audit.is_signed_off:
        yield Link("Print a blank sheet (PDF)", way(audit, "blank"))


def _earlier(audit: Audit, names: Mapping[str, str]) -> Iterable[Link]:
    for number, each in enumerate(audit.earlier, start=1):
        by, again = (names.get(each[part], "") for part in ("signed_off_by", "reopened_by"))
        signed, opened = (long_day(datetime.fromisoformat(each[part])) for part in ("signed_off_at", "reopened_at"))
        words = f"Signed off by {by} on {signed}, reopened by {again} on {opened}: {each['reason']}"
        yield Link(words, way(audit, "past_earlier", number))
