"""The further methods by the names that plans use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from belonging.evaluation.supplements import (
    arms,
    average_school,
    bounds,
    dif,
    funnel,
    funnels,
    linked,
    models,
    movers,
    pooled,
    power,
    reliability,
    scale,
    sensitivity,
    standardised,
    weighted,
)
from belonging.evaluation.supplements.job import Maker

MAKERS: Final[Mapping[str, Maker]] = {
    "average-school": average_school.made,
    "linked": linked.made,
    "sensitivity": sensitivity.made,
    "arms": arms.made,
    "standardised": standardised.made,
    "movers": movers.made,
    "scale": scale.made,
    "reliability": reliability.made,
    "weighted": weighted.made,
    "bounds": bounds.made,
    "power": power.made,
    "dif": dif.made,
    "models": models.made,
    "pooled": pooled.made,
    "funnel": funnel.made,
    "funnels": funnels.made,
}

FROM_COUNTS: Final = frozenset(
    {"average-school", "sensitivity", "arms", "movers", "bounds", "power", "pooled", "funnel", "funnels"}
)
"""Those that follow from each breakdown's own counts of questionnaires and positive answers by school."""
