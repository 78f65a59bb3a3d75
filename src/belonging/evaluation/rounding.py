"""Rounding as readers expect it. Light: serving processes read it too."""

from __future__ import annotations

import math


def half_up(value: float) -> int:
    """Nearest whole number, halves upwards: what readers expect, and the same for every reader."""
    return math.floor(value + 0.5)
