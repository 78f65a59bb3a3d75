"""Worst and best case beside what was answered: how much those who did not answer could change."""

from __future__ import annotations

from belonging.evaluation.bounds import Turnout, change_bounds, tipping_point
from belonging.evaluation.released import Measure, Supplement
from belonging.evaluation.rounding import half_up
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.spoken import in_100_between, points_between, roll_unknown, signed
from belonging.evaluation.supplements.turnout import Turnouts, turnouts_of
from belonging.evaluation.tables import wording

NOTES = (
    "The ends are what the share of everyone on roll would be if all who did not answer were negative, or all "
    "positive. They need no assumption, and no interval: the truth of these schools lies between them.",
    "A statement that was left out or declined counts as not positive, as in the tables. Schools that did not take "
    "part in a wave are not in it.",
)


def made(job: Job) -> Supplement | None:
    """Per statement: the bounds of each wave's share and of the change, and what it would take to undo the change."""
    there = turnouts_of(job)
    if there is None:
        return None
    missing = there.without_roll(job.rolls)
    measures = [] if missing else [one for item in there.counted.items for one in _of_item(job, there, item)]
    return Supplement(
        id="bounds",
        title="If those who did not answer thought otherwise",
        says="How far could the shares and changes lie from what was answered, whatever the others think?",
        method="bounds",
        measures=tuple(measures),
        notes=() if missing else NOTES,
        refusal=roll_unknown(missing) if missing else None,
    )


def _of_item(job: Job, there: Turnouts, item: str) -> list[Measure]:
    statement = f"“{wording(there.counted.items[item])}”"
    waves = [_turnout(job, there, item, wave) for wave in there.waves]
    names = [there.counted.waves[wave] for wave in there.waves]
    shares = [_share(item, statement, name, turnout) for name, turnout in zip(names, waves, strict=True)]
    if len(waves) == 1:
        return shares
    return [*shares, _change(item, statement, *waves), *_tipping(item, statement, *waves)]


def _turnout(job: Job, there: Turnouts, item: str, wave: int) -> Turnout:
    rolls = [job.rolls.get((school, there.counted.waves[wave])) for school in there.schools]
    return Turnout.of_schools(rolls, there.forms(wave).tolist(), there.positive(item, wave).tolist())


def _share(item: str, statement: str, wave: str, turnout: Turnout) -> Measure:
    low, high = (100 * end for end in turnout.bounds)
    return Measure(
        id=f"bounds:{item}:all:{wave}",
        label=f"{statement}, {wave}: share of everyone on roll, worst and best case",
        item=item,
        group="all",
        value=100 * turnout.share,
        unit="per cent",
        low=low,
        high=high,
        n=turnout.answered,
        text=f"{half_up(100 * turnout.share)} in 100 of those who answered; of everyone on roll "
        f"{in_100_between(low, high)}, whatever the {turnout.silent:,} others think.",
    )


def _change(item: str, statement: str, earlier: Turnout, later: Turnout) -> Measure:
    low, high = (100 * end for end in change_bounds(earlier, later))
    value = 100 * (later.share - earlier.share)
    return Measure(
        id=f"bounds:{item}:all:change",
        label=f"{statement}: change among everyone on roll, worst and best case",
        item=item,
        group="all",
        value=value,
        unit="points",
        low=low,
        high=high,
        n=min(earlier.answered, later.answered),
        text=f"{signed(value)} points among those who answered; among everyone on roll {points_between(low, high)}, "
        "whatever the others think.",
    )


def _tipping(item: str, statement: str, earlier: Turnout, later: Turnout) -> list[Measure]:
    needed = tipping_point(earlier, later)
    if needed is None:
        return []
    differently = f"{half_up(abs(100 * needed))} points {'less' if needed < 0 else 'more'}"
    return [
        Measure(
            id=f"bounds:{item}:all:undone",
            label=f"{statement}: how differently the silent must think to undo the change",
            item=item,
            group="all",
            value=100 * needed,
            unit="points",
            n=later.answered,
            text=f"If those who did not answer the last time were {differently} positive than those who did, and those "
            "silent the first time no different, there would be no change.",
        )
    ]
