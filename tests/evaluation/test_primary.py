"""Which tables are there: by numbers of answers alone, whole or not at all."""

from __future__ import annotations

import pytest

from belonging.evaluation import Findings, Plan, Policy, evaluate
from belonging.evaluation.plan import Scope
from belonging.evaluation.released import ReleasedTable, Rung
from tests.evaluation.rows import PUPIL, Pupils, answer_set, answers


def released(*groups: Pupils, scope: Scope = "school") -> Findings:
    return evaluate(answer_set(groups), Plan.default(PUPIL, scope), Policy.release())


def table(findings: Findings, by: str) -> ReleasedTable:
    found = findings.table("safe", by)
    assert found is not None
    return found


def test_one_small_group_takes_its_whole_table_with_it() -> None:
    small = released(
        Pupils(answers(40, 20)), Pupils(answers(30, 20), gender="boy"), Pupils(answers(5, 4), gender="another")
    )
    large = released(
        Pupils(answers(40, 20)), Pupils(answers(30, 20), gender="boy"), Pupils(answers(5, 5), gender="another")
    )

    refused = table(small, "gender")
    assert refused.cells == ()
    assert refused.refusal is not None
    assert refused.refusal.code == "small-group"
    assert "no-gender" in {note.code for note in small.notes}
    assert {cell.group for cell in table(large, "gender").cells} == {"girl", "boy", "another"}


def test_groups_that_nobody_belongs_to_are_set_aside() -> None:
    findings = released(Pupils(answers(40, 20)), Pupils(answers(30, 20), gender="boy"))

    assert {cell.group for cell in table(findings, "gender").cells} == {"girl", "boy"}


def test_a_table_speaks_as_finely_as_its_smallest_group_allows() -> None:
    findings = released(Pupils(answers(200, 150)), Pupils(answers(25, 15), sen="K"))

    assert table(findings, "all").rung is Rung.WHOLE
    assert table(findings, "send").rung is Rung.TENS
    positive = [cell.parts["positive"] for cell in table(findings, "send").cells if cell.parts]
    assert [share.high - share.low for share in positive] == [10, 10]


def test_in_a_programmes_table_each_group_speaks_as_finely_as_it_may() -> None:
    groups = [
        Pupils(answers(33, 20, 0, 1), school=school, gender=gender) for school in TEN for gender in ("girl", "boy")
    ]
    others = [Pupils(answers(2, 1, 0, 1), school=school, gender="another") for school in TEN]

    by_gender = table(released(*groups, *others, scope="programme"), "gender")

    shown = {cell.group: cell.parts["positive"] for cell in by_gender.cells if cell.parts}
    assert shown["girl"].low == shown["girl"].high == 61
    assert shown["another"].high - shown["another"].low == 10
    assert by_gender.rung is Rung.TENS


def test_a_programmes_table_with_a_group_in_words_is_all_in_words() -> None:
    groups = [Pupils(answers(33, 20, 0, 1), school=school) for school in TEN]
    others = [Pupils(answers(1, 1), school=school, gender="boy") for school in TEN]

    by_gender = table(released(*groups, *others, scope="programme"), "gender")

    assert by_gender.rung is Rung.WORDS
    assert all(cell.parts and cell.parts["positive"].text in {"few", "about half", "most"} for cell in by_gender.cells)


def test_not_said_counts_as_a_group() -> None:
    findings = released(Pupils(answers(40, 20)), Pupils(answers(2, 2), sen=None))

    assert table(findings, "send").refusal is not None


def test_small_genders_are_one_group_where_both_occur() -> None:
    findings = released(
        Pupils(answers(60, 40)),
        Pupils(answers(60, 40), gender="boy"),
        Pupils(answers(3, 3), gender="another"),
        Pupils(answers(4, 4), gender=None),
    )

    by_gender = table(findings, "gender")
    assert [cell.group for cell in by_gender.cells] == ["girl", "boy", "another_or_undisclosed"]
    assert by_gender.rung is Rung.WORDS


def test_fewer_than_ten_answers_release_nothing() -> None:
    findings = released(Pupils(answers(5, 4)))

    assert findings.tables == ()
    assert findings.responses[0].answered is None
    assert findings.responses[0].answered_text == "Fewer than 10 pupils"
    assert "wave-small-group" in {note.code for note in findings.notes}


def test_a_wave_of_fewer_than_ten_is_left_out_and_the_other_stands() -> None:
    findings = released(Pupils(answers(40, 30)), Pupils(answers(5, 4), wave="endline"))

    assert findings.waves == ("baseline",)
    assert table(findings, "all").changes == ()
    assert findings.responses[1].answered is None


@pytest.mark.parametrize(("outside", "shown"), [(0, True), (9, False), (10, True)])
def test_pupils_in_no_phase_must_be_none_or_ten(outside: int, shown: bool) -> None:
    groups = [Pupils(answers(30, 20), year_group="3"), Pupils(answers(30, 20), year_group="8")]
    rest = [Pupils(answers(outside), year_group="X")] if outside else []

    by_phase = table(released(*groups, *rest), "phase")

    assert (by_phase.refusal is None) is shown
    assert "not_by_year" not in {cell.group for cell in by_phase.cells}


TEN = tuple(f"school-{place}" for place in range(10))

SIZES = {
    "ten schools": (40,) * 10,
    "one holds 80 per cent": (360, *(10,) * 9),
    "one holds more": (370, *(10,) * 9),
    "nine": (40,) * 9,
    "three": (40,) * 3,
}


@pytest.mark.parametrize(
    ("case", "shown"),
    [
        ("ten schools", True),
        ("one holds 80 per cent", True),
        ("one holds more", False),
        ("nine", False),
        ("three", False),
    ],
)
def test_a_programme_is_shown_from_ten_schools_on_and_none_over_four_fifths(case: str, shown: bool) -> None:
    groups = [Pupils(answers(n - 2, 1, 0, 1), school=f"school-{place}") for place, n in enumerate(SIZES[case])]

    findings = released(*groups, scope="programme")

    assert bool(findings.tables) is shown
    assert all(table.by != "school" for table in findings.tables)


def test_a_group_from_two_schools_only_has_no_table_in_the_programme() -> None:
    groups = [Pupils(answers(30, 9, 0, 1), school=school) for school in TEN]
    send = [Pupils(answers(12, 7, 0, 1), school=school, sen="K") for school in TEN[:2]]

    refusal = table(released(*groups, *send, scope="programme"), "send").refusal

    assert refusal is not None
    assert refusal.code == "few-schools"


def test_policies_can_be_stricter_but_never_looser() -> None:
    assert Policy(smallest_group=20).smallest_group == 20
    with pytest.raises(ValueError, match="never looser"):
        Policy(smallest_group=5)
    with pytest.raises(ValueError, match="never fewer"):
        Policy(smallest_programme=9)
