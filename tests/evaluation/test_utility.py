"""What a head can expect to see: read from a small file, without the engine."""

from __future__ import annotations

import subprocess
import sys

import pytest

from belonging.evaluation.utility import TABLES, NoSuchSetting, utility


def test_a_school_of_any_size_is_told_what_the_next_smaller_size_gets() -> None:
    assert utility(649, "secondary") == utility(600, "secondary") != utility(450, "secondary")
    assert utility(5000, "secondary") == utility(1800, "secondary")


def test_fewer_than_ten_see_nothing() -> None:
    assert utility(9, "special") == ()
    assert utility(10, "special")[0].by == "all"


def test_larger_schools_see_more() -> None:
    for setting in ("primary", "secondary"):
        small, large = ({table.by: table.shown for table in utility(size, setting)} for size in (45, 1800))
        assert small["send"] < large["send"]
        assert small["all"] == large["all"] == 100


def test_shares_are_shares_and_each_table_has_a_sentence() -> None:
    for setting in ("primary", "secondary", "all_through", "special", "alternative_provision"):
        for size in (10, 60, 300, 1800):
            for table in utility(size, setting):
                assert 0 <= table.shown <= 101
                assert 0 <= table.left_out <= 100
                assert table.sentence.startswith(f"Answers {TABLES[table.by]} are ")


def test_an_unknown_setting_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NoSuchSetting, match="primary"):
        utility(100, "nursery")


def test_it_is_read_without_the_engine() -> None:
    code = (
        "import sys; from belonging.evaluation.utility import utility; utility(100, 'primary'); "
        "sys.exit('numpy' in sys.modules or 'polars' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
