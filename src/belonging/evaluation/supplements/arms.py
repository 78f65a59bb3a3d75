"""The programme's schools beside schools that only answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.arms import NOT_RECORDED, Allocation, By, difference_in_change
from belonging.evaluation.cells import tally
from belonging.evaluation.change import change_among_schools
from belonging.evaluation.estimates import Estimate
from belonging.evaluation.plan import Plan
from belonging.evaluation.released import Measure, Refusal, Supplement
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.points import ONE_BY_ONE, About, measure, sentence
from belonging.instruments.model import Part

NAME = "arms"
Counts = NDArray[np.int64]

NOT_IN_TWO_WAVES = Refusal(
    "arms-in-one-wave",
    "There are comparison schools, but no two waves in which both arms answered, so no change can be compared.",
)


def made(job: Job) -> Supplement | None:
    """None without comparison schools. The plan says how they were chosen."""
    allocation = allocation_of(job.plan)
    counted = tally(job.cells, "arm")
    if not counted.totals[1].any():
        return None
    both = np.flatnonzero((counted.totals > 0).all(axis=0))
    if len(both) < 2:
        return _supplement((), allocation, NOT_IN_TWO_WAVES)
    waves = (int(both[0]), int(both[-1]))
    measures = []
    for item in job.cells.items.values():
        forms, positive = _ends(counted.forms, waves), _ends(counted.part(item.key, Part.POSITIVE), waves)
        difference = difference_in_change(forms, positive)
        about = About(NAME, item, _called(allocation), "difference")
        measures.append(measure(about, difference, forms.reshape(-1, 4), _sentence(difference, allocation)))
        for place, arm in enumerate(counted.groups):
            own = change_among_schools(forms[:, place], positive[:, place])
            measures.append(measure(About(NAME, item, f"change in {arm} schools", arm), own, forms[:, place]))
    return _supplement(tuple(measures), allocation)


def allocation_of(plan: Plan) -> Allocation:
    """The record that the plan holds; plans are fixed before the baseline."""
    if plan.allocation == "not-recorded":
        return NOT_RECORDED
    by = By(plan.allocation)
    return Allocation(by, before_baseline=True, seed=plan.allocation_seed if by is By.CHANCE else None)


def _ends(counts: Counts, waves: tuple[int, int]) -> Counts:
    return counts[:, :, waves]


def _called(allocation: Allocation) -> str:
    return (
        "estimated effect of the programme"
        if allocation.allows_effect
        else "difference in change, programme less comparison"
    )


def _sentence(difference: Estimate, allocation: Allocation) -> str:
    """A direction only where the interval leaves 0 out; a cause only after a draw."""
    if difference.interval is None or difference.interval[0] <= 0 <= difference.interval[1]:
        return sentence(difference)
    moved, side = ("up", "above") if difference.interval[0] > 0 else ("down", "below")
    if allocation.allows_effect:
        return (
            f"The programme moved the share of positive answers {moved}: schools were drawn by lot before the "
            f"baseline, and the whole interval lies {side} 0."
        )
    return (
        f"The share of positive answers moved {moved} against the comparison schools', and the whole interval lies "
        f"{side} 0. Schools were not drawn by lot before the baseline, so the programme need not be why."
    )


def _supplement(measures: tuple[Measure, ...], allocation: Allocation, refusal: Refusal | None = None) -> Supplement:
    return Supplement(
        id=NAME,
        title="Programme and comparison schools",
        says="Did the programme's schools change more than schools that only answered?",
        method="comparison-schools",
        measures=measures,
        notes=(ONE_BY_ONE, _recorded(allocation)),
        refusal=refusal,
    )


def _recorded(allocation: Allocation) -> str:
    if allocation.by is By.CHANCE and allocation.before_baseline:
        return (
            f"Schools were drawn into the arms before the baseline, with the seed {allocation.seed}: the difference in "
            "change is the programme's effect, within its interval, if the schools kept to their arms."
        )
    if allocation.by is By.CHANCE:
        return "Schools were drawn into the arms, but after answers were in; so the difference is not called an effect."
    return (
        "Schools were not drawn into the arms by lot. Those that joined may differ from those that did not, so the "
        "difference in change is not called an effect."
    )
