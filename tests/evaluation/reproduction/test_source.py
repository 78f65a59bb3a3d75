"""Findings from counts are the findings from rows, byte for byte; and the counts hold no more than they need."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation import Findings, Plan, Policy, evaluate
from belonging.evaluation.cells import NotCountedBy, tally
from belonging.evaluation.reproduction.counts import SchoolsAlone, counts_of, printed_in
from belonging.evaluation.reproduction.source import findings_from, main_margins
from belonging.instruments.load import load
from tests.evaluation.reproduction.pretend import ITEMS, PLAN, PUPILS, SCHOOLS, Made, made_of, pretend_rows
from tests.evaluation.test_professional import LEADS, TRAINING, led, trained

RELEASE = Policy.release()
SMALL = replace(PLAN, by=("all",), supplements=())


def again(made: Made, policy: Policy = RELEASE) -> Findings:
    counts = counts_of(made.answers, made.plan, policy, made.rolls, made.findings)
    return findings_from(counts, made.answers.instrument, made.plan, policy, made.rolls)


def test_every_table_change_gap_reading_and_further_method_comes_out_again() -> None:
    made = made_of(pretend_rows(3), rolls={(school, "endline"): 30 for school in SCHOOLS})

    assert again(made).to_json() == made.findings.to_json()
    assert len(made.findings.supplements) > 4
    assert any(change.interval for table in made.findings.tables for change in table.changes)


def test_editions_with_other_choices_and_schools_that_only_answer_come_out_again() -> None:
    made = made_of(pretend_rows(4, younger=16, comparison=3))

    assert again(made).to_json() == made.findings.to_json()
    assert made.findings.table("safe", "three_choices") is not None
    assert made.findings.supplement("arms") is not None


@pytest.mark.parametrize("instrument", [LEADS, TRAINING], ids=lambda each: each.name)
def test_forms_filled_in_once_come_out_again(instrument: object) -> None:
    answers = led(10, 7, [3] * 8) if instrument is LEADS else trained([3] * 10 + [4] * 3 + [None], [1] * 7)
    plan, policy = Plan.default(answers.instrument, "programme"), Policy.professional()
    made = Made(answers, plan, evaluate(answers, plan, policy), {})

    assert again(made, policy).to_json() == made.findings.to_json()


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), least=st.integers(1, 12), younger=st.sampled_from((0, 0, 3)), data=st.data())
def test_whatever_was_answered_counts_and_rows_say_the_same(
    seed: int, least: int, younger: int, data: st.DataObject
) -> None:
    """Small schools too, of which much is left out: what is refused, and why, comes out again as well."""
    by = data.draw(st.sets(st.sampled_from(("gender", "send", "joined")), max_size=2))
    plan = replace(PLAN, items=ITEMS[:2], by=("all", *sorted(by)), supplements=("average-school", "movers"))
    made = made_of(pretend_rows(seed, least=least, most=least + 4, younger=younger), plan)

    assert again(made).to_json() == made.findings.to_json()


def test_nobody_is_found_by_two_facts_at_once_and_a_school_tells_only_what_was_positive() -> None:
    made = made_of(pretend_rows(5))
    frame = counts_of(made.answers, made.plan, RELEASE, {}, made.findings).frame

    of_schools = frame.filter((frame["school"] != "") & (frame["item"] != ""))
    assert set(of_schools["answer"]) == {"positive"}
    assert set(frame["by"]) - set(PLAN.by) == {"sent:edition", "sent:help", "sent:way"}
    crossed = set(frame.filter(frame["by"] == "gender-send")["group"])
    assert all(group.count("-") == 1 for group in crossed)  # only the table that crosses two facts does


def test_answers_are_there_of_what_is_printed_and_of_nothing_else() -> None:
    rows = [row for row in pretend_rows(6) if row["gender"] != "undisclosed"]
    few = [row for row in rows if row["gender"] == "another"][9:]
    made = made_of([row for row in rows if row not in few], replace(PLAN, by=("all", "gender"), supplements=()))
    frame = counts_of(made.answers, made.plan, RELEASE, {}, made.findings).frame

    assert made.findings.table("safe", "gender").cells == ()  # type: ignore[union-attr]  # a table that is refused is there
    by_gender = frame.filter(frame["by"] == "gender")
    assert set(by_gender["item"]) == {""}
    assert by_gender["n"].sum() == made.answers.frame.height


def test_row_order_and_nothing_but_the_numbers_makes_the_counts() -> None:
    rows = pretend_rows(7)
    other = random.Random(1).sample(rows, len(rows))
    one, two = made_of(rows, SMALL), made_of(other, SMALL)

    counts = [counts_of(each.answers, SMALL, RELEASE, {}, each.findings) for each in (one, two)]
    assert counts[0].frame.equals(counts[1].frame)


def test_a_breakdown_that_was_not_counted_cannot_be_had() -> None:
    made = made_of(pretend_rows(8), SMALL)
    counts = counts_of(made.answers, made.plan, RELEASE, {}, made.findings)
    kind, margins = main_margins(counts, PUPILS, made.plan, RELEASE)

    assert kind == "four_choices"
    assert printed_in(made.findings) == {("all", item, wave) for item in ITEMS for wave in ("baseline", "endline")}
    assert tally(margins, "school").totals.sum() == tally(margins, "all").totals.sum()
    with pytest.raises(NotCountedBy, match="'gender'"):
        tally(margins, "gender")
    with pytest.raises(NotCountedBy, match="Only arms can"):
        margins.only("gender", ("girl",))


def test_a_schools_own_findings_are_not_for_a_pack() -> None:
    made = made_of(pretend_rows(9), SMALL)
    with pytest.raises(SchoolsAlone, match="belonging verify"):
        counts_of(made.answers, Plan.default(load("pupil_v1"), "school"), RELEASE, {}, made.findings)
