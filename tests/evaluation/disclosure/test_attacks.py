"""The attacker of benchmarks/, on a few waves: it reads what is printed, and finds what is there to be found."""

from __future__ import annotations

import json

import numpy as np
import pytest
from benchmarks.attacker import Band, Own, Roll, certain
from benchmarks.disclosure_programmes import attack as attack_programme
from benchmarks.disclosure_waves import ITEM, Tally, attack, published, schools
from benchmarks.school_waves import PUPIL, answer_set, draw_wave

from belonging.evaluation import Plan, Policy, evaluate
from belonging.evaluation.breakdowns import break_down
from belonging.evaluation.cells import count_cells
from belonging.evaluation.disclosure.pools import by_part as parts_by_cell
from belonging.evaluation.disclosure.pools import pools_of
from belonging.evaluation.request import Request

POSITIVE, NEGATIVE = (0,), (4,)


def test_no_class_is_exposed_over_random_waves_and_many_are_by_hiding_below_ten() -> None:
    tally = Tally()
    for rng, setting, waves in schools(3, seed=11):
        attack(rng, setting, waves, tally)

    assert tally.waves == 6
    assert tally.exposed["insider"] == tally.exposed["pupil"] == 0
    assert tally.exposed["insider, hide below 10"] >= 3


def test_no_class_is_exposed_by_a_programmes_page_beside_its_schools_pages() -> None:
    assert attack_programme(np.random.default_rng(3)) == (False, False)


@pytest.mark.parametrize(("size", "seed"), [(40, 1), (90, 2), (330, 3), (900, 4)])
def test_the_attacker_reads_the_very_bands_that_are_printed(size: int, seed: int) -> None:
    """So that a failed attack is not a misread page."""
    wave = draw_wave(np.random.default_rng(seed), "baseline", "secondary", size)
    rows = answer_set("secondary", [wave], (ITEM,))
    plan = Plan.default(PUPIL, "school")
    cells = count_cells(rows, (ITEM,), ("baseline",))
    breakdowns, _ = break_down(Request(rows, plan, Policy.release(), {}), cells)
    pools = pools_of(cells, breakdowns, 0)
    printed = json.loads(evaluate(rows, plan, Policy.release()).to_json())

    read = sorted(
        (sum(wave.sizes[c] for c in band.classes), len(band.parts), band.low, band.high)
        for band in published(printed, wave)
    )

    there = {table["by"] for table in printed["tables"] if table["cells"]}
    tables = [table for table in pools.tables if table.by in there]
    rows_printed = pools.published(pools.world(parts_by_cell(cells, ITEM)), tables).rows
    assert read == sorted(
        (sum(pools.sizes[p] for p in row.members), row.through + 1, row.low, row.high) for row in rows_printed
    )


def test_the_attacker_finds_what_two_tables_say_together() -> None:
    roll = Roll((30, 30), (0, 4))
    girls, boys = Band((0,), POSITIVE, 27, 30), Band((1,), POSITIVE, 20, 27)

    assert certain(roll, [girls, boys, Band((0, 1), POSITIVE, 57, 60)]) == [(0, 1)]
    assert certain(roll, [girls, boys, Band((0, 1), POSITIVE, 54, 57)]) == []


def test_the_attacker_uses_their_own_answer() -> None:
    roll, one_positive = Roll((5, 5), (0, 4)), [Band((0, 1), POSITIVE, 0, 1)]

    assert (1, 0) in certain(roll, one_positive, Own(0, 0))
    assert certain(roll, [Band((0, 1), POSITIVE, 0, 2)], Own(0, 0)) == []
