"""Answers drawn from schools whose true shares are known: for the coverage simulation.

A school's log odds of a positive answer are those of the group and wave, and its own deviations: one for good, one per
wave, one per wave and group, all normal. The truth that an interval must hold is the mean over all such schools.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

PILOT = ((260, 150), (220, 180), (180, 120), (150, 120), (140, 90), (80, 60), (70, 60), (50, 40), (30, 18), (20, 12))
"""Questionnaires of the pilot's ten schools, baseline and endline; the last two are a special school and an AP."""

PILOT_SEND = (0.17, 0.17, 0.17, 0.17, 0.17, 0.17, 0.17, 0.17, 1.0, 0.75)


@dataclass(frozen=True)
class Scenario:
    """`sizes` has axes (school, wave, group), `logits` (wave, group); the rest are variances of log odds.

    `linked` is the part of the later wave's pupils who answered the earlier one, `alike` how much their answers agree.
    """

    name: str
    sizes: Counts
    logits: Floats
    school: float = 0.15
    school_wave: float = 0.05
    school_wave_group: float = 0.0
    linked: float = 0.8
    alike: float = 0.4

    @property
    def truth(self) -> Floats:
        """The mean share over all schools, axes (wave, group)."""
        spread = np.sqrt(self.school + self.school_wave + self.school_wave_group)
        nodes, weights = np.polynomial.hermite_e.hermegauss(41)
        shares: Floats = logistic(self.logits[..., np.newaxis] + spread * nodes) @ weights / weights.sum()
        return shares


def logistic(values: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-values))
    return result


def draw(scenario: Scenario, runs: int, seed: int) -> Counts:
    """Positive answers, axes (run, school, wave, group)."""
    rng = np.random.default_rng(seed)
    sizes = scenario.sizes
    schools, waves, groups = sizes.shape
    shares = logistic(
        scenario.logits
        + rng.normal(0, np.sqrt(scenario.school), (runs, schools, 1, 1))
        + rng.normal(0, np.sqrt(scenario.school_wave), (runs, schools, waves, 1))
        + rng.normal(0, np.sqrt(scenario.school_wave_group), (runs, schools, waves, groups))
    )
    earlier, later = shares[:, :, 0], shares[:, :, 1]
    linked = np.minimum((scenario.linked * sizes[:, 1]).astype(np.int64), sizes[:, 0])
    both = np.minimum(
        earlier * later + scenario.alike * np.sqrt(earlier * (1 - earlier) * later * (1 - later)),
        np.minimum(earlier, later),
    )
    first = rng.binomial(linked, earlier)
    kept = rng.binomial(first, np.clip(both / earlier, 0, 1))
    gained = rng.binomial(linked - first, np.clip((later - both) / (1 - earlier), 0, 1))
    return np.stack(
        [
            first + rng.binomial(sizes[:, 0] - linked, earlier),
            kept + gained + rng.binomial(sizes[:, 1] - linked, later),
        ],
        axis=2,
    )


def everyone(sizes: tuple[tuple[int, int], ...]) -> Counts:
    """One group."""
    return np.array(sizes, dtype=np.int64)[:, :, np.newaxis]


def by_send(sizes: tuple[tuple[int, int], ...], parts: tuple[float, ...]) -> Counts:
    """Two groups: with SEND, without."""
    whole = np.array(sizes)
    send = np.round(whole * np.array(parts)[:, np.newaxis])
    return np.stack([send, whole - send], axis=2).astype(np.int64)


BEFORE, AFTER = 0.7, 1.0
"""Log odds of the two waves: 67 and 73 in 100, about the pilot's."""

CHANGE = np.array([[BEFORE], [AFTER]])
GAP = np.array([[BEFORE - 0.5, BEFORE], [AFTER - 0.5, AFTER]])

SCENARIOS = (
    Scenario("the pilot's ten schools", everyone(PILOT), CHANGE),
    Scenario("the same, schools going their own ways", everyone(PILOT), CHANGE, school=0.3, school_wave=0.2),
    Scenario("ten equal schools", everyone(((100, 85),) * 10), CHANGE),
    Scenario("the pilot, nine in ten positive", everyone(PILOT), CHANGE + 1.5, school=0.3),
    Scenario("the pilot by SEND", by_send(PILOT, PILOT_SEND), GAP, school_wave_group=0.05),
    Scenario("ten equal schools by SEND", by_send(((100, 85),) * 10, (0.2,) * 10), GAP, school_wave_group=0.05),
    Scenario(
        "ten equal schools by SEND, going their own ways",
        by_send(((100, 85),) * 10, (0.2,) * 10),
        GAP,
        school=0.3,
        school_wave=0.1,
        school_wave_group=0.2,
    ),
    Scenario("five equal schools", everyone(((100, 85),) * 5), CHANGE),
    Scenario("thirty schools of the pilot's sizes", everyone(PILOT * 3), CHANGE),
)
