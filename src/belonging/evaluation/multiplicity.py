"""Many comparisons at once: Holm, Benjamini–Hochberg and Westfall–Young.

Holm (1979), Scandinavian Journal of Statistics 6(2); Benjamini and Hochberg (1995),
doi 10.1111/j.2517-6161.1995.tb02031.x; Westfall and Young (1993), Resampling-Based Multiple Testing
(step-down max-t). Holm and Westfall–Young hold the risk of even one false claim at 5 %, Benjamini–Hochberg the
expected share of false ones among the claims (docs/methods/many-comparisons.md).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.estimates import CONFIDENCE

SLACK = 1e-12
"""Products of binary fractions that should be exactly 0.05 may lie just above."""


def holm(p_values: Mapping[str, float]) -> frozenset[str]:
    """The keys that stay significant at 5 % together (Holm 1979): step down until one fails."""
    return significant(holm_adjusted(p_values))


def significant(adjusted: Mapping[str, float]) -> frozenset[str]:
    """The keys whose adjusted p-value is 5 % or less."""
    return frozenset(key for key, p in adjusted.items() if p <= 1 - CONFIDENCE + SLACK)


def holm_adjusted(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjusted p-values: the step-down product with the number of claims still open, never falling."""
    adjusted: dict[str, float] = {}
    highest = 0.0
    for place, key in enumerate(_ascending(p_values)):
        highest = max(highest, min(1.0, p_values[key] * (len(p_values) - place)))
        adjusted[key] = highest
    return {key: adjusted[key] for key in p_values}


def benjamini_hochberg(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjusted p-values: the share of false claims expected if this one and all smaller were made."""
    adjusted: dict[str, float] = {}
    lowest = 1.0
    order = _ascending(p_values)
    for place, key in reversed(list(enumerate(order, start=1))):
        lowest = min(lowest, p_values[key] * len(order) / place)
        adjusted[key] = lowest
    return {key: adjusted[key] for key in p_values}


def westfall_young(observed: Mapping[str, float], drawn: Mapping[str, NDArray[np.float64]]) -> dict[str, float]:
    """Adjusted p-values from t statistics and what they would be without any change.

    `drawn[key]` holds the statistic under each pattern of signs, the same pattern at the same place for every key,
    the observed pattern among them. Step-down: each statistic is held against the largest of those not yet judged.
    """
    order = sorted(observed, key=lambda key: (-abs(observed[key]), key))
    adjusted: dict[str, float] = {}
    highest = 0.0
    largest = np.zeros_like(next(iter(drawn.values()))) if drawn else np.zeros(0)
    suffix: dict[str, NDArray[np.float64]] = {}
    for key in reversed(order):
        largest = np.maximum(largest, np.abs(drawn[key]))
        suffix[key] = largest
    for key in order:
        beyond = suffix[key] >= abs(observed[key]) * (1 - 1e-10)
        highest = max(highest, float(beyond.mean()))
        adjusted[key] = highest
    return {key: adjusted[key] for key in observed}


def _ascending(p_values: Mapping[str, float]) -> list[str]:
    return sorted(p_values, key=lambda key: (p_values[key], key))
