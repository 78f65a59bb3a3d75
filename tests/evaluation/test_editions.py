"""Answers in several editions: counted by their own choices, never pooled, and the mix said with them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable

import pytest

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, evaluate
from belonging.evaluation.answers import InvalidAnswers
from belonging.evaluation.choices import KINDS, counted_as, kind_of
from belonging.evaluation.disclosure.differences import agree_with
from belonging.evaluation.kinds import main_part
from belonging.evaluation.mix import fraction, told
from belonging.evaluation.own_data import OwnData
from belonging.evaluation.request import Request
from belonging.evaluation.roster import Roster
from belonging.evaluation.verification import Released, certify, verify
from belonging.instruments.load import load
from belonging.instruments.model import Part
from belonging.simulation import simulate

PUPILS = load("pupil_v1")
ITEMS = ("safe", "lonely", "happy")
CODES = {"younger": (13, 12, 11, 9), "pictures": (23, 22, 21), "pictures_two": (23, 21), "standard": (4, 3, 2, 1, 9)}
ROLL = 140

Row = dict[str, str | int | None]


def sent(edition: str, number: int, wave: str = "baseline", school: str = "elm", **how: str) -> list[Row]:
    """Rows of one edition with answers at random, the same in every run."""
    draw = random.Random(f"{edition} {number} {wave} {school}")
    return [
        {
            "school": school,
            "wave": wave,
            "setting": "primary",
            "gender": draw.choice(("girl", "boy")),
            "sen": "K" if place % 4 == 0 else "N",
            "edition": edition,
            "help": how.get("help", ""),
            "way": how.get("way", "screen"),
            **{item: draw.choice((*CODES.get(edition, CODES["standard"]), None)) for item in ITEMS},
        }
        for place in range(number)
    ]


def answers_of(rows: Iterable[Row]) -> AnswerSet:
    listed = list(rows)
    return AnswerSet.from_columns(PUPILS, {name: [row[name] for row in listed] for name in listed[0]})


def released(rows: Iterable[Row], scope: str = "school") -> Findings:
    plan = Plan("pupil_v1", "school" if scope == "school" else "programme", ITEMS, ("all", "gender", "send"))
    return evaluate(answers_of(rows), plan, Policy.release(), {("elm", "baseline"): ROLL, ("elm", "endline"): ROLL})


def notes_of(findings: Findings, start: str) -> list[str]:
    return [note.sentence for note in findings.notes if note.code.startswith(start)]


def test_a_primary_school_reads_its_younger_and_its_older_pupils_apart() -> None:
    found = released([*sent("younger", 70), *sent("standard", 40)])
    main, others = found.table("safe"), found.table("safe", "four_choices")

    assert main is not None
    assert others is not None
    assert [cell.n for cell in main.cells] == [70]
    assert [(cell.n, cell.group_label) for cell in others.cells] == [(40, "All pupils who answered with four choices")]
    assert others.cells[0].parts is not None
    assert others.cells[0].parts["neither"].text == "none"
    assert found.responses[0].answered_text == "About 110 pupils"
    assert notes_of(found, "main-")[0].startswith("The figures are of the pupils who answered with three choices.")
    assert notes_of(found, "mix-edition") == [
        "Baseline: about 2 in 3 answered in the younger edition (three choices) and about 1 in 3 answered in the "
        "standard edition (four choices)."
    ]


def test_a_middle_choice_is_neither_and_a_bad_one_on_a_reversed_statement_is_good() -> None:
    rows = sent("younger", 40)
    counted = answers_of(rows).of_kind("three_choices")
    lonely = counted.instrument.item("lonely")

    assert {code: lonely.part_of(code) for code in (13, 12, 11, 23, 22, 21)} == {
        13: Part.NEGATIVE, 12: Part.NEITHER, 11: Part.POSITIVE, 23: Part.NEGATIVE, 22: Part.NEITHER, 21: Part.POSITIVE,
    }  # fmt: skip
    own = evaluate(answers_of(rows), Plan("pupil_v1", "school", ("lonely",), ("all",)), OwnData())
    shares = own.tables[0].cells[0].parts
    assert shares is not None
    assert shares["neither"].count == sum(row["lonely"] == 12 for row in rows)
    assert shares["positive"].count == sum(row["lonely"] == 11 for row in rows)


def test_younger_and_picture_editions_are_one_figure_and_so_are_those_with_four_choices() -> None:
    assert {edition: kind_of(PUPILS, edition) for edition in PUPILS.editions} == {
        "standard": "four_choices", "easy_read": "four_choices", "sixth_form": "four_choices",
        "younger": "three_choices", "pictures": "three_choices", "pictures_two": "two_choices",
    }  # fmt: skip
    found = released([*sent("standard", 40), *sent("easy_read", 20)])
    assert {table.by for table in found.tables} == {"all", "gender", "send"}
    assert notes_of(found, "main-") == []
    assert "about 1 in 3 answered in the easy read edition (four choices)" in notes_of(found, "mix-")[0]
    assert counted_as(PUPILS, "four_choices") is PUPILS
    assert set(KINDS.values()) >= {"two choices", "three choices", "four choices"}


def test_fewer_than_ten_of_a_kind_are_shown_nowhere() -> None:
    found = released([*sent("standard", 60), *sent("pictures", 6)])

    assert found.table("safe", "three_choices") is None
    assert notes_of(found, "wave-")[0].startswith("Of those with three choices: The baseline is not shown.")
    assert notes_of(found, "mix-") == ["Baseline: pupils answered in more than one edition of the questionnaire."]


def test_a_later_wave_in_other_editions_leaves_the_first_one_as_it_was() -> None:
    """Every pupil answered the standard edition first; then the younger ones get theirs."""
    first = sent("standard", 80)
    before = released(first)
    after = released([*first, *sent("younger", 45, "endline"), *sent("standard", 35, "endline")])

    agree_with([before], after)
    assert before.to_json() == released([{**row, "help": "", "way": None} for row in first]).to_json()
    main = after.table("safe")
    assert main is not None
    assert [(cell.wave, cell.n) for cell in main.cells] == [("baseline", 80), ("endline", 35)]


def test_a_programme_keeps_to_the_standard_edition_and_tells_what_three_schools_answered() -> None:
    schools = [f"school-{number}" for number in range(11)]
    rows = [
        row for school in schools for row in [*sent("standard", 12, school=school), *sent("younger", 20, school=school)]
    ]
    found = released([*rows, *sent("pictures_two", 30, school=schools[0])], "programme")
    main = found.table("safe")

    assert main is not None
    assert main.cells[0].n == 130
    assert found.table("safe", "three_choices") is not None
    assert found.table("safe", "two_choices") is None
    assert "two choices" not in notes_of(found, "mix-edition")[0]


def test_the_certificate_of_a_mixed_school_holds() -> None:
    answers = answers_of([*sent("younger", 60, help="read"), *sent("standard", 40, way="paper")])
    plan = Plan("pupil_v1", "school", ("safe",), ("all", "gender", "send"))
    found = Released(evaluate(answers, plan, Policy.release()), answers, plan, {})

    assert verify(found, certify(found)).differs == ()


def test_help_and_paper_are_told_where_ten_had_it_and_ten_had_not() -> None:
    some = released([*sent("standard", 60), *sent("standard", 21, help="read"), *sent("standard", 3, way="paper")])

    assert notes_of(some, "mix-help") == ["Baseline: about 1 in 4 said that somebody read it to them."]
    assert notes_of(some, "mix-way") == ["Baseline: some pupils answered on paper."]
    both = released([*sent("standard", 60), *sent("younger", 12, help="read"), *sent("pictures", 4, help="signed")])
    assert notes_of(both, "mix-") == [
        "Baseline: about 4 in 5 answered with four choices (standard) and about 1 in 5 "
        "answered with three choices (younger or pictures).",
        "Baseline: about 1 in 5 had help in answering.",
    ]
    few = released([*sent("standard", 60), *sent("standard", 4, help="signed")])
    assert notes_of(few, "mix-help") == ["Baseline: some pupils had help in answering."]
    assert notes_of(released(sent("standard", 60)), "mix-") == []


def test_two_small_waves_that_are_shown_as_one_are_named_so_and_a_refusal_says_of_whom_it_is() -> None:
    rows = [*sent("standard", 9), *sent("standard", 8, "endline"), *sent("younger", 4), *sent("younger", 4, "endline")]
    found = released(rows)

    assert found.waves == ("baseline+endline",)
    assert notes_of(found, "mix-") == [
        "Baseline and endline: pupils answered in more than one edition of the questionnaire."
    ]
    kinds = ("four", "four", "three", "three")
    assert [note.partition(": ")[0] for note in notes_of(found, "wave-")] == [
        f"Of those with {kind} choices" for kind in kinds
    ]
    assert notes_of(found, "small-setting")[0].startswith("Of those with four choices: Fewer than 10 pupils")
    assert "of all pupils who sent the questionnaire in that wave with that many choices" in notes_of(found, "den")[0]
    assert notes_of(found, "rung-all")[0].startswith("Of those with four choices: The totals")


def test_a_roll_that_fewer_are_on_than_answered_in_all_editions_is_not_used() -> None:
    rows = [*sent("younger", 70), *sent("standard", 40)]
    plan = Plan("pupil_v1", "school", ITEMS, ("all",))
    found = evaluate(answers_of(rows), plan, Policy.release(), {("elm", "baseline"): 100})

    assert found.responses[0].roll is None
    assert len(notes_of(found, "roll-too-small")) == 1


def test_a_roster_is_of_all_pupils_and_not_of_those_with_one_number_of_choices() -> None:
    mixed, plain = [*sent("standard", 20), *sent("younger", 20)], sent("standard", 20, school="oak")
    roster = Roster.of_rolls({("elm", "baseline"): 50, ("oak", "baseline"): 30})
    plan = Plan("pupil_v1", "programme", ("safe",), ("all",))

    assert len(notes_of(released(mixed), "roll-of-all")) == 1
    assert not notes_of(released(sent("younger", 40)), "roll-of-all")
    part = main_part(Request(answers_of([*mixed, *plain]), plan, Policy.release(), {}, roster))
    assert part.roster is not None
    assert part.roster.rolls == {("oak", "baseline"): 30}


def test_it_is_said_that_comparison_schools_answers_in_another_kind_are_not_counted() -> None:
    ours = [{**row, "arm": "programme"} for n in range(10) for row in sent("standard", 20, school=f"school-{n}")]
    theirs = [{**row, "arm": "comparison"} for how in ("standard", "younger") for row in sent(how, 20, school="ash")]
    found = released([*ours, *theirs], "programme")

    assert notes_of(found, "main-") == ["All tables are of pupils who answered with four choices."]
    assert notes_of(released([*ours, *theirs[:20]], "programme"), "main-") == []


def test_a_stricter_policy_tells_less() -> None:
    counts = {"standard": 60, "younger": 15}

    assert told(counts, Policy.release()).parts == {"standard": 60, "younger": 15}
    assert told(counts, Policy(smallest_group=20)).parts == {}
    assert told(counts, Policy(smallest_schools=5), {"standard": 8, "younger": 4}).parts == {"standard": 60}


def test_a_number_below_ten_is_never_what_is_left_of_another() -> None:
    draw = random.Random(3)
    for _ in range(500):
        counts = {value: draw.choice((0, 1, 4, 9, 10, 11, 25, 80)) for value in "abcde"}
        split = told(counts, Policy.release())
        shown = sum(counts[value] for value in split.parts)
        assert all(counts[value] >= 10 for value in split.parts)
        assert not split.parts or sum(counts.values()) - shown == 0 or sum(counts.values()) - shown >= 10


def test_a_share_in_words_is_near_the_share() -> None:
    assert [fraction(n, 100) for n in (5, 10, 20, 25, 35, 50, 65, 75, 90, 100)] == [
        *("a few", "1 in 10", "1 in 5", "1 in 4", "1 in 3", "half", "2 in 3", "3 in 4", "9 in 10", "nearly all")
    ]


def test_an_answer_is_checked_by_the_edition_that_it_was_given_in() -> None:
    with pytest.raises(InvalidAnswers, match=r"Row 2, column 'safe': 4 is not one of its choices \(13, 12, 11, 9\)"):
        answers_of([*sent("standard", 1), {**sent("younger", 1)[0], "safe": 4}])
    with pytest.raises(InvalidAnswers, match=r"Count them one kind at a time"):
        answers_of([*sent("standard", 1), *sent("younger", 1)]).counted(("safe",), ("school", "wave"))


def test_a_row_kept_without_its_edition_is_known_by_its_codes() -> None:
    """A round of fewer than ten is sealed without facts."""
    codes = {"younger": 12, "standard": 2}
    rows = [{**row, "edition": None, "safe": code} for how, code in codes.items() for row in sent(how, 4)]

    editions = answers_of(rows).frame.get_column("edition").to_list()
    assert editions == ["younger"] * 4 + ["standard"] * 4


def test_rows_whose_number_of_choices_nobody_can_tell_are_left_out_and_it_is_said() -> None:
    unknown = [{**row, "edition": None} for how in ("pictures", "pictures_two") for row in sent(how, 30)]
    unknown = [{**row, "safe": 23 if row["safe"] is None else row["safe"]} for row in unknown]
    known = sent("younger", 40)

    alone, mixed = answers_of(unknown), answers_of([*unknown, *known])
    assert alone.kinds == ()
    assert alone.left_out == frozenset({"baseline"})
    assert mixed.kinds == ("three_choices",)
    found, without = released([*unknown, *known]), released(known)
    assert found.tables == without.tables
    assert notes_of(found, "mix-left-out") == [
        "Baseline: some answers are left out, as it was not kept in which edition they were given: with two choices "
        "and with three they look the same."
    ]
    assert released(unknown).tables == ()
    assert notes_of(released(unknown), "mix-left-out")
    assert not notes_of(without, "mix-left-out")


@pytest.mark.parametrize(
    ("scope", "digest"),
    [
        ("school", "f8fb935f8c2a9df2d150b73e7416f0595556d6258d50994a8966e97e2574f39d"),
        ("programme", "c80a2fea189993f5a0c93b59d4aa82811c08fa774d6b8a6c349153efe2cbea98"),
    ],
)
def test_what_was_released_before_there_were_editions_comes_out_to_the_byte(scope: str, digest: str) -> None:
    """Made with the engine as it was before it told editions apart."""
    rows = [row for row in simulate(7).answers if row.audience == "pupil"]
    if scope == "school":
        rows = [row for row in rows if row.school == "saffron-lock"]
    facts = ("year_group", "gender", "sen")
    columns: dict[str, list[object]] = {"school": [row.school for row in rows], "wave": [row.wave for row in rows]}
    columns |= {fact: [row.fact(fact) for row in rows] for fact in facts}
    columns |= {item.key: [row.answers.get(item.key) for row in rows] for item in PUPILS.items}
    plan = Plan("pupil_v1", "school" if scope == "school" else "programme", ("safe", "lonely"), ("all", "send"))
    found = evaluate(AnswerSet.from_columns(PUPILS, columns), plan, Policy.release())

    assert hashlib.sha256(found.to_json().encode()).hexdigest() == digest
