"""Scale scores and reliability against R: `tests/oracles/scale.R` made the values, with its versions beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from belonging.evaluation.polychoric import PairTables, bivariate_normal, pair_tables, polychoric, thresholds
from belonging.evaluation.reliability import alpha, alpha_if_dropped, green_yang, item_rest, one_factor, reliability
from belonging.evaluation.scoring import least_answered, score_among_schools

R: dict[str, Any] = json.loads((Path(__file__).parents[1] / "oracles" / "scale.json").read_text())
EXACT = 1e-10
CLOSE = 1e-6
CASES = ("eight", "five")


def levels(name: str) -> NDArray[np.int8]:
    """Everyone of the first wave."""
    rows = R[name]["rows"]
    table = np.array([values for key, values in rows.items() if key.startswith("item")], dtype=np.int8).T
    first: NDArray[np.int8] = table[np.array(rows["wave"]) == 0]
    return first


def tables_of(name: str, part: str) -> PairTables:
    if name == "real":
        return PairTables(np.array([list(of.values()) for of in R["real"]["pairs"].values()]))
    return pair_tables(complete(name, part), {"eight": 4, "five": 5}[name])


def complete(name: str, part: str) -> NDArray[np.int8]:
    table = levels(name)
    kept = table[(table > 0).all(axis=1)]
    return kept if part == "all" else np.delete(kept, {"eight": 4, "five": 1}[name], axis=1)


def case(name: str, part: str) -> dict[str, Any]:
    found: dict[str, Any] = R["real"] if name == "real" else R[name][part]
    return found


EVERY = [("eight", "all"), ("eight", "without"), ("five", "all"), ("five", "without"), ("real", "all")]


def test_normal_probabilities_are_those_of_numerical_integration() -> None:
    grid = {name: np.array(values) for name, values in R["normal"].items()}

    assert bivariate_normal(grid["h"], grid["k"], grid["r"]) == pytest.approx(grid["p"], abs=1e-12)


@pytest.mark.parametrize(("name", "part"), EVERY)
def test_alpha_and_item_correlations_are_psychs(name: str, part: str) -> None:
    expected, covariance = case(name, part), tables_of(name, part).covariance()

    assert tables_of(name, part).people == expected["people"]
    assert alpha(covariance) == pytest.approx(expected["alpha"], abs=EXACT)
    assert alpha_if_dropped(covariance) == pytest.approx(expected["alpha_if_dropped"], abs=EXACT)
    assert item_rest(covariance) == pytest.approx(expected["item_rest"], abs=EXACT)


@pytest.mark.parametrize(("name", "part"), EVERY)
def test_polychoric_correlations_are_lavaans(name: str, part: str) -> None:
    assert polychoric(tables_of(name, part)) == pytest.approx(np.array(case(name, part)["correlations"]), abs=CLOSE)


@pytest.mark.parametrize(("name", "part"), EVERY)
def test_loadings_are_least_squares(name: str, part: str) -> None:
    expected = case(name, part)

    loadings = one_factor(np.array(expected["correlations"]))

    assert loadings == pytest.approx(expected["least_squares"], abs=CLOSE)
    assert loadings == pytest.approx(expected["psych_minres"], abs=1e-3)  # which stops earlier


@pytest.mark.parametrize(("name", "part"), EVERY)
def test_omega_is_semtools_when_fed_lavaans_loadings(name: str, part: str) -> None:
    expected, tables = case(name, part), tables_of(name, part)

    omega = green_yang(np.array(expected["lavaan_loadings"]), polychoric(tables), thresholds(tables))

    assert omega == pytest.approx(expected["omega"], abs=CLOSE)


@pytest.mark.parametrize(("name", "part"), EVERY)
def test_our_loadings_give_nearly_the_same_omega(name: str, part: str) -> None:
    found = reliability(tables_of(name, part))

    assert found.omega == pytest.approx(case(name, part)["omega"], abs=0.01)


@pytest.mark.parametrize("name", CASES)
def test_mean_score_and_its_change_are_clubsandwichs(name: str) -> None:
    rows, expected = R[name]["rows"], R[name]["score"]
    table = np.array([values for key, values in rows.items() if key.startswith("item")]).T
    answered = (table > 0).sum(axis=1)
    scored = answered >= least_answered(table.shape[1])
    column = np.array(rows["wave"])[scored]
    school = np.array(rows["school"])[scored] - 1
    people, score = np.zeros((2, school.max() + 1, 2))
    np.add.at(people, (school, column), 1)
    np.add.at(score, (school, column), table.sum(axis=1)[scored] / answered[scored])

    mean = score_among_schools(people, score, [1.0, 0.0])
    change = score_among_schools(people, score, [-1.0, 1.0])

    assert scored.sum() == expected["people"]
    assert mean.low == pytest.approx(expected["mean"], rel=EXACT)
    assert mean.interval == pytest.approx(expected["mean_ends"], rel=EXACT)
    assert change.low == pytest.approx(expected["change"], rel=EXACT)
    assert change.interval == pytest.approx(expected["change_ends"], rel=EXACT)
    assert change.df == pytest.approx(expected["df"], rel=EXACT)
    assert change.p == pytest.approx(expected["p"], rel=EXACT)
