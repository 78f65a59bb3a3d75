"""HiGHS, asked one question: is there a world that fits the publication and meets a demand?"""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from belonging.evaluation.disclosure.statements import Demand
from belonging.evaluation.disclosure.worlds import Publication, World

MOST_NODES = 1_000_000
"""A bound that does not depend on the machine's speed. Questions of this size take a few dozen nodes at most."""

ANYTHING = Demand(())


class SearchGivenUp(RuntimeError):
    """The solver neither found a world nor showed that there is none; nothing may be concluded or released."""


class Solver:
    """One model of a publication, kept warm: a demand only raises lower bounds for a moment."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._model = _model(publication)
        self.solved = 0

    def find(self, demand: Demand = ANYTHING) -> World | None:
        """A world that meets the demand, or None where there is none."""
        self._bound(demand, raised=True)
        self._model.run()
        self.solved += 1
        # Read before the bounds go back: a change of the model forgets its answer.
        status, values = self._model.getModelStatus(), list(self._model.getSolution().col_value)
        self._bound(demand, raised=False)
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise SearchGivenUp(
                f"The search for a witness stopped ({status}) with no answer, so nothing was released. "
                "Name fewer breakdowns in the plan."
            )
        world: World = np.rint(np.array(values)).astype(np.int64)
        return world.reshape(len(self._publication.sizes), self._publication.parts)

    def _bound(self, demand: Demand, *, raised: bool) -> None:
        for pool, part, least in demand.places:
            column = pool * self._publication.parts + part
            self._model.changeColBounds(column, float(least) if raised else 0.0, float(self._publication.sizes[pool]))


def _model(publication: Publication) -> Any:
    parts = publication.parts
    # The wrapper class greets on standard output, where findings go; the solver itself is quiet.
    package: Any = highspy
    model = package._Highs()
    for name, value in (
        ("log_to_console", False),
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 1),
        ("mip_max_nodes", MOST_NODES),
    ):
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
