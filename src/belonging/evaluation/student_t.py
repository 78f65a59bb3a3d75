"""Student's t distribution on the standard library alone, for pages that may not load SciPy.

The tail by the continued fraction of the incomplete beta function (Lentz's method; Press et al. 2007, Numerical
Recipes, section 6.4), the quantile by bisection. Agrees with R's pt and qt to 1e-10 up to 10,000 degrees of freedom
(tests/oracles/power.R).
"""

from __future__ import annotations

import math
from functools import lru_cache

_CLOSE = 1e-15
_TINY = 1e-300
_MOST_TERMS = 10_000


def upper_tail(t: float, df: float) -> float:
    """The probability of a value above `t`; `df` above 0, not necessarily whole."""
    if t < 0:
        return 1 - upper_tail(-t, df)
    if t < 1:  # from the middle: the other side's argument would be 1 but for its last digits
        return 0.5 - _incomplete_beta(0.5, df / 2, t * t / (df + t * t)) / 2
    return _incomplete_beta(df / 2, 0.5, df / (df + t * t)) / 2


@lru_cache(maxsize=1024)
def quantile(probability: float, df: float) -> float:
    """The value that is not exceeded with `probability` (above 0, below 1)."""
    if probability < 0.5:
        return -quantile(1 - probability, df)
    low, high = 0.0, 1.0
    while upper_tail(high, df) > 1 - probability:
        low, high = high, 2 * high
    while high - low > 1e-15 * high:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if upper_tail(middle, df) > 1 - probability else (low, middle)
    return (low + high) / 2


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """Regularised; the fraction converges fast on the side of the mean that is chosen here."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    scale = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    return scale * _fraction(a, b, x) / a


def _fraction(a: float, b: float, x: float) -> float:
    above, below = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = below
    for m in range(1, _MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            below = 1 / _away_from_zero(1 + term * below)
            above = _away_from_zero(1 + term / above)
            value *= above * below
        if abs(above * below - 1) < _CLOSE:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
