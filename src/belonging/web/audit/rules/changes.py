"""What is different since a school's last audit, statement by statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from belonging.web.audit.rules.record import AreaRecord, AuditRecord, StatementRecord

PARTS: Final = {
    "wording": "the statement",
    "fully": "what “fully met” means",
    "partially": "what “partially met” means",
    "not_yet": "what “not yet met” means",
}
_STEPS: Final = {"": None, "not_yet": 0, "partially": 1, "fully": 2}


class Step(StrEnum):
    """From the rating then to the rating now. UNTOLD where one of them is missing."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class StatementChange:
    """One statement of the last audit, of this one, or of both.

    `reworded` names the texts that differ. `then` is what the school had written, None where it is new; `now` is None
    where it is gone. `stage` is the last audit's ("Baseline").
    """

    key: str
    stage: str
    then: StatementRecord | None
    now: StatementRecord | None
    moved_from: str = ""
    reworded: tuple[str, ...] = ()

    @property
    def new(self) -> bool:
        return self.then is None

    @property
    def gone(self) -> bool:
        return self.now is None

    @property
    def rating_then(self) -> str:
        return self.then.value if self.then else ""

    @property
    def rating_now(self) -> str:
        return self.now.value if self.now else ""

    @property
    def step(self) -> Step:
        return step_between(self.rating_then, self.rating_now)

    @property
    def badge(self) -> str:
        """A few words to stand beside the statement; empty where it is as it was."""
        if self.now is None:
            return "Gone since your last audit"
        if self.then is None:
            return "New since your last audit"
        if not self.now.asked and self.then.asked:
            return "Hidden since your last audit"
        if self.now.asked and not self.then.asked:
            return "Was hidden in your last audit"
        return "Changed since your last audit" if self.reworded or self.moved_from else ""

    @property
    def words(self) -> str:
        """What the badge means, in a sentence."""
        if self.now is None:
            return "It is no longer part of the audit. What you wrote then is kept."
        if self.then is None:
            return "Your last audit did not ask this."
        told = []
        if self.reworded:
            changed = " and ".join(part for part in (", ".join(self.reworded[:-1]), self.reworded[-1]) if part)
            told.append(f"New wording of {changed}.")
        if self.moved_from:
            told.append(f"Moved here from “{self.moved_from}”.")
        return " ".join(told)


def step_between(then: str, now: str) -> Step:
    before, after = _STEPS[then], _STEPS[now]
    if before is None or after is None:
        return Step.UNTOLD
    return Step.SAME if before == after else Step.UP if after > before else Step.DOWN


def changes_between(then: AuditRecord, now: AuditRecord) -> dict[str, StatementChange]:
    """By key: those of now in their order, then those that are gone."""
    return {change.key: change for change in _changes(then, now)}


def _changes(then: AuditRecord, now: AuditRecord) -> Iterator[StatementChange]:
    before = {statement.key: (area, statement) for area, statement in then.placed()}
    for area, statement in now.placed():
        placed = before.pop(statement.key, None)
        if placed is None:
            yield StatementChange(statement.key, then.stage, None, statement)
        else:
            yield _change(then.stage, placed, (area, statement))
    for _, statement in before.values():
        yield StatementChange(statement.key, then.stage, statement, None)


def _change(
    stage: str, then: tuple[AreaRecord, StatementRecord], now: tuple[AreaRecord, StatementRecord]
) -> StatementChange:
    (area_then, before), (area_now, after) = then, now
    return StatementChange(
        key=after.key,
        stage=stage,
        then=before,
        now=after,
        moved_from="" if area_then.key == area_now.key else area_then.title,
        reworded=tuple(words for part, words in PARTS.items() if getattr(before, part) != getattr(after, part)),
    )
