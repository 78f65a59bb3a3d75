"""The closed forms against R: `tests/oracles/clusters.R` made the values, with its versions beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from belonging.evaluation.change import Sample, change_among_schools, change_of_roll
from belonging.evaluation.clusters import OneSchool, contrast
from belonging.evaluation.estimates import t_quantile
from belonging.evaluation.multiplicity import holm
from belonging.evaluation.proportions import korn_graubard, share_among_schools, share_of_roll

R: dict[str, Any] = json.loads((Path(__file__).parents[1] / "oracles" / "clusters.json").read_text())
CLOSE = 1e-10


def counts(name: str) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    case = R["clusters"][name]
    return np.array(case["n"]).T, np.array(case["positive"]).T


@pytest.mark.parametrize("name", ["pilot", "uneven"])
def test_change_has_clubsandwichs_error_and_degrees_of_freedom(name: str) -> None:
    n, positive = counts(name)
    expected = R["clusters"][name]["change"]

    change = contrast(n, positive, [-1, 1])

    assert change.value == pytest.approx(expected["estimate"], rel=CLOSE)
    assert change.error == pytest.approx(expected["se"], rel=CLOSE)
    assert change.df == pytest.approx(expected["df"], rel=CLOSE)


@pytest.mark.parametrize("name", ["pilot", "uneven"])
def test_change_in_points_has_clubsandwichs_interval(name: str) -> None:
    expected = R["clusters"][name]["change"]

    change = change_among_schools(*counts(name))

    assert change.interval == pytest.approx([100 * end for end in expected["ends"]], rel=CLOSE)
    assert change.p == pytest.approx(expected["p"], rel=CLOSE)


@pytest.mark.parametrize("name", ["pilot", "uneven"])
@pytest.mark.parametrize("wave", [0, 1])
def test_share_has_the_korn_graubard_interval_of_its_cr2_variance(name: str, wave: int) -> None:
    n, positive = counts(name)
    expected = R["clusters"][name]["shares"][wave]

    share = share_among_schools(n[:, wave], positive[:, wave])

    assert share.low == pytest.approx(100 * expected["share"], rel=CLOSE)
    assert share.df == pytest.approx(expected["df"], rel=CLOSE)
    assert share.interval == pytest.approx([100 * end for end in expected["ends"]], rel=CLOSE)


@pytest.mark.parametrize("wave", [0, 1])
def test_korn_graubard_agrees_with_r_survey_when_fed_its_variance(wave: int) -> None:
    expected = R["clusters"]["pilot"]["shares"][wave]
    share, n = expected["share"], expected["n"]
    few = (t_quantile(n - 1) / t_quantile(expected["survey_df"])) ** 2

    ends = korn_graubard(share, few * share * (1 - share) / expected["survey_se"] ** 2)

    assert ends == pytest.approx(expected["survey_ends"], rel=CLOSE)


def test_a_schools_own_change_treats_waves_as_samples_of_the_roll() -> None:
    expected = R["these_pupils"]
    waves = [
        Sample(100 * w["positive"] / w["n"], 100 * w["positive"] / w["n"], w["n"], w["roll"])
        for w in (expected["earlier"], expected["later"])
    ]

    change = change_of_roll(*waves)

    assert change.df == pytest.approx(expected["df"], rel=CLOSE)
    assert change.interval == pytest.approx([100 * end for end in expected["ends"]], rel=CLOSE)
    assert change.p == pytest.approx(expected["p"], rel=CLOSE)


def test_a_schools_own_share_has_less_to_be_unsure_of_the_more_of_its_roll_answered() -> None:
    wave = R["these_pupils"]["earlier"]
    share = 100 * wave["positive"] / wave["n"]

    ends = share_of_roll((share, share), wave["n"], wave["roll"])

    assert ends == pytest.approx([100 * end for end in wave["ends"]], rel=CLOSE)
    assert share_of_roll((share, share), wave["n"], wave["n"]) == (share, share)


def test_holm_keeps_what_r_adjusts_to_below_five_per_cent() -> None:
    adjusted = R["holm"]["adjusted"]

    assert holm(R["holm"]["p"]) == {key for key, p in adjusted.items() if p <= 0.05}
    assert 0 < len(holm(R["holm"]["p"])) < len(adjusted)


def test_a_school_without_pupils_changes_nothing() -> None:
    n, positive = counts("pilot")
    empty = np.zeros((1, 2), dtype=int)

    with_empty = contrast(np.vstack([n, empty]), np.vstack([positive, empty]), [-1, 1])

    assert with_empty == contrast(n, positive, [-1, 1])


def test_one_school_holding_a_group_has_no_interval() -> None:
    with pytest.raises(OneSchool):
        contrast([[40], [0]], [[20], [0]], [1])

    assert share_among_schools([40, 0], [20, 0]).refusal is not None
    assert change_among_schools([[40, 30], [0, 5]], [[20, 15], [0, 2]]).interval is None


def test_two_schools_have_too_few_degrees_of_freedom() -> None:
    change = change_among_schools([[40, 30], [50, 45]], [[20, 20], [30, 35]])

    assert change.interval is None
    assert change.refusal is not None
    assert change.refusal.code == "few-degrees-of-freedom"
