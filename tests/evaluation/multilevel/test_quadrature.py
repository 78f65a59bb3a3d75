"""The likelihood's slopes are those of the likelihood, and the order of rows leaves no trace."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from belonging.evaluation.multilevel import Binomial, CumulativeLogit, Model, arrange, fit
from belonging.evaluation.multilevel.quadrature import marginal

SEEDS = st.integers(0, 2**32 - 1)


def drawn(
    seed: int, answers: int = 4, schools: int = 8
) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.intp]]:
    """School, design and counts of some cells; every answer occurs."""
    rng = np.random.default_rng(seed)
    school = np.repeat(np.arange(schools), 4)
    design = np.column_stack([np.tile([0, 1, 0, 1], schools), np.tile([0, 0, 1, 1], schools)]).astype(float)
    chances = rng.dirichlet(np.full(answers, 8.0), size=schools)[school]
    return school, design, rng.multinomial(rng.integers(3, 40, len(school)), chances) + 1


def models(seed: int) -> list[Model]:
    school, design, counts = drawn(seed)
    families = (Binomial.of(counts.sum(axis=1), counts[:, 2:].sum(axis=1)), CumulativeLogit.of(counts))
    return [arrange(school, design, family)[0] for family in families]


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_gradient_and_information_are_differences_of_the_likelihood(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for model in models(seed):
        cuts = rng.uniform(-2, 0) + rng.uniform(0.3, 1.5, model.family.cuts).cumsum()
        at = np.concatenate([cuts, rng.normal(0, 0.5, 2), [rng.uniform(-2, 0)]])
        here = marginal(model, at, np.zeros(model.schools), nodes=25)
        for place in range(model.size):
            step = np.zeros(model.size)
            step[place] = 1e-4
            above, below = (marginal(model, at + move, here.effects.mode, nodes=25) for move in (step, -step))
            scale = 1 + np.abs(here.information).max()
            assert (above.value - below.value) / 2e-4 == pytest.approx(here.gradient[place], abs=1e-5 * scale)
            assert (below.gradient - above.gradient) / 2e-4 == pytest.approx(here.information[place], abs=1e-5 * scale)


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_order_of_cells_leaves_no_trace(seed: int) -> None:
    school, design, counts = drawn(seed)
    order = np.random.default_rng(seed + 1).permutation(len(school))

    found = fit(arrange(school, design, CumulativeLogit.of(counts))[0])
    shuffled = fit(arrange(school[order], design[order], CumulativeLogit.of(counts[order]))[0])

    assert shuffled.slopes == pytest.approx(found.slopes, abs=1e-9)
    assert shuffled.effects == pytest.approx(found.effects, abs=1e-9)


def test_two_ordered_answers_are_a_binomial() -> None:
    school, design, counts = drawn(5, answers=2)

    ordinal = fit(arrange(school, design, CumulativeLogit.of(counts))[0])
    binomial = fit(arrange(school, design, Binomial.of(counts.sum(axis=1), counts[:, 1]))[0])

    assert ordinal.slopes == pytest.approx(binomial.slopes, abs=1e-9)
    assert -ordinal.cuts == pytest.approx(binomial.cuts, abs=1e-9)
    assert ordinal.log_likelihood == pytest.approx(binomial.log_likelihood, abs=1e-9)


def test_cells_without_people_and_unused_answers_drop_out() -> None:
    school, design, counts = drawn(9)
    wider = np.insert(counts, 1, 0, axis=1)
    empty = np.zeros((1, 5), dtype=int)

    found = fit(arrange(school, design, CumulativeLogit.of(counts))[0])
    padded = fit(arrange([*school, 99], np.vstack([design, [1, 1]]), CumulativeLogit.of(np.vstack([wider, empty])))[0])

    assert padded.slopes == pytest.approx(found.slopes, abs=1e-12)
    assert len(padded.effects) == len(found.effects)
