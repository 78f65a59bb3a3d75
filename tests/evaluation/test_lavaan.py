"""The script for R: the committed one is what is generated, R ran it, and its answers agree with ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from belonging.evaluation.lavaan import invariance_rows, invariance_script
from belonging.evaluation.polychoric import pair_tables, polychoric, thresholds
from belonging.evaluation.reliability import green_yang, reliability
from tests.evaluation.rows import PUPIL

ORACLES = Path(__file__).parents[1] / "oracles"
R: dict[str, Any] = json.loads((ORACLES / "invariance.json").read_text())


def test_the_script_that_r_ran_is_the_one_that_is_generated() -> None:
    assert invariance_script(PUPIL.items) == (ORACLES / "invariance.R").read_text()


def test_another_name_changes_all_three_files() -> None:
    script = invariance_script(PUPIL.items[:3], "school scale", ("send",))

    assert "invariance." not in script
    assert 'read.csv("school scale.csv"' in script
    assert 'write_json(found, "school scale.json"' in script
    assert 'items <- c("belong", "teachers_interested", "support_in_work")' in script
    assert "@" not in script


@pytest.mark.parametrize("group", ["wave", "send"])
def test_r_climbed_the_whole_ladder(group: str) -> None:
    found = R["invariance"][group]

    assert list(found["fit"]) == ["configural", "thresholds", "loadings", "intercepts"]
    assert sum(found["people"].values()) <= R["people"]
    assert all(0.9 < step["cfi.scaled"] <= 1 for step in found["fit"].values())
    assert all(0 <= test["p"] <= 1 for test in found["tests"].values())


def test_rows_are_levels_with_reversed_statements_turned_round() -> None:
    frame = pl.DataFrame({"wave": ["baseline"] * 2, "send": ["send"] * 2, "belong": [4, 9], "lonely": [4, None]})

    text = invariance_rows(frame, (PUPIL.item("belong"), PUPIL.item("lonely")))

    assert text == "wave,send,belong,lonely\nbaseline,send,,\nbaseline,send,4,1\n"


def test_omega_of_the_pilots_rows_is_the_one_r_found() -> None:
    rows = pl.read_csv(ORACLES / "invariance.csv").drop("wave", "send").fill_null(0)
    tables = pair_tables(rows.to_numpy(), 4)
    loadings = np.array(list(R["loadings"].values()))

    assert tables.people == R["people"]
    assert green_yang(loadings, polychoric(tables), thresholds(tables)) == pytest.approx(R["omega"], abs=1e-6)
    ours = reliability(tables)
    assert ours.loadings == pytest.approx(loadings, abs=0.03)
    assert ours.omega == pytest.approx(R["omega"], abs=0.015)  # by other loadings, where one factor fits roughly
