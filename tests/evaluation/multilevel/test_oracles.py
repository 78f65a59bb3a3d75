"""Mixed models against R: `tests/oracles/multilevel.R` made the values, with its versions beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from belonging.evaluation.multilevel import Binomial, CumulativeLogit, Fit, arrange, fit

R: dict[str, Any] = json.loads((Path(__file__).parents[2] / "oracles" / "multilevel.json").read_text())
CLOSE = 1e-6
CASES = ("pilot", "balanced", "sparse")


def design(cells: dict[str, list[int]]) -> NDArray[np.float64]:
    wave, send = np.array(cells["wave"]), np.array(cells["send"])
    return np.column_stack([wave, send, wave * send]).astype(float)


def binomial(case: dict[str, Any]) -> Fit:
    cells = case["cells"]
    model, _ = arrange(cells["school"], design(cells), Binomial.of(cells["n"], cells["positive"]))
    return fit(model)


def cumulative(case: dict[str, Any]) -> Fit:
    cells = case["cells"]
    counts = np.column_stack([values for name, values in cells.items() if name.startswith("answer")])
    model, _ = arrange(cells["school"], design(cells), CumulativeLogit.of(counts))
    return fit(model)


@pytest.mark.parametrize("name", CASES)
def test_binomial_model_is_lme4s(name: str) -> None:
    expected = R["binomial"][name]

    found = binomial(expected)

    assert np.concatenate([found.cuts, found.slopes]) == pytest.approx(expected["coefficients"], abs=CLOSE)
    assert np.concatenate([found.cut_errors, found.slope_errors]) == pytest.approx(expected["errors"], rel=CLOSE)
    assert found.sd == pytest.approx(expected["sd"], abs=CLOSE)
    assert found.log_likelihood == pytest.approx(expected["log_likelihood"], abs=CLOSE)


@pytest.mark.parametrize("name", CASES)
def test_cumulative_logit_model_is_ordinals(name: str) -> None:
    expected = R["ordinal"][name]

    found = cumulative(expected)

    assert found.cuts == pytest.approx(expected["cuts"], abs=CLOSE)
    assert found.slopes == pytest.approx(expected["slopes"], abs=CLOSE)
    assert np.concatenate([found.cut_errors, found.slope_errors]) == pytest.approx(expected["errors"], rel=CLOSE)
    assert found.sd == pytest.approx(expected["sd"], abs=CLOSE)
    assert found.log_likelihood == pytest.approx(expected["log_likelihood"], abs=CLOSE)


@pytest.mark.parametrize("name", CASES)
def test_cumulative_logit_likelihood_is_that_of_a_fine_grid(name: str) -> None:
    assert cumulative(R["ordinal"][name]).log_likelihood == pytest.approx(
        R["ordinal"][name]["grid_log_likelihood"], abs=1e-5
    )


@pytest.mark.parametrize("name", CASES)
def test_schools_effects_are_those_of_lme4_and_ordinal(name: str) -> None:
    for expected, found in (
        (R["binomial"][name], binomial(R["binomial"][name])),
        (R["ordinal"][name], cumulative(R["ordinal"][name])),
    ):
        assert found.effects == pytest.approx(expected["effects"], abs=CLOSE)
        assert found.effect_errors == pytest.approx(expected["effect_errors"], rel=CLOSE)
