"""Shares and their differences when people come in schools: CR2 variance, Satterthwaite degrees of freedom.

Bell and McCaffrey (2002), Survey Methodology 28(2); Pustejovsky and Tipton (2018),
doi 10.1080/07350015.2016.1247004. The model is a mean per column (group and wave), so the school-level
leverage is n / N and everything follows from counts. tests/evaluation/test_oracles.py compares with
R's clubSandwich.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Clustered:
    """A contrast of shares (0 to 1), its standard error and its degrees of freedom."""

    value: float
    error: float
    df: float


class OneSchool(ValueError):
    """One school holds a whole group: between-school variation cannot be seen."""


def contrast(n: ArrayLike, positive: ArrayLike, weights: ArrayLike) -> Clustered:
    """The weighted sum of the columns' shares; `n` and `positive` are counts of shape (schools, columns).

    Schools without people drop out. Raises OneSchool where a column has a single school.
    """
    people: Floats = np.asarray(n, dtype=np.float64)
    hits: Floats = np.asarray(positive, dtype=np.float64)
    weight: Floats = np.asarray(weights, dtype=np.float64)
    total = people.sum(axis=0)
    spread = 1 - people / total
    if (spread <= 0).any():
        raise OneSchool
    share = hits.sum(axis=0) / total
    score = ((hits - share * people) / np.sqrt(spread) / total) @ weight
    value = float(weight @ share)
    return Clustered(value, float(np.sqrt((score**2).sum())), _satterthwaite(people, spread, weight))


def _satterthwaite(people: Floats, spread: Floats, weight: Floats) -> float:
    """trace(G)^2 / trace(G G) for G = diag(d) - P P', without ever forming G (schools x schools)."""
    total = people.sum(axis=0)
    scale = weight / total / np.sqrt(spread)
    d = (scale**2 * people).sum(axis=1)
    p = scale * people / np.sqrt(total)
    trace = d.sum() - (p * p).sum()
    square = (d * d).sum() - 2 * (d * (p * p).sum(axis=1)).sum() + ((p.T @ p) ** 2).sum()
    return float(trace**2 / square)
