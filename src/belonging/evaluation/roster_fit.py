"""Whether a roster fits the answers that it stands beside, and the rolls that a mapping file gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import polars as pl

from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.groups import PROGRAMME
from belonging.evaluation.movers import Roll
from belonging.evaluation.roster import InvalidRoster, Roster

MOST_NAMED: Final = 5


def check_fit(roster: Roster, answers: AnswerSet, rolls: Mapping[tuple[str, str], Roll]) -> None:
    """Raise InvalidRoster where fewer are on roll than answered, or where [rolls] gives another number."""
    on_roll = roster.rolls
    for (school, wave), sent in sorted(_sent(answers.frame).items()):
        people = on_roll.get((school, wave), sent)
        if people < sent:
            raise InvalidRoster(
                f"The roster has {people:,} on roll for {school}, {wave}, and {sent:,} answered. Give everyone who was "
                "on roll on the day, or take out answers that were sent twice."
            )
    for (school, wave), roll in sorted(rolls.items()):
        people = on_roll.get((school, wave), roll.on_roll)
        if people != roll.on_roll:
            raise InvalidRoster(
                f"The roster has {people:,} on roll for {school}, {wave}; the mapping file's [rolls.{wave}] says "
                f"{roll.on_roll:,}. Correct one of the two, or leave the line in the mapping file out."
            )


def misfits(roster: Roster, answers: AnswerSet) -> Iterator[str]:
    """Sentences about schools and waves that only one of the two has.

    Weights compare the programme's first wave with its last one; a row that is missing there makes the roster useless.
    """
    sent = _sent(answers.frame.filter(pl.col("arm") == PROGRAMME))
    waves = [wave for wave in answers.waves if any(wave == there for _, there in sent)]
    missing = sorted(key for key in sent if key[1] in (waves[0], waves[-1]) and key not in roster.rolls)
    if missing:
        yield f"The roster has no row for {_named(missing)}: it was not used."
    idle = sorted(set(roster.rolls) - set(_sent(answers.frame)))
    if idle:
        yield f"On the roster, without answers: {_named(idle)}."


def _sent(frame: pl.DataFrame) -> dict[tuple[str, str], int]:
    counted = frame.group_by("school", "wave").len()
    return {(school, wave): sent for school, wave, sent in counted.iter_rows()}


def _named(keys: Iterable[tuple[str, str]]) -> str:
    names = [f"{school}, {wave}" for school, wave in keys]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{'; '.join(names[:MOST_NAMED])}{more}"
