"""Where a model ends: no difference between schools, one school, one answer, runaway odds."""

from __future__ import annotations

import numpy as np
import pytest

from belonging.evaluation.multilevel import Binomial, CumulativeLogit, NoFit, arrange, fit, fit_at, fit_fixed

WAVES = np.tile([[0.0], [1.0]], (3, 1))
SCHOOLS = np.repeat([0, 1, 2], 2)


def test_schools_that_do_not_differ_have_no_variance_and_no_effects() -> None:
    found = fit(arrange(SCHOOLS, WAVES, Binomial.of([40, 50] * 3, [20, 30] * 3))[0])

    assert found.sd == 0
    assert (found.effects == 0).all()
    assert found.slopes[0] == pytest.approx(np.log(1.5), abs=1e-9)
    assert found.slope_errors[0] == pytest.approx(np.sqrt((1 / 20 + 1 / 20 + 1 / 30 + 1 / 20) / 3), abs=1e-6)


def test_a_fit_without_schools_gives_back_the_log_odds() -> None:
    found = fit_fixed(arrange([0, 0], [[0.0], [1.0]], Binomial.of([30, 40], [10, 30]))[0])

    assert found.cuts[0] == pytest.approx(np.log(10 / 20), abs=1e-9)
    assert found.slopes[0] == pytest.approx(np.log(30 / 10) - np.log(10 / 20), abs=1e-9)
    assert found.slope_errors[0] == pytest.approx(np.sqrt(1 / 10 + 1 / 20 + 1 / 30 + 1 / 10), abs=1e-9)


def test_one_school_has_no_differences_between_schools() -> None:
    model, _ = arrange([0, 0], [[0.0], [1.0]], Binomial.of([30, 40], [10, 30]))

    with pytest.raises(NoFit, match="two or more"):
        fit(model)


@pytest.mark.parametrize("family", [Binomial.of([9] * 6, [9] * 6), CumulativeLogit.of([[0, 9, 0]] * 6)])
def test_one_answer_alone_is_no_model(family: Binomial | CumulativeLogit) -> None:
    with pytest.raises(NoFit, match="same answer"):
        fit(arrange(SCHOOLS, WAVES, family)[0])


def test_runaway_odds_are_refused() -> None:
    model, _ = arrange(SCHOOLS, WAVES, Binomial.of([9, 9] * 3, [9, 4] * 3))

    with pytest.raises(NoFit, match="no finite odds"):
        fit(model)


def test_a_comparison_said_twice_is_refused() -> None:
    model, _ = arrange(SCHOOLS, np.hstack([WAVES, WAVES]), Binomial.of([9, 9] * 3, [6, 4, 5, 5, 3, 2]))

    with pytest.raises(NoFit, match="Leave one out"):
        fit(model)


def test_a_given_spread_is_fitted_where_quadrature_is_rough() -> None:
    n = [260, 220, 180, 150, 140, 80, 70, 50, 30, 20]
    model, _ = arrange(range(10), np.empty((10, 0)), Binomial.of(n, [240, 43, 130, 91, 88, 49, 14, 31, 17, 20]))

    assert fit_at(model, 3.1).cuts[0] == pytest.approx(0.76613, abs=1e-5)
