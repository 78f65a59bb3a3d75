"""The plan as governors read it: one page that sums it up, then each action. One text for Word and for PDF.

It holds no update and nothing of the discussion: these are the school's own notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.actions.models import Action, Ground, Review, Status
from belonging.web.actions.presenters.action import no_measure_words, reason_of, so_far_words
from belonging.web.actions.presenters.outcomes import outcomes_lead, told_of
from belonging.web.actions.presenters.plan import (
    counted_words,
    mark_of,
    owner_words,
    pounds,
    totals_words,
    who_words,
)
from belonging.web.actions.queries.plan import PlanCounts, measure_in
from belonging.web.actions.queries.suggesting import practice_name
from belonging.web.actions.rules.measures import measure_words
from belonging.web.actions.rules.outcomes import NEVER_A_CAUSE, Outcome
from belonging.web.actions.rules.stalling import SchoolDays
from belonging.web.audit.rules.evidence import cleaned_text
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.programme.presenters.words import long_day, short_day, table_day

HEAD: Final = ("Action", "Who for", "Owner", "Due", "Status", "What came of it")
NO_MEASURE: Final = "No measure"
NOT_LOOKED_FOR: Final = "Not looked for"


@dataclass(frozen=True, slots=True)
class Line:
    """One action in the table, and below it. `facts` are pairs of a name and words, those that are empty left out."""

    number: int
    what: str
    cells: tuple[str, ...]
    detail: str
    why: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """`summary` are the sentences of the first page."""

    title: str
    school: str
    cohort: str
    day: str
    summary: tuple[str, ...]
    head: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(line.cells for line in self.lines)


@dataclass(frozen=True, slots=True)
class PlanRead:
    """What the document is made from. `grounds` by action."""

    school: str
    cohort: str
    actions: Sequence[Action]
    counts: PlanCounts
    outcomes: Mapping[int, Outcome]
    grounds: Mapping[int, Sequence[Ground]]
    voices: SchoolVoices | None
    meeting: Review | None
    school_days: SchoolDays


def plan_document(read: PlanRead, *, now: datetime) -> PlanDocument:
    return PlanDocument(
        title="Action plan",
        school=printable(read.school),
        cohort=printable(read.cohort),
        day=short_day(now),
        summary=tuple(map(printable, _summary(read))),
        head=HEAD,
        lines=tuple(_line(read, action, now) for action in read.actions),
    )


def printable(words: str) -> str:
    """Without signs that a Word file cannot hold, or that nobody sees: rows of an earlier day have them."""
    return cleaned_text(words.replace("\ufffe", "").replace("\uffff", ""))


def _summary(read: PlanRead) -> Iterator[str]:
    if not read.actions:
        yield "Nothing is planned yet."
        return
    yield counted_words(read.counts, read.actions)
    if totals := totals_words(read.actions):
        yield totals
    yield outcomes_lead(read.actions, read.outcomes)
    if any(read.outcomes[each.pk].finding for each in told_of(read.actions) if each.pk in read.outcomes):
        yield NEVER_A_CAUSE
    if read.meeting is not None:
        starts = timezone.localtime(read.meeting.starts_at)
        yield f"The plan is looked at next on {date_format(starts, 'l j F Y, H:i')}."


def _line(read: PlanRead, action: Action, now: datetime) -> Line:
    status = str(Status(action.status).label)
    mark = mark_of(action, timezone.localdate(now), read.school_days)
    came = _came(read, action)
    cells = (
        f"{action.number}. {action.what}",
        who_words(action),
        owner_words(action),
        table_day(action.due_on) or "No day yet",
        f"{status}. {mark}" if mark else status,
        _short(action, came),
    )
    return Line(
        number=action.number,
        what=printable(action.what),
        cells=tuple(map(printable, cells)),
        detail=printable(action.detail),
        why=tuple(map(printable, _why(read.grounds.get(action.pk, ())))),
        facts=tuple((name, printable(words)) for name, words in _facts(read, action, came) if words),
    )


def _came(read: PlanRead, action: Action) -> Outcome | None:
    """Of an idea, or of what was stopped, nothing is told."""
    return read.outcomes.get(action.pk) if told_of([action]) else None


def _short(action: Action, came: Outcome | None) -> str:
    if came is not None:
        return came.words
    return NOT_LOOKED_FOR if action.measure_item else NO_MEASURE


def _why(grounds: Iterable[Ground]) -> Iterator[str]:
    for reason in map(reason_of, grounds):
        yield " ".join(part for part in (reason.words, reason.origin) if part)


def _facts(read: PlanRead, action: Action, came: Outcome | None) -> Iterator[tuple[str, str]]:
    measure = measure_in(action)
    yield "When", _when(action)
    yield "Practice", practice_name(action.practice)
    unsaid = no_measure_words(read.grounds.get(action.pk, ()))
    yield "Success", measure_words(measure, read.voices) if measure else unsaid
    if came is not None:
        short = "" if came.sentence.startswith(came.words) else f"{came.words}."
        yield "What came of it", " ".join(part for part in (short, came.sentence, came.beside) if part)
    yield "Reach and cost", so_far_words(action)
    yield "Planned cost", pounds(action.cost_planned) if action.cost_planned and action.cost is None else ""


def _when(action: Action) -> str:
    parts = [
        f"from {long_day(action.starts_on)}" if action.starts_on else "",
        f"by {long_day(action.due_on)}" if action.due_on else "",
    ]
    words = " ".join(part for part in parts if part)
    return words[:1].upper() + words[1:]
