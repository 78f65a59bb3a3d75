"""How often the intervals of partially pooled shares hold the school's true share, and how near the shares come.

    python benchmarks/pooling_coverage.py [draws]

Ten schools of the pilot's sizes; their log odds differ by a given standard deviation. Beside it the control: the same
prediction with the estimated standard deviation taken as known.
"""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from belonging.evaluation.multilevel import Binomial, arrange, fit
from belonging.evaluation.pooling import pooled_shares

SIZES = np.array([260, 220, 180, 150, 140, 80, 70, 50, 30, 20])
SPREADS = (0.1, 0.3, 0.6)
DRAWS = 800

Held = NDArray[np.bool_]


def taken_as_known(positive: NDArray[np.int64], truth: NDArray[np.float64]) -> Held:
    model, _ = arrange(np.arange(len(SIZES)), np.empty((len(SIZES), 0)), Binomial.of(SIZES, positive))
    found = fit(model)
    middle = found.cuts[0] + found.effects
    left_open = (found.effect_errors / found.sd) ** 2 if found.sd > 0 else 1.0
    error = np.sqrt(found.effect_errors**2 + (left_open * found.cut_errors[0]) ** 2)
    held: Held = np.abs(np.log(truth / (1 - truth)) - middle) <= 1.96 * error
    return held


def main() -> None:
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else DRAWS
    for spread in SPREADS:
        rng = np.random.default_rng(3)
        pooled, known = np.empty((2, draws))
        nearness = np.empty((draws, 2))
        for draw in range(draws):
            truth = expit(0.8 + spread * rng.normal(size=len(SIZES)))
            positive = rng.binomial(SIZES, truth)
            found = pooled_shares(SIZES, positive)
            pooled[draw] = ((found.low <= truth) & (truth <= found.high)).mean()
            known[draw] = taken_as_known(positive, truth).mean()
            nearness[draw] = ((found.share - truth) ** 2).mean(), ((positive / SIZES - truth) ** 2).mean()
        error = 100 * pooled.std() / np.sqrt(draws)
        points = 100 * np.sqrt(nearness.mean(axis=0))
        print(
            f"sd {spread}: coverage {100 * pooled.mean():.1f} % (± {error:.1f}), "
            f"taken as known {100 * known.mean():.1f} %; "
            f"typical error {points[0]:.1f} points, of own shares {points[1]:.1f}"
        )


if __name__ == "__main__":
    main()
