"""A wave is decided by its own numbers: what a later release says of it was said before, to the byte."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation import Findings, Plan, Policy, evaluate
from belonging.evaluation.released import Reading, Rung
from tests.evaluation.rows import PUPIL, Pupils, answer_set, answers


def released(*groups: Pupils) -> Findings:
    return evaluate(answer_set(groups), Plan.default(PUPIL, "school"), Policy.release())


def cells_of(findings: Findings, wave: str) -> list[dict[str, Any]]:
    return [asdict(cell) for table in findings.tables for cell in table.cells if cell.wave == wave]


def school(wave: str, sizes: list[int], codes: list[int | None]) -> list[Pupils]:
    kinds = [(gender, sen) for gender in ("girl", "boy", "another", None) for sen in ("N", "K")]
    groups, start = [], 0
    for (gender, sen), size in zip(kinds, sizes, strict=True):
        groups.append(Pupils(codes[start : start + size], wave=wave, gender=gender, sen=sen))
        start += size
    return groups


SIZES = st.lists(st.integers(0, 70), min_size=8, max_size=8).filter(lambda sizes: sum(sizes) >= 10)
CODES = st.lists(st.sampled_from([4, 3, 2, 1, 9, None]), min_size=560, max_size=560)


@settings(deadline=None, max_examples=15)
@given(SIZES, SIZES, CODES, CODES)
def test_a_later_release_repeats_an_earlier_wave_and_never_widens_it(
    first: list[int], second: list[int], before: list[int | None], after: list[int | None]
) -> None:
    baseline = school("baseline", first, before)

    alone = released(*baseline)
    together = released(*baseline, *school("endline", second, after))

    assert cells_of(together, "baseline") == cells_of(alone, "baseline")


def test_a_table_may_show_one_wave_and_say_why_not_the_other() -> None:
    findings = released(
        Pupils(answers(40, 20)),
        Pupils(answers(20, 10), sen="K"),
        Pupils(answers(40, 20), wave="endline"),
        Pupils(answers(5, 3), sen="K", wave="endline"),
    )

    table = findings.table("safe", "send")

    assert table is not None
    assert table.refusal is None
    assert table.waves == ("baseline",)
    assert {cell.wave for cell in table.cells} == {"baseline"}
    assert [(withheld.wave, withheld.refusal.code) for withheld in table.withheld] == [("endline", "small-group")]
    assert {change.reading for change in table.changes} == {Reading.TOO_FEW}
    assert {change.refusal.code for change in table.changes if change.refusal} == {"wave-withheld"}
    assert "There is no table by SEND in the endline." in " ".join(note.sentence for note in findings.notes)


def test_each_wave_speaks_as_finely_as_its_own_numbers_allow() -> None:
    findings = released(Pupils(answers(80, 40)), Pupils(answers(30, 15), wave="endline"))

    table = findings.table("safe")

    assert table is not None
    assert [cell.rung for cell in table.cells] == [Rung.FIVES, Rung.TENS]
    assert table.rung is Rung.TENS
    change = table.change("all")
    assert change is not None
    assert (change.estimate_low, change.estimate_high) == (-10, 5)


def test_small_genders_are_made_one_group_in_the_wave_that_needs_it() -> None:
    many = [Pupils(answers(50, 30), gender=gender, wave="baseline") for gender in ("girl", "boy", "another", None)]
    few = [
        Pupils(answers(positive, negative, 0, 1), gender=gender, wave="endline")
        for gender, positive, negative in (("girl", 36, 23), ("boy", 44, 15), ("another", 3, 3), (None, 4, 3))
    ]

    table = released(*many, *few).table("safe", "gender")

    assert table is not None
    groups = {wave: [cell.group for cell in table.cells if cell.wave == wave] for wave in table.waves}
    assert groups["baseline"] == ["girl", "boy", "another", "undisclosed"]
    assert groups["endline"] == ["girl", "boy", "another_or_undisclosed"]


def test_a_second_phase_in_a_later_wave_adds_no_table_to_an_earlier_one() -> None:
    baseline = [Pupils(answers(40, 20), year_group="8")]
    endline = [
        Pupils(answers(36, 23, 0, 1), wave="endline", year_group="8"),
        Pupils(answers(30, 15, 1, 1), wave="endline", year_group="12"),
    ]

    alone, together = released(*baseline), released(*baseline, *endline)

    assert cells_of(together, "baseline") == cells_of(alone, "baseline")
    table = together.table("safe", "phase")
    assert table is not None
    assert table.waves == ("endline",)
    assert [held.refusal.code for held in table.withheld] == ["nothing-to-compare"]
