"""Who is in the same groups of every printed table, and what the tables say of a set of answers."""

from __future__ import annotations

import numpy as np

from belonging.evaluation import Plan, Policy
from belonging.evaluation.breakdowns import break_down
from belonging.evaluation.cells import Cells, count_cells
from belonging.evaluation.disclosure.audited import audited
from belonging.evaluation.disclosure.pools import Pools, by_part, parts_of, pools_of
from belonging.evaluation.disclosure.primary import Breakdown
from belonging.evaluation.request import Request
from belonging.instruments.load import load
from belonging.instruments.model import Part
from tests.evaluation.rows import PUPIL, Code, Pupils, answer_set, answers


def counted(*groups: Pupils) -> tuple[Cells, list[Breakdown]]:
    rows = answer_set(groups)
    cells = count_cells(rows, ("safe",), rows.waves)
    breakdowns, _ = break_down(Request(rows, Plan.default(PUPIL), Policy.release(), {}), cells)
    return cells, breakdowns


def pooled(*groups: Pupils) -> Pools:
    return pools_of(*counted(*groups), wave=0)


def test_pools_are_the_meetings_of_all_printed_groups_and_hold_everybody() -> None:
    pools = pooled(
        Pupils(answers(20, 5)),
        Pupils(answers(11, 4), gender="boy"),
        Pupils(answers(8, 4), sen="K"),
        Pupils(answers(3, 1), sen="E", gender="boy", year_group="9"),
        Pupils(answers(2, 1), sen="K", gender="boy", year_group="10"),
    )

    assert [table.by for table in pools.tables] == ["all", "gender", "send"]
    assert sorted(pools.sizes) == [7, 12, 15, 25]
    for table in pools.tables:
        assert sorted(pool for group in table.groups for pool in group) == [0, 1, 2, 3]


def test_a_table_that_is_not_there_makes_no_pools() -> None:
    pools = pooled(Pupils(answers(20, 5)), Pupils(answers(11, 4), gender="boy"), Pupils(answers(5, 4), sen="K"))

    assert [table.by for table in pools.tables] == ["all", "gender"]
    assert sorted(pools.sizes) == [15, 34]


def test_two_small_genders_are_one_pool() -> None:
    pools = pooled(
        Pupils(answers(40, 20)),
        Pupils(answers(40, 20), gender="boy"),
        Pupils(answers(4, 3), gender="another"),
        Pupils(answers(4, 4), gender=None),
    )

    by_gender = next(table for table in pools.tables if table.by == "gender")
    assert sorted(sum(pools.sizes[pool] for pool in group) for group in by_gender.groups) == [15, 60, 60]


def test_pupils_of_no_phase_are_in_the_total_and_in_no_group_of_phases() -> None:
    pools = pooled(
        Pupils(answers(20, 10), year_group="3"),
        Pupils(answers(20, 12), year_group="8"),
        Pupils(answers(6, 5), year_group="X"),
    )

    by_phase = next(table for table in pools.tables if table.by == "phase")
    assert sorted(pools.sizes) == [11, 30, 32]
    assert sum(pools.sizes[pool] for group in by_phase.groups for pool in group) == 62


def test_worlds_count_each_part_once_and_bands_hold_them() -> None:
    codes: list[Code] = [*answers(20, 5, 2, 1), 3, 2]
    cells, breakdowns = counted(Pupils(codes), Pupils(answers(11, 4), gender="boy"))
    pools = pools_of(cells, breakdowns, 0)

    world = pools.world(by_part(cells, "safe"))
    rows = pools.published(world, pools.tables).rows

    assert parts_of(PUPIL.item("safe")) == (Part.POSITIVE, Part.DECLINED, Part.UNANSWERED, Part.NEGATIVE)
    assert sorted(world.tolist()) == [[11, 0, 0, 4], [21, 2, 1, 6]]
    assert len(rows) == 4 * 3  # three running totals of everybody, girls, boys, and all those without SEND
    for row in rows:
        assert row.low <= int(world[list(row.members), : row.through + 1].sum()) <= row.high


def test_a_scale_with_a_middle_has_five_parts() -> None:
    item = next(item for item in load("staff_v1").items if item.scale.has_middle)

    assert len(parts_of(item)) == 5


def test_waves_and_items_are_audited_one_by_one() -> None:
    groups = [
        Pupils(answers(n, 30 - n), wave=wave, gender=gender)
        for wave, n in (("baseline", 20), ("endline", 24))
        for gender in ("girl", "boy")
    ]
    cells, breakdowns = counted(*groups)

    result = audited(cells, breakdowns)

    assert [(unit.item, unit.wave) for unit in result.units] == [("safe", "baseline"), ("safe", "endline")]
    assert len(result.breakdowns) == len(breakdowns)


def test_a_statement_that_would_say_too_much_loses_tables_with_a_reason_that_accuses_nobody() -> None:
    """All 30 girls positive, boys at the top of their band, and everybody at the bottom of theirs."""
    found = []
    for girls, boys in ((30, n) for n in range(30)):
        cells, breakdowns = counted(Pupils(answers(girls, 30 - girls)), Pupils(answers(boys, 30 - boys), gender="boy"))
        by_gender = next(b for b in audited(cells, breakdowns).breakdowns if b.counted.by == "gender")
        refusal = by_gender.decisions["safe"][0].refusal
        if refusal is not None:
            found.append((boys, refusal.code))

    assert found
    assert {code for _, code in found} == {"audit"}
    assert np.all(np.diff([boys for boys, _ in found]) >= 1)
