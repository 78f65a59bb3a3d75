"""HiGHS, asked one question: is there a world that fits the publication and meets a demand?

Among such worlds it looks for one with somebody in many of the places that are still wanted: a world that shows
thirty demands at once saves twenty-nine questions. How many it finds changes no verdict.
"""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.disclosure.statements import Demand
from belonging.evaluation.disclosure.worlds import Publication, World

Ints = NDArray[np.int64]

MOST_NODES = 1_000_000
"""A bound that does not depend on the machine's speed. Questions of this size take a few dozen nodes at most."""

ANYTHING = Demand(())
BONUS = np.array([1.0, -1.0])

GOOD_ENOUGH = 0.1
"""How far from the most wanted places a world may stay."""


class SearchGivenUp(RuntimeError):
    """The solver neither found a world nor showed that there is none; nothing may be concluded or released."""


class Solver:
    """One model of a publication, kept warm: a demand only raises lower bounds for a moment.

    Its columns are people by place (pool * parts + part), then a bonus of at most 1 for each place with somebody in it.
    """

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self._model = _model(publication)
        self.solved = 0

    def find(self, demand: Demand = ANYTHING, wanted: Ints | None = None) -> World | None:
        """A world that meets the demand, or None where there is none; with somebody in many of the `wanted` places."""
        self._want(wanted, -1.0)
        self._bound(demand, raised=True)
        self._model.run()
        self.solved += 1
        # Read before the bounds go back: a change of the model forgets its answer.
        status, values = self._model.getModelStatus(), list(self._model.getSolution().col_value)
        self._bound(demand, raised=False)
        self._want(wanted, 0.0)
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise SearchGivenUp(
                f"The search for a witness stopped ({status}) with no answer, so nothing was released. "
                "Name fewer breakdowns in the plan."
            )
        places = len(self._publication.sizes) * self._publication.parts
        world: World = np.rint(np.array(values[:places])).astype(np.int64)
        return world.reshape(len(self._publication.sizes), self._publication.parts)

    def _want(self, wanted: Ints | None, cost: float) -> None:
        places = len(self._publication.sizes) * self._publication.parts
        for place in [] if wanted is None else wanted.tolist():
            self._model.changeColCost(places + place, cost)

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
        ("mip_rel_gap", GOOD_ENOUGH),
    ):
        model.setOptionValue(name, value)
    for size in publication.sizes:
        for _ in range(parts):
            model.addVar(0.0, float(size))
    places = len(publication.sizes) * parts
    for column in range(places):
        model.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    for column in range(places):
        model.addVar(0.0, 1.0)
        # The bonus is at most the number of people, so of whole people it is 0 or 1 by itself.
        model.addRow(0.0, highspy.kHighsInf, 2, np.array([column, places + column], dtype=np.int32), BONUS)
    for pool, size in enumerate(publication.sizes):
        _add(model, float(size), float(size), [pool * parts + part for part in range(parts)])
    for row in publication.rows:
        columns = [pool * parts + part for pool in row.members for part in range(row.through + 1)]
        _add(model, float(row.low), float(row.high), columns)
    return model


def _add(model: Any, low: float, high: float, columns: list[int]) -> None:
    model.addRow(low, high, len(columns), np.array(columns, dtype=np.int32), np.ones(len(columns)))
