"""Linked pupils: how much the same pupils have changed, where answers of two waves can be put side by side.

Only pupils who answered both times at the same school are in it, so that it speaks of those who stayed and not of all;
the change among everyone stands beside it, and so does how many could be linked (docs/methods/linked.md).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

from belonging.evaluation.change import contrast_among_schools
from belonging.evaluation.estimates import Estimate

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Links:
    """Counts per school, shape (schools,), of pupils who answered in both waves.

    `forms` (schools, 2) are all questionnaires sent in either wave. Per item, `gained` chose the part in the later
    wave alone, `lost` in the earlier alone.
    """

    schools: tuple[str, ...]
    pupils: Counts
    forms: Counts
    gained: Mapping[str, Counts]
    lost: Mapping[str, Counts]

    @property
    def rates(self) -> tuple[float, float]:
        """The fraction of each wave's questionnaires that could be linked."""
        linked, (earlier, later) = int(self.pupils.sum()), self.forms.sum(axis=0)
        return linked / max(int(earlier), 1), linked / max(int(later), 1)


def link(frame: pl.DataFrame, codes: Mapping[str, Collection[int]], waves: tuple[str, str]) -> Links:
    """Put two waves' rows of the same `pupil` of the same `school` side by side.

    `codes` names, per item, the answers that make up the part (positive, say); every other answer, and none, is not
    in it, as in the shares. Rows without a pupil count in `forms` alone.
    """
    schools = tuple(sorted(frame.get_column("school").unique()))
    inside = [pl.col(item).is_in(list(wanted)).fill_null(value=False).alias(item) for item, wanted in codes.items()]
    rows = frame.filter(pl.col("pupil").is_not_null()).select("school", "wave", "pupil", *inside)
    earlier, later = (rows.filter(pl.col("wave") == wave).drop("wave") for wave in waves)
    pairs = earlier.join(later, on=["school", "pupil"], suffix=" later", validate="1:1")
    made = pairs.group_by("school").agg(
        pl.len().alias(" pupils"),
        *((~pl.col(item) & pl.col(f"{item} later")).sum().alias(f"{item} gained") for item in codes),
        *((pl.col(item) & ~pl.col(f"{item} later")).sum().alias(f"{item} lost") for item in codes),
    )
    sent = frame.group_by("school").agg(
        *((pl.col("wave") == wave).sum().alias(str(place)) for place, wave in enumerate(waves))
    )
    return Links(
        schools=schools,
        pupils=_by_school(made, " pupils", schools),
        forms=np.stack([_by_school(sent, str(place), schools) for place in range(2)], axis=1),
        gained={item: _by_school(made, f"{item} gained", schools) for item in codes},
        lost={item: _by_school(made, f"{item} lost", schools) for item in codes},
    )


def linked_change(pupils: ArrayLike, gained: ArrayLike, lost: ArrayLike) -> Estimate:
    """Mean within-pupil change in points, for schools like these; counts of shape (schools,).

    A pupil's change is +1, 0 or -1, its mean the gained less the lost over all linked; schools are the clusters.
    Raises clusters.EmptyGroup where nobody is linked.
    """
    people = np.asarray(pupils).reshape(-1, 1)
    difference = (np.asarray(gained, dtype=np.int64) - np.asarray(lost, dtype=np.int64)).reshape(-1, 1)
    return contrast_among_schools(people, difference, [1.0])


def _by_school(table: pl.DataFrame, column: str, schools: tuple[str, ...]) -> Counts:
    found = dict(zip(table.get_column("school"), table.get_column(column), strict=True))
    return np.array([found.get(school, 0) for school in schools], dtype=np.int64)
