"""The response model against R's glm, and where there is no best fit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation.response_model import NoResponseModel, design_matrix, response_probabilities
from tests.evaluation.test_nonresponse import R, wave_of


@pytest.mark.parametrize("name", ["even", "uneven"])
@pytest.mark.parametrize("place", [0, 1])
def test_fitted_probabilities_are_glms(name: str, place: int) -> None:
    cells = R["cases"][name]["cells"][place]
    wave = wave_of(cells)

    fitted = response_probabilities(np.column_stack([wave.school, wave.facts]), wave.answered, wave.on_roll)

    assert fitted == pytest.approx(np.array(cells["p"]), rel=1e-6)


def test_schools_alone_give_each_school_its_own_rate() -> None:
    school = np.array([[0], [1], [2]])

    fitted = response_probabilities(school, np.array([30.0, 20.0, 45.0]), np.array([40.0, 80.0, 60.0]))

    assert fitted == pytest.approx([0.75, 0.25, 0.75], rel=1e-9)


def test_a_school_in_which_everyone_answered_has_a_probability_next_to_one() -> None:
    school = np.array([[0], [1]])

    fitted = response_probabilities(school, np.array([40.0, 20.0]), np.array([40.0, 80.0]))

    assert fitted == pytest.approx([1, 0.25], abs=1e-6)


def test_a_fact_that_says_the_same_as_the_school_changes_nothing() -> None:
    school = np.array([0, 0, 1, 1, 2])
    other = np.array([0, 1, 0, 1, 2])
    answered, on_roll = np.array([30.0, 9.0, 22.0, 5.0, 17.0]), np.array([40.0, 20.0, 30.0, 12.0, 19.0])

    once = response_probabilities(np.column_stack([school, other]), answered, on_roll)
    twice = response_probabilities(np.column_stack([school, other, other]), answered, on_roll)

    assert twice == pytest.approx(once, rel=1e-8)


@given(st.integers(0, 2**32 - 1))
def test_fitted_numbers_add_up_to_the_answers_in_every_level(seed: int) -> None:
    rng = np.random.default_rng(seed)
    factors = np.array([(one, two) for one in range(3) for two in range(3)])
    on_roll = rng.integers(5, 60, 9).astype(float)
    answered = np.floor(on_roll * rng.uniform(0.2, 0.9, 9))

    fitted = response_probabilities(factors, answered, on_roll)

    for level in factors.T:
        assert np.bincount(level, fitted * on_roll) == pytest.approx(np.bincount(level, answered), rel=1e-6)


def test_nobody_answering_is_refused() -> None:
    with pytest.raises(NoResponseModel, match="Nobody"):
        response_probabilities(np.array([[0], [1]]), np.zeros(2), np.array([5.0, 5.0]))


def test_design_matrix_has_every_school_and_all_but_one_level_of_the_rest() -> None:
    made = design_matrix(np.array([[0, 0], [0, 1], [1, 2]]))

    assert made.tolist() == [[1, 0, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1]]
