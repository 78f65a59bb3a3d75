"""Coverage for schools like these: shares, changes, gaps and changes in gaps."""

from __future__ import annotations

import numpy as np

from benchmarks.coverage_draws import SCENARIOS, draw
from benchmarks.coverage_methods import OF_EVERYONE, OF_TWO_GROUPS, Estimand, Method
from benchmarks.coverage_row import Kind, Row, count


def covered(place: int, runs: int, seed: int) -> list[Row]:
    """All methods in one of SCENARIOS."""
    scenario = SCENARIOS[place]
    positive = draw(scenario, runs, seed)
    rows = []
    for estimand in OF_EVERYONE if scenario.sizes.shape[2] == 1 else OF_TWO_GROUPS:
        waves, groups = zip(*estimand.columns, strict=True)
        n, hits = scenario.sizes[:, waves, groups], positive[:, :, waves, groups]
        truth = float(np.array(estimand.weights) @ scenario.truth[waves, groups])
        for name, kind, method in _methods(estimand):
            said = (scenario.name, estimand.name, name)
            rows.append(count(said, kind, [method(n, one) for one in hits], truth))
    return rows


def _methods(estimand: Estimand) -> list[tuple[str, Kind, Method]]:
    return [
        ("engine: CR2 + Satterthwaite", "engine", estimand.engine),
        *((name, "control", method) for name, method in estimand.controls().items()),
        *((name, "shown", method) for name, method in estimand.shown().items()),
    ]
