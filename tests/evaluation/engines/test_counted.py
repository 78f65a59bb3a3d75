"""Counted once, asked many times."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from belonging.evaluation import AnswerSet, Plan, Policy, evaluate
from belonging.evaluation.cells import NotCountedBy, count_cells, tally
from belonging.evaluation.engines.counted import Counted
from belonging.evaluation.group_columns import GROUP_COLUMNS
from belonging.evaluation.own_data import OwnData
from tests.evaluation.engines.cases import CASES, PUPIL, in_memory

BY = ("school", "wave", "gender")


def test_it_says_of_itself_what_the_rows_say() -> None:
    answers = in_memory(CASES["ordinary"])
    counted = Counted.of(answers)

    assert (counted.items, counted.schools, counted.waves) == (answers.items, answers.schools, answers.waves)
    assert counted.by == GROUP_COLUMNS
    assert counted.forms == answers.frame.height


def test_it_knows_every_count_but_not_the_order_of_rows() -> None:
    frame = CASES["drawn at random"]

    assert Counted.of(in_memory(frame)).digest == Counted.of(in_memory(frame.reverse())).digest
    assert Counted.of(in_memory(frame)).digest != Counted.of(in_memory(frame.slice(1))).digest


def test_fewer_columns_can_be_had_from_it_and_others_cannot() -> None:
    answers = in_memory(CASES["ordinary"])
    counted = Counted.of(answers, BY)

    cells = count_cells(counted, answers.items, answers.waves, BY)
    assert tally(cells, "gender").totals.tolist() == [[2, 1], [0, 1], [0, 1], [1, 1]]
    with pytest.raises(NotCountedBy, match="'arm'"):
        count_cells(counted, answers.items, answers.waves)


def test_findings_from_cells_alone_are_those_from_the_rows() -> None:
    answers = in_memory(CASES["drawn at random"])
    # It is no AnswerSet, and what the engine asks of one before any further method it has.
    cells = cast(AnswerSet, Counted.of(answers))
    plan = replace(Plan.default(PUPIL, "programme"), supplements=())

    for policy in (OwnData(), Policy.release()):
        there, here = evaluate(cells, plan, policy), evaluate(answers, plan, policy)
        assert replace(there, input_digest="") == replace(here, input_digest="")
