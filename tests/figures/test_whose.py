"""Where answers of several kinds stand apart, words say whose the figures are, with no number but printed ones."""

from __future__ import annotations

from collections.abc import Mapping

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, evaluate
from belonging.figures.whose import of_those, who_answered, whose
from belonging.instruments.load import load

CODE = {"standard": 4, "younger": 13, "pictures_two": 23}


def found(*waves: Mapping[str, int]) -> Findings:
    """So many answers by edition in each wave, in their order."""
    named = zip(("baseline", "endline"), waves, strict=False)
    rows = [(wave, edition) for wave, many in named for edition, number in many.items() for _ in range(number)]
    columns: dict[str, list[object]] = {
        "school": ["elm"] * len(rows),
        "wave": [wave for wave, _ in rows],
        "edition": [edition for _, edition in rows],
        "safe": [CODE[edition] for _, edition in rows],
    }
    plan = Plan("pupil_v1", "school", ("safe",), ("all",))
    return evaluate(AnswerSet.from_columns(load("pupil_v1"), columns), plan, Policy.release())


def test_of_whom_the_figures_are_how_many_of_all_and_who_is_apart() -> None:
    findings = found({"younger": 37, "standard": 34})

    assert whose(findings) == (
        "The figures of pupils are of those who answered with three choices: about 35 of about 70 at the baseline. "
        "Those with four choices are counted apart."
    )
    assert of_those("Everyone", findings) == "Everyone who answered with three choices"


def test_each_wave_has_its_numbers() -> None:
    said = whose(found({"younger": 40, "standard": 30}, {"younger": 20, "standard": 50}))

    assert ": about 40 of about 70 at the baseline and about 20 of about 70 at the endline." in said


def test_where_all_had_equally_many_choices_nothing_is_said() -> None:
    for edition in ("standard", "younger"):
        findings = found({edition: 40})
        assert whose(findings) == who_answered(findings) == ""
        assert of_those("Everyone", findings) == "Everyone"


def test_a_kind_too_small_to_be_shown_is_named_and_not_counted() -> None:
    """Rounded, the numbers may be the same: then no number of the others can be had from them."""
    said = whose(found({"younger": 41, "standard": 1}))

    assert "three choices: nearly all of about 40 at the baseline. Those with four choices are counted apart." in said


def test_numbers_that_are_not_printed_are_not_said() -> None:
    said = whose(found({"younger": 8, "standard": 30}, {"younger": 30, "standard": 30}))

    assert "answered with four choices: about 30 of about 40 at the baseline and about 30 of about 60" in said
    small = whose(found({"younger": 7, "pictures_two": 6}, {"younger": 7}))
    assert not any(letter.isdigit() for letter in small)


def test_a_table_of_another_kind_says_so_by_its_own_name() -> None:
    findings = found({"younger": 37, "standard": 34})

    assert whose(findings, findings.table("safe", "four_choices")) == ""
    assert of_those("Everyone", findings, findings.table("safe")) == "Everyone who answered with three choices"
