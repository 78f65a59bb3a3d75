"""What is said of an item in two groups: alike, different, or not to be told."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from belonging.evaluation.clusters import Clustered
from belonging.evaluation.dif import TooFewToCompare, Verdict, interval, item_dif, verdicts

Ints = NDArray[np.int64]


def pupils(seed: int, planted: float) -> tuple[Ints, Ints, Ints]:
    """Ten schools; item 0 is easier for group 1 by `planted` in the normal answer, the others are alike."""
    rng = np.random.default_rng(seed)
    school, group = np.repeat(np.arange(10), 80), np.tile([0, 1], 400)
    common = rng.normal(size=800) - 0.3 * group
    easier = np.zeros((800, 6))
    easier[:, 0] = planted * group
    answers = np.digitize(0.8 * common[:, None] + 0.6 * rng.normal(size=(800, 6)) + easier, [-1, 0, 1]) + 1
    return answers, school, group


def test_an_item_that_works_differently_is_found_and_the_others_are_not() -> None:
    levels, school, group = pupils(1, planted=0.5)

    said = verdicts({str(item): item_dif(levels, item, school, group).uniform for item in range(6)})

    assert said.pop("0") is Verdict.LARGE
    assert Verdict.LARGE not in said.values()


def test_a_group_that_scores_lower_in_all_items_alike_is_no_difference_of_items() -> None:
    levels, school, group = pupils(2, planted=0)

    found = item_dif(levels, 0, school, group)

    assert abs(found.uniform.value) < 0.4
    assert set(verdicts({"0": found.uniform}).values()) <= {Verdict.ALIKE, Verdict.UNCLEAR}


def test_swapping_the_groups_turns_the_difference_round() -> None:
    levels, school, group = pupils(3, planted=0.3)

    one, other = item_dif(levels, 0, school, group), item_dif(levels, 0, school, 1 - group)

    assert other.uniform.value == pytest.approx(-one.uniform.value, abs=1e-8)
    assert other.non_uniform.value == pytest.approx(-one.non_uniform.value, abs=1e-8)
    assert other.uniform.error == pytest.approx(one.uniform.error, rel=1e-8)


def test_words_never_go_beyond_the_interval() -> None:
    said = verdicts(
        {
            "wide and large": Clustered(0.9, 0.6, 9),
            "clear but small": Clustered(0.3, 0.08, 9),
            "clear and moderate": Clustered(-0.5, 0.1, 9),
            "clear and large": Clustered(-0.7, 0.1, 9),
            "narrow at nothing": Clustered(0.02, 0.1, 9),
            "few schools": Clustered(0.02, 0.01, 3.9),
        }
    )

    assert said == {
        "wide and large": Verdict.UNCLEAR,
        "clear but small": Verdict.UNCLEAR,
        "clear and moderate": Verdict.MODERATE,
        "clear and large": Verdict.LARGE,
        "narrow at nothing": Verdict.ALIKE,
        "few schools": Verdict.UNCLEAR,
    }


def test_items_are_read_together() -> None:
    alone = {"0": Clustered(0.5, 0.2, 12)}

    assert verdicts(alone)["0"] is Verdict.MODERATE
    assert (
        verdicts({**alone, **{str(place): Clustered(0.01, 0.4, 12) for place in range(1, 12)}})["0"] is Verdict.UNCLEAR
    )


def test_few_degrees_of_freedom_have_no_interval() -> None:
    assert interval(Clustered(0.5, 0.1, 3.9)) is None
    assert interval(Clustered(0.5, 0.1, 4.0)) is not None


def test_fewer_than_fifty_in_a_group_are_too_few() -> None:
    levels, school, _ = pupils(4, planted=0)

    with pytest.raises(TooFewToCompare, match="49 people"):
        item_dif(levels[:449], 0, school[:449], (np.arange(449) < 49).astype(int))
