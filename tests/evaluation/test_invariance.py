"""What must not matter to the engine: order of rows and schools, names, how rows were split, a school of nobody."""

from __future__ import annotations

import random
from dataclasses import asdict, replace
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, evaluate
from belonging.evaluation.own_data import OwnData
from belonging.evaluation.released import Cell, Change, Gap
from belonging.instruments.model import Part
from tests.evaluation.rows import PUPIL, Pupils, answer_set

PLAN = Plan.default(PUPIL, "programme")
SCHOOLS = ("ash", "birch", "elm", "fir", "hazel", "lime", "oak")


def programme(seed: int) -> AnswerSet:
    """Seven schools of unequal size in two waves; what they answer differs from school to school."""
    draw = random.Random(seed)
    groups = [
        Pupils(
            draw.choices([4, 3, 2, 1, 9, None], [3 + place, 3, 2, 1, 1, 1], k=draw.randint(12, 40)),
            school=school,
            wave=wave,
            gender=gender,
            sen=sen,
        )
        for place, school in enumerate(SCHOOLS)
        for wave in ("baseline", "endline")
        for gender in ("girl", "boy")
        for sen in ("N", "K")
    ]
    return answer_set(groups)


def exact(answers: AnswerSet) -> Findings:
    return evaluate(answers, PLAN, OwnData())


def of(frame: pl.DataFrame) -> AnswerSet:
    return AnswerSet(PUPIL, frame)


SEED = st.integers(0, 10_000)


@settings(deadline=None, max_examples=10)
@given(SEED)
def test_the_order_of_rows_leaves_no_trace(seed: int) -> None:
    answers = programme(seed)
    shuffled = of(answers.frame.sample(fraction=1, shuffle=True, seed=seed))

    assert exact(shuffled).to_json() == exact(answers).to_json()
    assert evaluate(shuffled, PLAN, Policy.release()).to_json() == evaluate(answers, PLAN, Policy.release()).to_json()


@settings(deadline=None, max_examples=10)
@given(SEED, st.integers(1, 200))
def test_rows_from_two_files_are_as_good_as_from_one(seed: int, cut: int) -> None:
    answers = programme(seed)
    two = pl.concat([answers.frame[cut:], answers.frame[:cut]])

    assert exact(of(two)).to_json() == exact(answers).to_json()


def numbers(findings: Findings) -> list[Any]:
    """Everything but the breakdown by school, whose labels are the schools' names; intervals to 12 digits."""
    kept = []
    for table in findings.tables:
        if table.by != "school":
            rows: list[Cell | Change | Gap] = [*table.cells, *table.changes, *table.gaps]
            for row in rows:
                raw = asdict(row)
                ends = raw.pop("interval")
                interval = ends and [round(ends["low"], 9), round(ends["high"], 9), ends["df"] and round(ends["df"], 9)]
                kept.append((raw, interval))
    return kept


@settings(deadline=None, max_examples=10)
@given(SEED)
def test_what_schools_are_called_changes_no_number(seed: int) -> None:
    answers = programme(seed)
    names = dict(zip(SCHOOLS, random.Random(seed).sample([f"school-{place}" for place in range(7)], 7), strict=True))
    renamed = of(answers.frame.with_columns(pl.col("school").replace(names)))

    assert numbers(exact(renamed)) == numbers(exact(answers))


def test_a_school_that_holds_nobody_of_the_programme_changes_nothing() -> None:
    """A comparison school stands among the schools of every table, with no pupil in any."""
    answers = programme(7)
    comparison = answers.frame.head(50).with_columns(school=pl.lit("zelkova"), arm=pl.lit("comparison"))

    with_it = exact(of(pl.concat([answers.frame, comparison])))

    assert numbers(with_it) == numbers(exact(answers))
    assert with_it.responses == exact(answers).responses


@settings(deadline=None, max_examples=10)
@given(SEED)
def test_shares_add_up_in_every_cell(seed: int) -> None:
    for table in exact(programme(seed)).tables:
        for cell in table.cells:
            if cell.parts is not None:
                assert sum(share.count or 0 for share in cell.parts.values()) == cell.n
                assert sum(share.low for share in cell.parts.values()) == pytest.approx(100)


def turned(answers: AnswerSet) -> AnswerSet:
    """The same rows to the same statement, reversed."""
    sections = tuple(
        replace(part, items=tuple(replace(item, reverse=not item.reverse) for item in part.items))
        for part in PUPIL.sections
    )
    return AnswerSet(replace(PUPIL, sections=sections), answers.frame)


@settings(deadline=None, max_examples=10)
@given(SEED)
def test_reversing_a_statement_swaps_positive_and_negative_in_changes_and_gaps(seed: int) -> None:
    """Where nobody declines or leaves out, positive and negative are all there is, so signs turn and no more."""
    answers = programme(seed)
    complete = of(answers.frame.with_columns(pl.col("safe").fill_null(4).replace(9, 1)))

    one, other = exact(complete), exact(turned(complete))

    for table, mirror in zip(one.tables, other.tables, strict=True):
        rows: list[Change | Gap] = [*table.changes, *table.gaps]
        mirrored: list[Change | Gap] = [*mirror.changes, *mirror.gaps]
        for row, back in zip(rows, mirrored, strict=True):
            assert row.estimate_low == pytest.approx(-(back.estimate_low or 0))
            assert (row.interval is None) is (back.interval is None)
            if row.interval and back.interval:
                assert row.interval.low == pytest.approx(-back.interval.high)
    assert PUPIL.item("safe").part_of(4) is Part.POSITIVE
