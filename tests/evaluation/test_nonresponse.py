"""Weights for non-response against R: `tests/oracles/weighting.R` drew the people and made the values."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from belonging.evaluation.clusters import OneSchool
from belonging.evaluation.jackknife import TooFewSchools
from belonging.evaluation.nonresponse import WaveCells, weigh, weights, with_merged_facts

R: dict[str, Any] = json.loads((Path(__file__).parents[1] / "oracles" / "weighting.json").read_text())
ITERATIVE = 1e-6


def places(values: list[Any]) -> NDArray[np.intp]:
    return np.unique(np.array(values), return_inverse=True)[1].astype(np.intp)


def wave_of(cells: dict[str, list[Any]]) -> WaveCells:
    counts = {name: np.array(cells[name], dtype=float) for name in ("on_roll", "answered", "sums", "hits")}
    facts = np.column_stack([places(cells[name]) for name in ("year", "sex", "sen")])
    return WaveCells(np.array(cells["school"], dtype=np.intp) - 1, facts, hits=counts.pop("hits")[np.newaxis], **counts)


def waves(name: str) -> list[WaveCells]:
    return [wave_of(cells) for cells in R["cases"][name]["cells"]]


def schools(name: str) -> int:
    return int(max(wave.school.max() for wave in waves(name))) + 1


@pytest.mark.parametrize("name", ["even", "uneven"])
@pytest.mark.parametrize("place", [0, 1])
def test_each_answers_weight_is_rs_after_glm_and_rake(name: str, place: int) -> None:
    cells = R["cases"][name]["cells"][place]
    wave = wave_of(cells)

    made = weights(wave, np.ones(schools(name), dtype=bool))

    expected = np.array([0.0 if each is None or each == "NA" else each for each in cells["each"]])
    assert made == pytest.approx(expected, rel=ITERATIVE)


@pytest.mark.parametrize("name", ["even", "uneven"])
def test_weighted_shares_change_and_their_jackknife_errors_are_rs(name: str) -> None:
    expected = R["cases"][name]

    made = weigh(waves(name))

    estimates = [made.shares[0][0], made.shares[1][0], made.changes[0]]
    values = [*expected["shares"], expected["change"]]
    assert [one.value for one in estimates] == pytest.approx(values, rel=ITERATIVE)
    assert [one.error for one in estimates] == pytest.approx(expected["errors"], rel=ITERATIVE)


def test_weights_add_up_to_the_roster_in_every_margin() -> None:
    wave = waves("uneven")[0]

    held = weights(wave, np.ones(10, dtype=bool)) * wave.sums

    for level in (wave.school, *wave.facts.T):
        assert np.bincount(level, held) == pytest.approx(np.bincount(level, wave.on_roll), rel=1e-9)


def test_everyone_answering_gives_everyone_the_same_weight() -> None:
    wave = waves("even")[0]
    full = replace(wave, answered=wave.on_roll, sums=wave.on_roll)

    made = weigh([full, full])

    assert weights(full, np.ones(8, dtype=bool)) == pytest.approx(np.ones(len(full.school)), rel=1e-8)
    assert made.spread == pytest.approx((1.0, 1.0))
    assert made.heaviest == pytest.approx((1.0, 1.0))
    assert made.changes[0].value == pytest.approx(0)


def test_order_of_the_cells_leaves_no_trace() -> None:
    mixed = []
    for wave in waves("uneven"):
        order = np.random.default_rng(5).permutation(len(wave.school))
        counts = {name: getattr(wave, name)[order] for name in ("school", "facts", "on_roll", "answered", "sums")}
        mixed.append(WaveCells(hits=wave.hits[:, order], **counts))

    straight, shuffled = weigh(waves("uneven")), weigh(mixed)

    assert shuffled.changes[0].value == pytest.approx(straight.changes[0].value, rel=1e-9)
    assert shuffled.changes[0].error == pytest.approx(straight.changes[0].error, rel=1e-9)


def small(facts: list[int], on_roll: list[int], answered: list[int], school: list[int]) -> WaveCells:
    there = np.array(answered, dtype=float)
    levels = np.array(facts, dtype=np.intp)[:, np.newaxis]
    return WaveCells(
        np.array(school, dtype=np.intp), levels, np.array(on_roll, dtype=float), there, there, there[np.newaxis] / 2
    )


def test_a_year_group_of_which_nobody_answered_joins_the_smaller_year_beside_it() -> None:
    wave = small([0, 1, 2, 0, 1, 2], [40, 9, 30, 40, 9, 30], [30, 0, 20, 20, 0, 20], [0, 0, 0, 1, 1, 1])

    assert with_merged_facts(wave).facts[:, 0].tolist() == [0, 2, 2, 0, 2, 2]


def test_a_year_group_that_answered_in_one_school_alone_is_merged_for_the_jackknife() -> None:
    wave = small([0, 1, 0, 1, 0, 1], [40, 9, 40, 9, 40, 9], [30, 4, 20, 0, 25, 0], [0, 0, 1, 1, 2, 2])

    assert len(set(with_merged_facts(wave).facts[:, 0].tolist())) == 1


def test_a_year_group_that_one_school_alone_has_stays_apart() -> None:
    wave = small([0, 1, 0, 0], [40, 9, 40, 40], [30, 4, 20, 25], [0, 0, 1, 2])

    assert with_merged_facts(wave).facts[:, 0].tolist() == [0, 1, 0, 0]


def test_one_school_alone_has_no_jackknife() -> None:
    wave = small([0, 1], [40, 9], [30, 4], [0, 0])

    with pytest.raises(TooFewSchools):
        weigh([wave, wave])


def test_a_wave_of_one_school_among_several_has_no_error() -> None:
    here = small([0, 0, 0], [40, 30, 50], [30, 20, 20], [0, 1, 2])
    alone = small([0], [40], [30], [0])

    with pytest.raises(OneSchool):
        weigh([here, alone])


def test_a_school_without_cells_changes_nothing() -> None:
    gap = [replace(wave, school=wave.school + (wave.school > 3)) for wave in waves("uneven")]

    assert weigh(gap) == weigh(waves("uneven"))


def test_one_wave_has_shares_and_no_change() -> None:
    first = waves("uneven")[0]

    made = weigh([first])

    assert made.shares[0][0].value == pytest.approx(R["cases"]["uneven"]["shares"][0], rel=ITERATIVE)
    assert made.changes == ()
