"""The plans of the pilot's schools: actions from gaps and low items, and what was written about them in the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from belonging.instruments.load import load_practices
from belonging.web.accounts.models import User
from belonging.web.actions.models import Action
from belonging.web.actions.queries.beginnings import priority_ground, voice_ground
from belonging.web.actions.rules.measures import Measure, is_released
from belonging.web.actions.rules.sources import GroundWords
from belonging.web.actions.services.plan import ActionWords, UpdateWords, add_action, note_update
from belonging.web.audit.models import Audit
from belonging.web.audit.queries.priorities import priorities_of
from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.audit.rules.priorities import Priority, PriorityKind
from belonging.web.cli.loading.audits import Auditing
from belonging.web.cli.loading.plans_words import (
    BANK,
    GAP_NOTES,
    IDEAS,
    MAY,
    NOV,
    OTHERS,
    PLANS,
    Day,
    Intended,
    Noted,
)
from belonging.web.cli.loading.story import Act
from belonging.web.cli.loading.term import at

FIRST_OF_YEAR = 9
"""Months before September are of the next calendar year."""
IDEA_AT_EVERY = 3
MOST = 7
"""Actions that a school takes on."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a plan rests on: the audit's priorities and what people said."""

    priorities: Sequence[Priority]
    voices: SchoolVoices | None

    @classmethod
    def of(cls, audit: Audit) -> Told:
        voices = voices_of(audit.school, audit.cohort)
        return cls(priorities_of(audit, voices), voices)

    def measure(self, meant: Intended) -> Measure | None:
        """What success should look like, as closely as it can be shown here; None where nothing can."""
        groups = [("send", "send"), ("all", "all")] if meant.send else [("all", "all")]
        wanted = [Measure(meant.audience, meant.item, by, group) for by, group in groups]
        return next((each for each in wanted if is_released(self.voices, each)), None)

    def first_of(self, meant: Intended) -> Priority | None:
        """Of the statements that the practice is for, the one that the audit puts first."""
        practice = load_practices().practice(meant.practice)
        keys = {meant.statement, *(practice.statements if practice else ())}
        return next((each for each in self.priorities if each.statement.key in keys), None)

    def grounds(self, first: Priority | None, measure: Measure | None) -> Iterator[GroundWords]:
        if first is not None:
            yield priority_ground(first)
        if measure is not None and (heard := self._heard(measure)) and (ground := voice_ground(heard)):
            yield ground

    def _heard(self, measure: Measure) -> Heard | None:
        if self.voices is None:
            return None
        return self.voices.heard(measure.audience, measure.item, by=measure.by, group=measure.group)


def make_plan(doing: Auditing, audit: Audit, autumn: int, now: datetime) -> list[tuple[Action, Intended]]:
    """All actions of a school, on the day that its team sat down with the findings. In the school's scope."""
    told = Told.of(audit)
    made = []
    wanted = [BANK[name] for name in PLANS.get(doing.school.slug, OTHERS)]
    for minutes, meant in enumerate([*wanted, *_against_a_gap(told, wanted)]):
        made.append((_add(doing, told, meant, autumn, now + timedelta(minutes=7 * minutes)), meant))
    if doing.place % IDEA_AT_EVERY == 0:
        what, why = IDEAS[doing.place % len(IDEAS)]
        words = ActionWords(what=what, idea=True)
        later = now + timedelta(hours=1)
        _added(doing, words, [GroundWords("idea", why)], later)
    return made


def _against_a_gap(told: Told, wanted: Sequence[Intended]) -> Iterator[Intended]:
    """A practice for what the audit puts first, where people's answers put it there and no action takes it up yet."""
    taken = {first.statement.key for meant in wanted if (first := told.first_of(meant))}
    used = {meant.practice for meant in wanted}
    open_ = [each for each in told.priorities if each.kind <= PriorityKind.SEND_GAP and each.statement.key not in taken]
    for priority in open_[:1] if len(wanted) < MOST else ():
        heard = priority.heard[0]
        fitting = [each for each in load_practices().practices if priority.statement.key in each.statements]
        practice = next((each for each in fitting if each.key not in used), None)
        if practice is not None:
            yield Intended(
                str(practice.name), practice.key, priority.statement.key, heard.item, "lead", (NOV, 9), (MAY, 15),
                GAP_NOTES, audience=heard.audience, send=heard.by == "send",
            )  # fmt: skip


def notes_on(doing: Auditing, made: Sequence[tuple[Action, Intended]], autumn: int) -> Iterator[tuple[datetime, Act]]:
    """Everything written about the actions in the year, each with its moment."""
    for action, meant in made:
        for note in meant.notes:
            yield moment_of(note.on, autumn, 16), partial(_write, doing, action, meant, note)


def _write(doing: Auditing, action: Action, meant: Intended, note: Noted, now: datetime) -> None:
    said = UpdateWords(text=note.text, status=note.status, reach=_of_roll(doing, note.reach), cost=note.cost)
    note_update(action=action, said=said, actor=str(_owner(doing, meant).pk), now=now)


def moment_of(day: Day, autumn: int, hour: int, minute: int = 0) -> datetime:
    """That day of the school year; of a weekend, the Friday before."""
    return at(day_of(day, autumn), time(hour, minute))


def day_of(day: Day, autumn: int) -> date:
    month, number = day
    found = date(autumn if month >= FIRST_OF_YEAR else autumn + 1, month, number)
    return found - timedelta(days=max(found.weekday() - 4, 0))


def _add(doing: Auditing, told: Told, meant: Intended, autumn: int, now: datetime) -> Action:
    measure, first = told.measure(meant), told.first_of(meant)
    words = ActionWords(
        what=meant.what,
        detail=meant.detail,
        who_for=meant.who_for,
        who_words=meant.who_words,
        practice=meant.practice,
        statement=first.statement.key if first else meant.statement,
        owner=_owner(doing, meant).pk,
        starts_on=day_of(meant.starts, autumn),
        due_on=day_of(meant.due, autumn),
        measure=measure,
        reach_planned=_of_roll(doing, meant.reach),
        cost_planned=meant.cost,
    )
    grounds = list(told.grounds(first, measure))
    return _added(doing, words, grounds or [GroundWords("idea", "We have wanted to do this for long.")], now)


def _added(doing: Auditing, words: ActionWords, grounds: Sequence[GroundWords], now: datetime) -> Action:
    return add_action(
        school=doing.school, cohort=doing.cohort, words=words, grounds=grounds, actor=doing.circle.actor, now=now
    )


def _owner(doing: Auditing, meant: Intended) -> User:
    circle = doing.circle
    return {"lead": circle.lead, "head": circle.head, "senco": circle.senco}.get(meant.owner, circle.colleagues[0])


def _of_roll(doing: Auditing, reach: int | None) -> int | None:
    """No more pupils than there are."""
    return None if reach is None else min(reach, doing.roll)
