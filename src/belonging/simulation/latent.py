"""How favourable each person is to each item, before anyone chooses an option.

A latent score is the sum of what a school's pupils share, a general disposition, a disposition for
the theme (staff, peers, school) and chance. Higher is more favourable, also for reversed items.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SCHOOL = 0.045
GENERAL = 0.36
THEME = 0.12
"""Shares of the latent variance; the rest is chance for each person and item."""

SHARED_BY_ITEMS = 0.75
"""Share of a school's effect that all its items have in common."""

KEPT_BETWEEN_WAVES = 0.85
"""Correlation of a school's effects at baseline and endline."""


@dataclass(frozen=True, slots=True)
class SchoolEffects:
    """Schools × items, before standardising; `later` moves them on to the next wave."""

    values: Floats

    @classmethod
    def draw(cls, rng: Generator, schools: int, items: int) -> SchoolEffects:
        shared = rng.standard_normal((schools, 1))
        own = rng.standard_normal((schools, items))
        return cls(np.sqrt(SHARED_BY_ITEMS) * shared + np.sqrt(1 - SHARED_BY_ITEMS) * own)

    def later(self, rng: Generator) -> SchoolEffects:
        fresh = SchoolEffects.draw(rng, *self.values.shape).values
        return SchoolEffects(KEPT_BETWEEN_WAVES * self.values + np.sqrt(1 - KEPT_BETWEEN_WAVES**2) * fresh)

    def of_people(self, school: Ints) -> Floats:
        """People × items, mean 0 and variance 1 over people, so that the ICC doesn't hang on luck."""
        spread = self.values[school]
        sd = spread.std(axis=0)
        standard: Floats = (spread - spread.mean(axis=0)) / np.where(sd > 0, sd, 1.0)
        return standard


def draw_scores(rng: Generator, school: Ints, effects: SchoolEffects, themes: Sequence[str]) -> Floats:
    """People × items of latent scores with mean 0 and variance about 1."""
    n, items = len(school), len(themes)
    names = sorted(set(themes))
    theme_scores = rng.standard_normal((n, len(names)))[:, [names.index(theme) for theme in themes]]
    chance = np.sqrt(1 - SCHOOL - GENERAL - THEME) * rng.standard_normal((n, items))
    general = np.sqrt(GENERAL) * rng.standard_normal((n, 1))
    between = np.sqrt(SCHOOL) * effects.of_people(school)
    scores: Floats = between + general + np.sqrt(THEME) * theme_scores + chance
    return scores


def evened_out(scores: Floats, groups: NDArray[np.str_], shift: dict[str, float]) -> Floats:
    """Scores replaced within each group by normal quantiles of their rank, then moved by the group's shift.

    So groups differ by their shift and not by the luck of the draw, whatever the seed.
    """
    out = np.empty_like(scores)
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        order = np.argsort(scores[members], kind="stable")
        out[members[order]] = _normal_quantiles(len(members)) + shift.get(str(group), 0.0)
    return out


def _normal_quantiles(n: int) -> Floats:
    normal = NormalDist()
    return np.array([normal.inv_cdf((i + 0.5) / n) for i in range(n)])
