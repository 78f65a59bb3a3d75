"""Reading many at once: what each adjustment promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.multiplicity import benjamini_hochberg, holm, holm_adjusted, significant, westfall_young

p_values = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.floats(0, 1), max_size=12)


@settings(deadline=None, max_examples=100)
@given(p_values)
def test_holm_is_never_kinder_than_benjamini_hochberg_nor_that_than_no_correction(p: dict[str, float]) -> None:
    by_holm, by_rate = holm_adjusted(p), benjamini_hochberg(p)

    for key, raw in p.items():
        assert raw <= by_rate[key] + 1e-12 <= by_holm[key] + 2e-12
    assert holm(p) == significant(by_holm) <= significant(by_rate)


@settings(deadline=None, max_examples=100)
@given(p_values)
def test_a_smaller_p_value_never_has_a_larger_adjusted_one(p: dict[str, float]) -> None:
    for adjusted in (holm_adjusted(p), benjamini_hochberg(p)):
        in_order = [adjusted[key] for key in sorted(p, key=lambda key: p[key])]
        assert in_order == sorted(in_order)


def test_holm_steps_down_until_one_fails() -> None:
    p = {"belong": 0.001, "safe": 0.02, "fair": 0.02, "happy": 0.04}

    assert holm(p) == {"belong"}
    assert holm_adjusted(p) == pytest.approx({"belong": 0.004, "safe": 0.06, "fair": 0.06, "happy": 0.06})
    assert significant(benjamini_hochberg(p)) == set(p)


def test_five_per_cent_exactly_is_kept_whatever_binary_fractions_make_of_it() -> None:
    assert holm({"a": 0.05 / 3, "b": 0.9, "c": 0.9}) == {"a"}


def test_nothing_to_read_gives_nothing() -> None:
    assert holm({}) == frozenset()
    assert benjamini_hochberg({}) == {}
    assert westfall_young({}, {}) == {}


def test_westfall_young_holds_each_statistic_against_the_largest_still_open() -> None:
    observed = {"safe": 3.0, "fair": -2.0, "happy": 0.5}
    drawn = {
        "safe": np.array([3.0, 1.0, 0.5, 2.5]),
        "fair": np.array([-2.0, 0.0, 3.5, 1.0]),
        "happy": np.array([0.5, 0.1, 0.2, -0.6]),
    }

    # safe: one pattern (itself) and the third reach 3; fair, against fair and happy alone: itself and the third.
    assert westfall_young(observed, drawn) == {"safe": 0.5, "fair": 0.5, "happy": 0.5}


def test_statements_that_move_together_cost_less_than_holm_takes() -> None:
    rng = np.random.default_rng(1)
    one = np.abs(rng.standard_normal(4096))
    one[0] = 2.2
    alike = dict.fromkeys("abcdef", one)
    alone = float((one >= 2.2).mean())

    adjusted = westfall_young(dict.fromkeys("abcdef", 2.2), alike)

    assert adjusted == dict.fromkeys("abcdef", alone)
    assert holm_adjusted(dict.fromkeys("abcdef", alone))["a"] == pytest.approx(6 * alone)
