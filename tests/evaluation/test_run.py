"""Own data, end to end: exact shares, both denominators, changes, headlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, ReleasedTable, evaluate
from belonging.evaluation.own_data import OwnData
from belonging.evaluation.plan import Scope
from belonging.evaluation.released import Frame, Reading, Rung
from belonging.evaluation.run import InvalidRequest
from belonging.instruments.model import Instrument
from tests.evaluation.rows import PUPIL, Pupils, answer_set, answers

OWN = OwnData()


def own(*groups: Pupils, scope: Scope = "school", rolls: dict[tuple[str, str], int] | None = None) -> Findings:
    return evaluate(answer_set(groups), Plan.default(PUPIL, scope), OWN, rolls)


def table(findings: Findings, by: str = "all") -> ReleasedTable:
    found = findings.table("safe", by)
    assert found is not None
    return found


def test_five_parts_share_one_denominator_and_the_second_is_given_beside_it() -> None:
    cell = table(own(Pupils([4, 3, 3, 2, 1, 9, None, None]))).cells[0]

    assert cell.n == 8
    assert cell.parts is not None
    assert {part: share.count for part, share in cell.parts.items()} == {
        "positive": 3,
        "neither": 0,
        "negative": 2,
        "declined": 1,
        "unanswered": 2,
    }
    assert cell.parts["positive"].low == 37.5
    assert cell.parts["positive"].text == "38 in 100"
    assert cell.chosen_n == 5
    assert cell.chosen is not None
    assert cell.chosen["positive"].low == 60.0


def test_each_code_is_counted_so_that_never_can_be_told_from_rarely() -> None:
    cell = table(own(Pupils([4, 3, 3, 2, 1, 1, 9, None]))).cells[0]

    assert cell.codes is not None
    assert {code: share.count for code, share in cell.codes.items()} == {"4": 1, "3": 2, "2": 1, "1": 2, "9": 1}


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from([4, 3, 2, 1, 9, None]), min_size=1, max_size=60))
def test_shares_add_up_to_a_hundred(codes: list[int | None]) -> None:
    cell = table(own(Pupils(codes))).cells[0]

    assert cell.parts is not None
    assert sum(share.low for share in cell.parts.values()) == pytest.approx(100)
    assert sum(share.count or 0 for share in cell.parts.values()) == len(codes)


def reversed_instrument() -> Instrument:
    sections = tuple(
        replace(part, items=tuple(replace(item, reverse=not item.reverse) for item in part.items))
        for part in PUPIL.sections
    )
    return replace(PUPIL, sections=sections)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from([4, 3, 2, 1, 9, None]), min_size=12, max_size=60), st.integers(10, 50))
def test_reversing_an_item_swaps_positive_and_negative(codes: list[int | None], size: int) -> None:
    groups = [Pupils(codes), Pupils((codes * 10)[:size], wave="endline")]
    plan = Plan.default(PUPIL, "school")

    there = table(evaluate(answer_set(groups), plan, OWN))
    back = table(evaluate(answer_set(groups, instrument=reversed_instrument()), plan, OWN))

    for one, other in zip(there.cells, back.cells, strict=True):
        assert one.parts is not None
        assert other.parts is not None
        assert one.parts["positive"] == other.parts["negative"]
        assert one.parts["negative"] == other.parts["positive"]
        assert one.parts["declined"] == other.parts["declined"]


def test_rows_in_any_order_give_the_same_bytes() -> None:
    groups = [Pupils(answers(7 + k, 5), school=f"s{k}", wave=w) for k in range(5) for w in ("baseline", "endline")]

    assert own(*groups, scope="programme").to_json() == own(*groups[::-1], scope="programme").to_json()


def test_a_school_without_answers_changes_nothing() -> None:
    groups = [Pupils(answers(7 + k, 5), school=f"s{k}", wave=w) for k in range(5) for w in ("baseline", "endline")]
    rolls = {(f"s{k}", w): 30 for k in range(5) for w in ("baseline", "endline")}

    with_empty = own(*groups, scope="programme", rolls={**rolls, ("never-came", "baseline"): 200})

    assert with_empty == own(*groups, scope="programme", rolls=rolls)
    assert with_empty.responses[0].roll == 150


def test_a_programme_is_about_schools_like_these_and_a_school_about_its_pupils() -> None:
    groups = [Pupils(answers(7 + k, 5), school=f"s{k}", wave=w) for k in range(5) for w in ("baseline", "endline")]
    findings = own(*groups, scope="programme")

    assert table(findings).frame is Frame.SCHOOLS_LIKE_THESE
    assert table(findings, "school").frame is Frame.THESE_PUPILS
    assert len(table(findings, "school").cells) == 10
    assert table(findings).rung is Rung.EXACT


def test_everyone_on_roll_answering_leaves_nothing_to_be_unsure_of() -> None:
    groups = [Pupils(answers(60, 40)), Pupils(answers(70, 30), wave="endline")]
    full = {("elm", "baseline"): 100, ("elm", "endline"): 100}

    known, unknown = table(own(*groups, rolls=full)).changes[0], table(own(*groups)).changes[0]

    assert known.interval is not None
    assert (known.interval.low, known.interval.high) == pytest.approx((10, 10))
    assert known.reading is Reading.MORE
    assert unknown.reading is Reading.NO_CLEAR_CHANGE


def test_a_group_in_one_wave_only_has_no_change() -> None:
    findings = own(
        Pupils(answers(30, 10)), Pupils(answers(30, 10), wave="endline"), Pupils(answers(20, 1), gender="boy")
    )

    boys = table(findings, "gender").change("boy")
    assert boys is not None
    assert boys.reading is Reading.TOO_FEW
    assert boys.refusal is not None
    assert boys.refusal.code == "one-wave"


def test_headlines_give_the_largest_gain_first_and_name_their_table() -> None:
    full = {("elm", wave): 200 for wave in ("baseline", "endline")}
    columns: dict[str, Sequence[object]] = {
        "school": ["elm"] * 400,
        "wave": ["baseline"] * 200 + ["endline"] * 200,
        "safe": [4] * 100 + [1] * 100 + [4] * 120 + [1] * 80,
        "happy": [4] * 100 + [1] * 100 + [4] * 160 + [1] * 40,
        "lonely": [1] * 180 + [4] * 20 + [1] * 140 + [4] * 60,
    }
    findings = evaluate(AnswerSet.from_columns(PUPIL, columns), Plan.default(PUPIL), OWN, full)

    assert [(line.tone, line.table) for line in findings.headlines][:3] == [
        ("more", "happy-by-all"),
        ("more", "safe-by-all"),
        ("fewer", "lonely-by-all"),
    ]
    assert findings.headlines[0].text == (
        "More pupils answered “I am happy to be part of my school” positively: 80 in 100, up from 50."
    )
    assert "positively (where “Rarely” or “Never” is positive): 70 in 100, down from 90." in findings.headlines[2].text


def test_items_that_were_not_asked_are_named() -> None:
    findings = own(Pupils(answers(12, 3)))

    note = next(note for note in findings.notes if note.code == "not-asked")
    assert "belong" in note.sentence
    assert findings.items == ("safe",)


def test_a_schools_plan_refuses_two_schools_and_a_plan_its_own_questionnaire_only() -> None:
    two = answer_set([Pupils(answers(12, 3)), Pupils(answers(12, 3), school="oak")])

    with pytest.raises(InvalidRequest, match="2 schools"):
        evaluate(two, Plan.default(PUPIL, "school"), OWN)
    with pytest.raises(InvalidRequest, match="plan is for other_v1"):
        evaluate(two, replace(Plan.default(PUPIL, "programme"), instrument="other_v1"), OWN)


def test_statements_that_are_level_at_one_end_share_a_sentence() -> None:
    columns: dict[str, Sequence[object]] = {
        "school": ["elm"] * 40,
        "wave": ["baseline"] * 40,
        "safe": [4] * 30 + [1] * 10,
        "fair": [4] * 30 + [1] * 10,
        "happy": [4] * 10 + [1] * 30,
    }
    findings = evaluate(AnswerSet.from_columns(PUPIL, columns), Plan.default(PUPIL), OWN)

    most, least = findings.headlines[-2:]
    assert most.text.startswith("Most positive answers: “I feel safe at school” and “Teachers treat pupils fairly”.")
    assert most.text.endswith("75 in 100 pupils answered positively to each of them.")
    assert least.text.endswith("“I am happy to be part of my school”. 25 in 100 pupils answered positively.")
    assert {most.tone, least.tone} == {"standing"}


def test_westfall_young_on_request_reads_everyones_changes_by_enumerated_signs() -> None:
    """Items that move alike are one claim more than many: Westfall–Young knows, Holm does not."""
    schools = [f"school-{place}" for place in range(10)]
    rows: dict[str, list[object]] = {"school": [], "wave": []}
    items = ("safe", "happy", "fair", "friendly", "included", "lonely")
    for item in items:
        rows[item] = []
    for place, school in enumerate(schools):
        for wave, positive in (("baseline", 20), ("endline", 24 + place % 4)):
            for pupil in range(40):
                rows["school"].append(school)
                rows["wave"].append(wave)
                for item in items:
                    better = (1 if pupil < positive else 4) if item == "lonely" else (4 if pupil < positive else 1)
                    rows[item].append(better)
    answers_ = AnswerSet.from_columns(PUPIL, rows)
    plan = replace(Plan.default(PUPIL, "programme"), items=items, primary=None)

    young = evaluate(answers_, replace(plan, correction="westfall-young"), OWN)

    readings = {table.item: table.changes[0].reading for table in young.tables if table.by == "all"}
    assert readings == dict.fromkeys(items, Reading.MORE)
    none = AnswerSet(PUPIL, answers_.frame.filter(pl.col("school").is_in(schools[:5])))
    few = evaluate(none, replace(plan, correction="westfall-young"), OWN)
    assert {table.changes[0].reading for table in few.tables if table.by == "all"} == {Reading.NO_CLEAR_CHANGE}
    holm_says = {table.changes[0].reading for table in evaluate(none, plan, OWN).tables if table.by == "all"}
    assert holm_says == {Reading.MORE}


def test_a_roll_smaller_than_the_answers_makes_nothing_certain() -> None:
    groups = [Pupils(answers(40, 20)), Pupils(answers(35, 25), wave="endline")]

    wrong = own(*groups, rolls={("elm", "baseline"): 3, ("elm", "endline"): 80})

    assert table(wrong).cells[0].interval == table(own(*groups)).cells[0].interval
    assert wrong.responses[0].roll is None
    assert wrong.responses[1].roll == 80
    note = next(note for note in wrong.notes if note.code == "roll-too-small")
    assert "elm, baseline: 60 of 3" in note.sentence
    shown = evaluate(answer_set(groups), Plan.default(PUPIL, "school"), Policy.release(), {("elm", "baseline"): 3})
    assert "elm" not in next(note for note in shown.notes if note.code == "roll-too-small").sentence
