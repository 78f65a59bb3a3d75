"""Forms filled in once, in a professional role: what is counted, how it is printed, and what stays hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, evaluate
from belonging.evaluation.answers import InvalidAnswers
from belonging.evaluation.disclosure.professional import printed_share, refuse_forms
from belonging.evaluation.groups import ONCE
from belonging.evaluation.own_data import OwnData
from belonging.evaluation.plan import InvalidPlan
from belonging.evaluation.plan_file import read_plan, written_plan
from belonging.evaluation.printed import Rung
from belonging.evaluation.request import InvalidRequest
from belonging.instruments.load import load
from belonging.instruments.model import AskedIf

LEADS, TRAINING = load("leads_v1"), load("training_v1")


def trained(leaders: Sequence[int | None], others: Sequence[int | None]) -> AnswerSet:
    """Forms that answer `equipped` alone."""
    codes = [*leaders, *others]
    return AnswerSet.from_columns(
        TRAINING,
        {
            "school": ["training:1"] * len(codes),
            "wave": [ONCE] * len(codes),
            "role": ["leader"] * len(leaders) + ["teaching"] * len(others),
            "equipped": codes,
        },
    )


def led(used: int, unused: int, useful: Sequence[int | None]) -> AnswerSet:
    forms = used + unused
    return AnswerSet.from_columns(
        LEADS,
        {
            "school": ["leads"] * forms,
            "wave": [ONCE] * forms,
            "hub_used": [2] * used + [1] * unused,
            "hub_useful": [*useful, *[None] * (forms - len(useful))],
        },
    )


def found(answers: AnswerSet, policy: Policy | None = None) -> Findings:
    return evaluate(answers, Plan.default(answers.instrument, "programme"), policy or Policy.professional())


def test_leaders_are_shown_beside_the_others_with_exact_numbers_of_forms() -> None:
    findings = found(trained([5] * 53 + [3] * 7, [4] * 20 + [1] * 10))

    table = findings.table("equipped", "role")
    assert table
    leader, others = table.cells
    assert (leader.n, others.n, table.rung) == (60, 30, Rung.EXACT)
    assert leader.parts
    assert (leader.parts["positive"].text, leader.parts["positive"].count) == ("88.3%", 53)
    assert others.codes
    assert {code: share.text for code, share in others.codes.items() if share.count} == {"4": "67%", "1": "33%"}
    assert (leader.interval, table.changes, table.gaps, findings.headlines) == (None, (), (), ())
    assert findings.responses[0].answered_text == "90 forms"
    assert Findings.from_json(findings.to_json()) == findings


def test_a_form_that_passed_the_question_over_is_in_the_base() -> None:
    table = found(trained([], [4] * 8 + [None] * 2)).table("equipped")
    assert table
    assert table.cells[0].parts

    assert (table.cells[0].n, table.cells[0].parts["positive"].low, table.cells[0].parts["unanswered"].low) == (
        10,
        80,
        20,
    )


def test_a_question_asked_only_of_some_has_their_forms_as_its_base() -> None:
    findings = found(led(7, 3, [4] * 6 + [5]))

    table = findings.table("hub_useful")
    assert table
    assert table.cells[0].codes
    assert (table.cells[0].n, table.cells[0].codes["4"].text, table.cells[0].codes["5"].text) == (7, "86%", "14%")
    note = next(note.sentence for note in findings.notes if note.code == "asked-hub_useful")
    assert "only on forms that said “Yes” to “Have you used resources from the hub?”" in note


def test_an_answer_to_a_question_that_was_not_asked_is_not_counted() -> None:
    whole, dropped = found(led(7, 3, [4] * 7)), found(led(7, 3, [4] * 7 + [1] * 3))

    assert whole == dropped


def test_a_question_asked_on_fewer_than_five_forms_is_not_shown() -> None:
    table = found(led(4, 6, [4] * 4)).table("hub_useful")
    assert table

    assert table.cells == ()
    assert table.refusal
    assert "Fewer than 5 forms" in table.refusal.sentence


def test_four_others_keep_the_leaders_from_being_shown_apart() -> None:
    findings = found(trained([5] * 60, [1] * 4))

    apart, together = findings.table("equipped", "role"), findings.table("equipped")
    assert apart
    assert together
    assert (apart.cells, apart.refusal and apart.refusal.code) == ((), "few-forms-in-group")
    assert together.cells[0].n == 64
    assert any(note.code == "no-role" for note in findings.notes)


def test_a_question_that_only_leaders_were_asked_does_not_tell_how_four_others_answered_the_one_before() -> None:
    section = TRAINING.sections[0]
    hanging = replace(section.items[1], asked_if=AskedIf("safety_understanding", (5,)))
    instrument = replace(TRAINING, sections=(replace(section, items=(section.items[0], hanging)),))
    columns: dict[str, Sequence[object]] = {
        "school": ["training:1"] * 14,
        "wave": [ONCE] * 14,
        "role": ["leader"] * 10 + ["teaching"] * 4,
        "safety_understanding": [5] * 10 + [1] * 4,
        "equipped": [5] * 10 + [None] * 4,
    }

    findings = found(AnswerSet.from_columns(instrument, columns))

    apart, together = findings.table("equipped", "role"), findings.table("equipped")
    assert apart
    assert together
    assert (apart.cells, together.cells[0].n) == ((), 10)


def test_four_forms_are_not_shown_at_all() -> None:
    findings = found(trained([], [5] * 4))

    assert (findings.tables, findings.waves) == ((), ())
    assert (findings.responses[0].answered, findings.responses[0].answered_text) == (None, "Fewer than 5 forms")


FORMS = st.lists(st.integers(0, 12), min_size=1, max_size=4)


@given(FORMS, st.integers(5, 8))
def test_nothing_shown_leaves_a_handful_however_it_is_taken_apart(forms: list[int], smallest: int) -> None:
    """Every union of shown groups, and what the whole has beside it, is nobody or `smallest` and more."""
    if refuse_forms(forms, smallest) is not None:
        assert sum(forms) < smallest or any(0 < group < smallest for group in forms)
        return
    unions = [sum(chosen) for size in range(len(forms) + 1) for chosen in combinations(forms, size)]
    assert all(left == 0 or left >= smallest for union in unions for left in (union, sum(forms) - union))


@given(st.integers(0, 12), st.integers(0, 12), st.data())
def test_what_is_shown_hangs_on_numbers_of_forms_and_on_no_answer(
    leaders: int, others: int, data: st.DataObject
) -> None:
    codes = st.sampled_from([5, 4, 3, 2, 1, None])

    def shown() -> list[tuple[str, list[int | None]]]:
        drawn = [data.draw(st.lists(codes, min_size=size, max_size=size)) for size in (leaders, others)]
        return [(table.id, [cell.n for cell in table.cells]) for table in found(trained(*drawn)).tables]

    assert shown() == shown()


@given(st.integers(1, 3000), st.data())
def test_a_printed_share_is_the_nearest_there_is_at_its_precision(forms: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, forms))

    share = printed_share(count, forms)

    step = 0.1 if forms >= 50 else 1
    assert abs(share.low - 100 * count / forms) <= step / 2 + 1e-9
    assert share.count == count


def test_whoever_holds_the_forms_sees_each_of_them() -> None:
    findings = found(trained([5], [1, 1]), OwnData())

    table = findings.table("equipped", "role")
    assert table
    assert [cell.n for cell in table.cells] == [1, 2]
    assert findings.input_digest


def test_other_plans_and_policies_are_refused_with_the_right_one() -> None:
    answers, plan = trained([], [5] * 9), Plan.default(TRAINING, "programme")

    with pytest.raises(InvalidRequest, match="Use the policy professional"):
        evaluate(answers, plan, Policy.release())
    with pytest.raises(InvalidRequest, match="Use the default plan of training_v1"):
        evaluate(answers, replace(plan, by=("all",), waves=("baseline",)), Policy.professional())
    assert Plan.default(TRAINING) == plan
    with pytest.raises(InvalidPlan, match="whole programme only"):
        replace(plan, scope="school")
    with pytest.raises(InvalidPlan, match="no table by 'school'"):
        replace(plan, by=("school",))
    with pytest.raises(InvalidPlan, match="no supplements"):
        replace(plan, supplements=("scale",))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"wave": ["baseline"]}, "'baseline' is not known. Use one of once"),
        ({"role": ["boss"]}, "'boss' is not known. Use one of leader"),
    ],
)
def test_rows_that_were_not_given_once_in_a_known_role_are_refused(change: dict[str, list[str]], said: str) -> None:
    with pytest.raises(InvalidAnswers, match=said):
        AnswerSet.from_columns(TRAINING, {"school": ["x"], "wave": [ONCE], "equipped": [5], **change})


def test_an_item_without_the_one_it_hangs_on_is_refused() -> None:
    with pytest.raises(InvalidAnswers, match="'hub_used' is missing"):
        AnswerSet.from_columns(LEADS, {"school": ["x"], "wave": [ONCE], "hub_useful": [5]})


def test_a_plan_file_gives_the_same_plan_back(tmp_path: Path) -> None:
    plan, file = Plan.default(TRAINING, "programme"), tmp_path / "plan.toml"
    file.write_text(written_plan(plan), encoding="utf-8")

    assert read_plan(file, TRAINING, "school") == plan
