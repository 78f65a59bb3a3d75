"""Agreement of two coders against R (`tests/oracles/agreement.R`), and what must hold of it whatever they coded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation.agreement import Pairs, alpha, kappa, share_agreed

R: dict[str, Any] = json.loads((Path(__file__).parents[1] / "oracles" / "agreement.json").read_text())
CLOSE = 1e-10
COUNTS = st.integers(0, 200)
PAIRS = st.builds(Pairs, COUNTS, COUNTS, COUNTS, COUNTS)


@pytest.mark.parametrize("expected", R["kappas"])
def test_kappa_is_that_of_r(expected: dict[str, Any]) -> None:
    found = kappa(Pairs(*expected["cells"]))

    assert found is not None
    assert found.value == pytest.approx(expected["value"], abs=CLOSE)
    # R's own ends of a perfect agreement are off by the root of a rounding error.
    assert found.low == pytest.approx(expected["low"], abs=1e-8)
    assert found.high == pytest.approx(expected["high"], abs=1e-8)


def test_alpha_over_all_themes_is_that_of_the_coincidence_matrix() -> None:
    assert alpha(Pairs(*cells) for cells in R["alpha"]["tables"]) == pytest.approx(R["alpha"]["value"], abs=CLOSE)


def test_two_who_code_everything_alike_agree_fully() -> None:
    alike = Pairs.of([True, False, True], [True, False, True])

    found = kappa(alike)

    assert (share_agreed(alike), alpha([alike])) == (1, 1)
    assert found is not None
    assert found.value == 1


def test_a_theme_that_nobody_gave_has_no_kappa_however_well_they_agree() -> None:
    unseen = Pairs(0, 0, 0, 50)

    assert share_agreed(unseen) == 1
    assert kappa(unseen) is None
    assert alpha([unseen]) is None


def test_without_a_comment_nothing_is_said() -> None:
    nothing = Pairs(0, 0, 0, 0)

    assert (share_agreed(nothing), kappa(nothing), alpha([nothing]), alpha([])) == (None, None, None, None)


def test_codes_of_different_comments_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Pairs.of([True, False], [True])
    with pytest.raises(ValueError, match="never below nought"):
        Pairs(1, -1, 0, 0)


@given(PAIRS)
def test_who_is_first_makes_no_difference(pairs: Pairs) -> None:
    turned = Pairs(pairs.both, pairs.second_alone, pairs.first_alone, pairs.neither)
    one, other = kappa(pairs), kappa(turned)

    assert alpha([pairs]) == alpha([turned])
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.value == pytest.approx(other.value)
        assert -1 <= one.low <= one.value + 1e-12
        assert one.value - 1e-12 <= one.high <= 1
