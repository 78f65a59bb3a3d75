"""Change with the baseline's mix of year groups and SEN, beside the change as it was."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.cells import Cells
from belonging.evaluation.released import Measure, Supplement
from belonging.evaluation.standardisation import Standardised, standardised_change
from belonging.evaluation.supplements.job import Job
from belonging.evaluation.supplements.points import ONE_BY_ONE, About, TwoWaves, measure, programme, two_waves
from belonging.instruments.model import Part

NAME = "standardised"
STRATA = ("year_group", "sen", "send")
"""SEND too, for files that say yes or no and not which."""

Counts = NDArray[np.int64]


def made(job: Job) -> Supplement | None:
    """None where neither year groups nor SEN were recorded: there is no mix to hold still."""
    waves = two_waves(job.cells)
    if waves is None:
        return None
    strata = _Strata(programme(job.cells), waves)
    if strata.count < 2:
        return None
    measures: list[Measure] = []
    for key, item in job.cells.items.items():
        found = standardised_change(strata.forms(), strata.positive(key))
        if not measures:
            measures.extend(_mix(found, waves))
        same = About(NAME, item, "change with the baseline's mix", "standardised")
        measures.append(measure(same, found.estimate, waves.forms))
        measures.append(measure(About(NAME, item, "change as it was", "crude"), found.crude, waves.forms))
    return Supplement(
        id=NAME,
        title="Change with the same mix of pupils",
        says="Would the change look the same if the same mix of year groups and SEN had answered both times?",
        method="standardisation",
        measures=tuple(measures),
        notes=(
            ONE_BY_ONE,
            "The later wave is weighted to the baseline's year groups and SEN. Other differences between those who "
            "answered then and now remain.",
        ),
    )


class _Strata:
    """Counts by year group and SEN, shape (strata, schools, 2 waves)."""

    def __init__(self, cells: Cells, waves: TwoWaves) -> None:
        stacked = np.stack([cells.places[name] for name in STRATA])
        found, self._stratum = np.unique(stacked, axis=1, return_inverse=True)
        self._cells = cells
        self._waves = waves
        self.count = found.shape[1]

    def forms(self) -> Counts:
        return self._added(self._cells.forms)

    def positive(self, item: str) -> Counts:
        asked = self._cells.items[item]
        wanted = set(asked.codes_of(Part.POSITIVE))
        chosen = [place for place, option in enumerate(asked.scale.options) if option.code in wanted]
        return self._added(self._cells.answers[item][chosen].sum(axis=0))

    def _added(self, counts: Counts) -> Counts:
        labels = self._cells.labels
        made_ = np.zeros((self.count, len(labels["school"]), len(labels["wave"])), dtype=np.int64)
        np.add.at(made_, (self._stratum, self._cells.places["school"], self._cells.places["wave"]), counts)
        return made_[:, :, self._waves.places]


def _mix(found: Standardised, waves: TwoWaves) -> list[Measure]:
    """How far the waves could be made alike, and at what price."""
    numbers = waves.forms.sum(axis=0)
    said = [
        Measure(f"{NAME}:-:all:covered-{name}", label, None, "all", 100 * share, "per cent", n=int(n))
        for name, label, share, n in (
            ("earlier", "Earlier answers of year groups and SEN there both times", found.covered[0], numbers[0]),
            ("later", "Later answers of year groups and SEN there both times", found.covered[1], numbers[1]),
        )
    ]
    if found.effective:
        label, n = "Later answers that would be as informative, all weighing the same", int(numbers[1])
        said.append(Measure(f"{NAME}:-:all:effective", label, None, "all", found.effective, "people", n=n))
        label, weight = "Largest weight of a later answer", found.largest_weight
        said.append(Measure(f"{NAME}:-:all:largest-weight", label, None, "all", weight, "coefficient", n=n))
    return said
