"""The engine, given the simulated pupils, prints the report's own figures, line by line."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from belonging.evaluation import AnswerSet, Findings, Plan, evaluate
from belonging.evaluation.own_data import OwnData
from belonging.instruments.load import load
from tests.simulation.counting import (
    ITEMS,
    SEEDS,
    WAVES,
    anyone,
    is_measure,
    pilot_of,
    published_rows,
    pupils,
    secondary,
    with_send,
)

CASES = [
    pytest.param(line, wave, id=f"{line['item']}-{line['group']}-{line['measure']}-{wave}")
    for line in published_rows()
    for wave in WAVES
    if line[f"{wave}_percent"]
]


@cache
def answers_of(seed: int) -> AnswerSet:
    pilot = pilot_of(seed)
    rows = list(pilot.of("pupil"))
    instrument = load("pupil_v1")
    columns: dict[str, list[object]] = {
        "school": [row.school for row in rows],
        "setting": [pilot.school(row.school).setting for row in rows],
        "wave": [row.wave for row in rows],
        "year_group": [row.year_group for row in rows],
        "gender": [row.gender for row in rows],
        "sen": [row.sen for row in rows],
        **{item: [row.answers.get(item) for row in rows] for item in ITEMS},
    }
    return AnswerSet.from_columns(instrument, columns)


@cache
def findings_of(seed: int) -> Findings:
    return evaluate(answers_of(seed), Plan.default(load("pupil_v1"), "programme"), OwnData())


def engine_count(seed: int, line: dict[str, str], wave: str) -> tuple[int, int]:
    """(how many, of how many) by the engine."""
    by = "all" if line["group"] == "all" else "send"
    table = findings_of(seed).table(line["item"], by)
    assert table is not None
    cell = table.cell(line["group"], wave)
    assert cell is not None
    assert cell.parts is not None
    assert cell.codes is not None
    assert cell.n is not None
    share = cell.codes["1"] if line["measure"] == "never" else cell.parts[line["measure"]]
    assert share.count is not None
    return share.count, cell.n


@pytest.mark.parametrize(("line", "wave"), CASES)
def test_the_engine_prints_the_published_percentage(line: dict[str, str], wave: str) -> None:
    for seed in SEEDS:
        count, n = engine_count(seed, line, wave)

        assert (200 * count + n) // (2 * n) == int(line[f"{wave}_percent"])


@pytest.mark.parametrize(("line", "wave"), CASES)
def test_the_engine_counts_as_plain_counting_does(line: dict[str, str], wave: str) -> None:
    seed = SEEDS[0]
    rows = pupils(seed, wave, with_send if line["group"] == "send" else anyone)
    by_hand = sum(is_measure(line["item"], row.answers.get(line["item"]), line["measure"]) for row in rows)

    assert engine_count(seed, line, wave) == (by_hand, len(rows))


def test_the_engine_finds_as_many_secondary_pupils() -> None:
    table = findings_of(SEEDS[0]).table("lonely", "phase")
    assert table is not None
    cell = table.cell("secondary", "baseline")
    assert cell is not None
    assert cell.n == len(pupils(SEEDS[0], "baseline", secondary))


def test_the_engine_gives_the_change_in_belonging_as_six_in_100() -> None:
    table = findings_of(SEEDS[0]).table("belong")
    assert table is not None
    change = table.change("all")
    assert change is not None
    assert change.estimate_low is not None
    assert 5 < change.estimate_low < 7


def test_the_main_outcome_stands_alone_for_everyone_and_in_no_group() -> None:
    plan = Plan.default(load("pupil_v1"), "programme")
    everyone, groups = 0, 0
    for seed in SEEDS:
        together = evaluate(answers_of(seed), replace(plan, primary=None), OwnData())
        pairs = zip(findings_of(seed).tables, together.tables, strict=True)
        differing = [one.by for one, other in pairs if one != other]
        everyone += differing.count("all")
        groups += len(differing) - differing.count("all")

    assert everyone > 0
    assert groups == 0


def test_a_breakdown_that_the_questionnaire_never_asks_for_is_passed_over_in_silence() -> None:
    staff = load("staff_v1")
    columns: dict[str, list[object]] = {"school": ["elm"] * 40, "wave": ["baseline"] * 40, staff.items[0].key: [4] * 40}

    findings = evaluate(AnswerSet.from_columns(staff, columns), Plan.default(staff), OwnData())

    assert {table.by for table in findings.tables} == {"all"}
    assert not [note for note in findings.notes if note.code.startswith("not-recorded")]
