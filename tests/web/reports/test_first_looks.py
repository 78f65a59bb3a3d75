"""Which three statements come first: by rule, from what was released, never from what cannot be told."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation.released import Cell, Change, Gap, Reading, ReleasedTable, Rung, Share
from belonging.web.reports.presenters.examples import SETTINGS, example_findings
from belonging.web.reports.rules.first_looks import MOST, THREE, Why, first_looks, is_low
from tests.figures.tables import GAPS, WHOLE
from tests.web.reports.conftest import OF_MAPLE, released
from tests.web.reports.test_minutes import BLANK

READINGS = st.sampled_from(Reading)
EVERY = [released(audience, OF_MAPLE) for audience in ("pupil", "parent", "staff")]


def table(item: str, *, positive: float = 80, reading: Reading = Reading.NO_CLEAR_CHANGE) -> ReleasedTable:
    cells = tuple(share_of(cell, positive) for cell in WHOLE.cells)
    changes = tuple(replace(change, reading=reading) for change in WHOLE.changes)
    return replace(WHOLE, id=f"{item}-by-all", item=item, cells=cells, changes=changes)


def share_of(cell: Cell, positive: float) -> Cell:
    parts = {**(cell.parts or {}), "positive": Share(positive, positive, f"{positive:.0f} in 100")}
    return replace(cell, parts=parts, interval=None)


def send_table(item: str, reading: Reading) -> ReleasedTable:
    wave = WHOLE.waves[-1]
    gap = replace(GAPS[0].gap, id=f"{item}-by-send:gap", reading=reading, wave=wave, earlier=None)
    return replace(WHOLE, id=f"{item}-by-send", item=item, by="send", gaps=(gap,), changes=(), cells=())


def looks(*tables: ReleasedTable) -> list[tuple[Why, str]]:
    return [(look.why, look.table.item) for look in first_looks({"pupil": replace(BLANK, tables=tables)})]


def test_one_that_fell_one_that_leaves_out_one_that_is_low() -> None:
    found = looks(
        table("safe", reading=Reading.FEWER),
        table("fair", reading=Reading.FEWER),
        table("happy", positive=40),
        send_table("belong", Reading.FEWER),
    )
    assert found == [(Why.FELL, "safe"), (Why.LEFT_OUT, "belong"), (Why.LOW, "happy")]


def test_what_is_missing_is_filled_and_a_statement_stands_there_once() -> None:
    found = looks(table("safe", reading=Reading.FEWER, positive=40), send_table("safe", Reading.FEWER), table("fair"))
    assert found == [(Why.FELL, "safe"), (Why.LEAST, "fair")]


def test_a_place_that_many_statements_share_puts_none_of_them_first() -> None:
    assert looks(*(table(item) for item in ("safe", "fair", "happy", "belong"))) == []


@given(st.lists(st.tuples(READINGS, READINGS, st.integers(0, 100)), min_size=1, max_size=8))
def test_nothing_untold_comes_first_and_the_rule_is_the_same_for_the_same_findings(
    drawn: list[tuple[Reading, Reading, int]],
) -> None:
    tables = [
        made
        for at, (change, gap, positive) in enumerate(drawn)
        for made in (table(f"item_{at}", positive=positive, reading=change), send_table(f"item_{at}", gap))
    ]
    findings = replace(BLANK, tables=tuple(tables))
    found = first_looks({"pupil": findings})
    assert found == first_looks({"pupil": findings})
    assert len(found) <= THREE
    assert len({look.statement for look in found}) == len(found)
    assert [look.why for look in found] == sorted((look.why for look in found), key=list(Why).index)
    for look in found:
        if isinstance(look.rests_on, Change | Gap):
            assert look.rests_on.reading in (Reading.FEWER, Reading.MORE)
    if any(change is Reading.FEWER for change, _, _ in drawn):
        assert found[0].why is Why.FELL


def test_on_real_releases_each_rests_on_a_finding_that_is_shown() -> None:
    small = [example_findings(setting.key) for setting in SETTINGS]
    for findings in (*EVERY, *small):
        known = {cell.id for held in findings.tables for cell in held.cells}
        known |= {change.id for held in findings.tables for change in held.changes}
        known |= {gap.id for held in findings.tables for gap in held.gaps}
        for look in first_looks({findings.audience: findings}):
            assert look.rests_on.id in known
            assert look.table.refusal is None


def test_low_is_as_sure_as_it_can_be_told() -> None:
    cell = WHOLE.cells[0]
    few, half = (Share(low, low + 33, text) for low, text in ((0, "few"), (33.3, "about half")))
    in_words = replace(cell, rung=Rung.WORDS, interval=None)
    assert is_low(replace(in_words, parts={"positive": few}))
    assert not is_low(replace(in_words, parts={"positive": half}))
    assert is_low(share_of(cell, MOST))
    assert not is_low(share_of(cell, MOST + 1))
