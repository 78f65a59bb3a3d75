"""Tables asked for afterwards: shown where they give nothing away beside what is out, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belonging.evaluation import Findings, Plan, Policy, evaluate
from belonging.evaluation.amending import Adds, Amending, NotReleasable, amended, only_added
from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.reproduction.counts import counts_of
from belonging.evaluation.reproduction.source import findings_from
from tests.evaluation.reproduction.pretend import PUPILS, Row, answers_of, pretend_rows

RELEASE = Policy.release()
BASE = Plan("pupil_v1", "programme", ("safe", "happy"), ("all", "send"))
BOTH = ("baseline", "endline")


def asked(answers: AnswerSet, adds: Adds, plan: Plan = BASE, *out: Findings) -> tuple[Amending, Findings]:
    """The amendment of a programme whose plan is released, and what comes of it."""
    released = (evaluate(answers, plan, RELEASE), *out)
    amending = Amending(plan, (), adds, released)
    return amending, amended(answers, amending, RELEASE, {})


def test_what_is_asked_for_is_shown_and_nothing_else() -> None:
    answers = answers_of(pretend_rows(2, least=40, most=60))
    amending, found = asked(answers, Adds(("safe",), ("sen",), BOTH))

    assert [table.id for table in found.tables] == ["safe-by-sen"]
    assert {cell.wave for cell in found.tables[0].cells} == set(BOTH)
    assert len(found.tables[0].changes) == 3
    assert (found.headlines, found.notes, found.supplements) == ((), (), ())
    assert found.plan_digest == amending.whole.digest != BASE.digest


def test_waves_that_were_not_asked_for_are_left_out() -> None:
    answers = answers_of(pretend_rows(2, least=40, most=60))
    _, found = asked(answers, Adds(("safe",), ("sen",), ("baseline",)))

    (table,) = found.tables
    assert {cell.wave for cell in table.cells} == {"baseline"} == set(table.waves)
    assert (table.changes, found.waves) == ((), ("baseline",))
    assert {gap.wave for gap in table.gaps} == {"baseline"}


def few_of(rows: list[Row], sen: str, left: int) -> list[Row]:
    """The rows, with so few of one SEN status in each wave."""
    kept = [row for row in rows if row["sen"] != sen]
    return kept + [row for wave in BOTH for row in [r for r in rows if r["sen"] == sen and r["wave"] == wave][:left]]


def test_a_group_that_is_too_small_keeps_its_table_away() -> None:
    answers = answers_of(few_of(pretend_rows(2, least=40, most=60), "E", 4))

    with pytest.raises(NotReleasable, match="None of these tables can be shown"):
        asked(answers, Adds(("safe",), ("sen",), BOTH))


def test_a_small_cell_is_not_uncovered_by_taking_what_is_out_from_what_is_new() -> None:
    """Each table by itself has ten and more in each group; one less the other has four people, all of one group."""
    rows = pretend_rows(2, least=40, most=60)
    for row in rows:
        row["joined"] = "yes" if row["sen"] == "K" else "no"
    movers = [row for row in rows if row["sen"] == "N" and row["wave"] == "endline"][:4]
    for row in movers:
        row["joined"] = "yes"
    answers = answers_of(rows)
    plan = replace(BASE, by=("all", "sen"))
    _ = evaluate(answers, plan, RELEASE)

    with pytest.raises(NotReleasable, match=r"In the endline the table by .* would leave fewer than 10 people"):
        asked(answers, Adds(("safe",), ("joined",), BOTH), plan)


def test_what_is_out_and_would_have_been_held_back_keeps_the_new_away() -> None:
    """As where an earlier release printed a table that the audit of everything together leaves out."""
    answers = answers_of(pretend_rows(2, least=40, most=60))
    released = evaluate(answers, BASE, RELEASE)
    table = released.tables[0]
    cells = tuple(replace(cell, n=5) for cell in table.cells)
    finer = replace(released, tables=(replace(table, cells=cells), *released.tables[1:]))

    with pytest.raises(NotReleasable, match="nothing of the amendment is shown"):
        asked(answers, Adds(("safe",), ("sen",), BOTH), BASE, finer)


def test_what_was_held_back_before_does_not_come_out_by_an_amendment() -> None:
    answers = answers_of(pretend_rows(2, least=40, most=60))
    released = evaluate(answers, BASE, RELEASE)
    held = [replace(table, cells=()) if table.id == "happy-by-send" else table for table in released.tables]
    waves = [(table, cell.wave) for table in released.tables for cell in table.cells if table.id == "happy-by-send"]
    withheld = tuple(dict.fromkeys(wave for _, wave in waves))
    assert withheld == BOTH
    before = replace(released, tables=tuple(held))

    found = asked(answers, Adds(("safe",), ("sen",), BOTH), BASE, before)[1]
    assert "happy-by-send" not in {table.id for table in found.tables}


def test_an_earlier_amendment_counts_as_what_is_out() -> None:
    answers = answers_of(pretend_rows(2, least=40, most=60))
    first, found = asked(answers, Adds(("safe",), ("sen",), BOTH))
    second = Amending(BASE, (first.now,), Adds(("happy",), ("joined",), ("endline",)), (*first.released, found))

    assert second.whole.by == ("all", "send", "sen", "joined")
    assert [table.id for table in amended(answers, second, RELEASE, {}).tables] == ["happy-by-joined"]


def test_an_amendment_comes_out_of_its_counts_again() -> None:
    answers = answers_of(pretend_rows(2, least=40, most=60))
    amending, found = asked(answers, Adds(("safe",), ("sen", "joined"), BOTH))
    counts = counts_of(answers, amending.whole, RELEASE, {}, found)
    again = findings_from(counts, PUPILS, amending.whole, RELEASE, {})

    assert only_added(again, amending.now).to_json() == found.to_json()
    printed = counts.frame.filter((counts.frame["item"] != "") & (counts.frame["by"] != "all"))
    assert set(printed["item"]) == {"safe"}
