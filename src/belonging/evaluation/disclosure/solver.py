"""HiGHS, asked one question: is there a world that fits the publication and meets a demand?"""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from belonging.evaluation.disclosure.statements import Demand
from belonging.evaluation.disclosure.worlds import Publication, World

MOST_NODES = 50_000
"""A bound that does not depend on the machine's speed: the same question gets the same answer everywhere."""


class Solver:
    """One model of a publication, kept warm: a demand only raises lower bounds for a moment."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._model = _model(publication)
        self.solved = 0

    def find(self, demand: Demand = Demand(())) -> World | None:
        """A world, or None if there is none (or the search was given up, which is taken for none)."""
        sizes, parts = self._publication.sizes, self._publication.parts
        for pool, part, least in demand.places:
            self._model.changeColBounds(pool * parts + part, float(least), float(sizes[pool]))
        self._model.run()
        self.solved += 1
        found = self._model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        values = np.array(self._model.getSolution().col_value) if found else None
        for pool, part, _ in demand.places:
            self._model.changeColBounds(pool * parts + part, 0.0, float(sizes[pool]))
        return None if values is None else np.rint(values).astype(np.int64).reshape(len(sizes), parts)


def _model(publication: Publication) -> Any:
    parts = publication.parts
    model = highspy.Highs()
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 1), ("mip_max_nodes", MOST_NODES)):
        model.setOptionValue(name, value)
    for size in publication.sizes:
        for _ in range(parts):
            model.addVar(0.0, float(size))
    for column in range(len(publication.sizes) * parts):
        model.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    for pool, size in enumerate(publication.sizes):
        _add(model, float(size), float(size), [pool * parts + part for part in range(parts)])
    for row in publication.rows:
        columns = [pool * parts + part for pool in row.members for part in range(row.through + 1)]
        _add(model, float(row.low), float(row.high), columns)
    return model


def _add(model: Any, low: float, high: float, columns: list[int]) -> None:
    model.addRow(low, high, len(columns), np.array(columns, dtype=np.int32), np.ones(len(columns)))
