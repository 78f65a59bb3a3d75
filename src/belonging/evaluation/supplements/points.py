"""What the supplements on changes have in common: the programme's counts of two waves, and a change as a measure."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.cells import Cells, Tally, only, tally
from belonging.evaluation.estimates import Estimate
from belonging.evaluation.groups import PROGRAMME
from belonging.evaluation.released import Measure, Refusal
from belonging.evaluation.tables import wording
from belonging.instruments.model import Item, Part

Counts = NDArray[np.int64]

ONE_BY_ONE = (
    "Each statement is read on its own here; among many, one in twenty looks clear by chance. "
    "The tables read them together."
)


@dataclass(frozen=True, slots=True)
class TwoWaves:
    """The first and the last wave in which programme schools answered; counts have shape (schools, 2)."""

    earlier: str
    later: str
    counted: Tally
    places: tuple[int, int]

    @property
    def forms(self) -> Counts:
        return self.counted.forms[:, 0, self.places]

    def positive(self, item: str) -> Counts:
        return self.counted.part(item, Part.POSITIVE)[:, 0, self.places]


@dataclass(frozen=True, slots=True)
class About:
    """What a measure is of: its item, what it measures in words, and a stable name for that."""

    supplement: str
    item: Item
    what: str
    name: str
    group: str = "all"

    @property
    def id(self) -> str:
        return f"{self.supplement}:{self.item.key}:{self.group}:{self.name}"

    @property
    def label(self) -> str:
        return f"“{wording(self.item)}”: {self.what}"


def programme(cells: Cells) -> Cells:
    """Without the schools that only answer."""
    return only(cells, "arm", (PROGRAMME,))


def two_waves(cells: Cells) -> TwoWaves | None:
    """None where the programme's schools answered in one wave or none."""
    counted = tally(programme(cells), "all")
    answered = np.flatnonzero(counted.totals[0])
    if len(answered) < 2:
        return None
    places = (int(answered[0]), int(answered[-1]))
    return TwoWaves(counted.waves[places[0]], counted.waves[places[1]], counted, places)


def measure(about: About, estimate: Estimate, people: Counts, text: str = "") -> Measure:
    """A contrast in points. `people` (schools, columns) are those it rests on; the base is the smallest column."""
    interval = estimate.interval or (None, None)
    return Measure(
        id=about.id,
        label=about.label,
        item=about.item.key,
        group=about.group,
        value=None if math.isnan(estimate.low) else estimate.low,
        unit="points",
        low=interval[0],
        high=interval[1],
        df=estimate.df,
        n=int(people.sum(axis=0).min()),
        schools=int(people.any(axis=1).sum()),
        text=text or sentence(estimate),
        refusal=estimate.refusal,
    )


def sentence(estimate: Estimate, more: str = "More than before", fewer: str = "Fewer than before") -> str:
    """What may be said: a direction only where the whole interval lies on one side of 0. No number is in it."""
    if estimate.interval is None:
        return (estimate.refusal or NO_INTERVAL).sentence
    low, high = estimate.interval
    if low > 0:
        return f"{more}: the whole interval lies above 0."
    if high < 0:
        return f"{fewer}: the whole interval lies below 0."
    return "Not clear: the interval holds 0. That does not say that nothing differs."


NO_INTERVAL = Refusal("no-interval", "There is no interval, so nothing can be said of the difference.")
