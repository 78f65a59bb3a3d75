"""Groups set against each other: in one wave, and how their gap has moved."""

from __future__ import annotations

import pytest

from belonging.evaluation import Findings, Plan, Policy, evaluate
from belonging.evaluation.gaps import change_in_gap_among_schools, gap_among_schools
from belonging.evaluation.own_data import OwnData
from belonging.evaluation.plan import Scope
from belonging.evaluation.released import Gap, Reading
from tests.evaluation.rows import PUPIL, Pupils, answer_set, answers

SCHOOLS = ("ash", "birch", "elm", "fir", "hazel", "lime", "oak", "pine", "rowan", "yew")


def ten_schools(send_before: int, send_after: int) -> list[Pupils]:
    """Of 40 pupils with SEND in each school (give or take a few) so many are positive; of 100 others, 75."""
    groups = []
    for place, school in enumerate(SCHOOLS):
        for wave, positive in (("baseline", send_before), ("endline", send_after)):
            here = positive + (place + 2 * (wave == "endline")) % 5 - 2
            groups.append(Pupils(answers(here, 40 - here), school=school, wave=wave, sen="K"))
            others = 75 + (place * 7) % 5 - 2
            groups.append(Pupils(answers(others, 100 - others), school=school, wave=wave))
    return groups


def findings(groups: list[Pupils], scope: Scope, policy: Policy) -> Findings:
    return evaluate(answer_set(groups), Plan.default(PUPIL, scope), policy)


def send_gap(found: Findings, wave: str, earlier: str | None = None) -> Gap:
    table = found.table("safe", "send")
    assert table is not None
    gap = table.gap("send", wave, earlier)
    assert gap is not None
    return gap


def test_pupils_with_send_are_set_against_those_without_in_every_wave() -> None:
    found = findings(ten_schools(20, 30), "programme", OwnData())

    before, after = send_gap(found, "baseline"), send_gap(found, "endline")

    assert before.reading is Reading.FEWER
    assert before.estimate_low == pytest.approx(50 - 75, abs=1)
    assert before.text == "Fewer positive answers with SEND (50 in 100) than without (75)"
    assert after.reading is Reading.NO_CLEAR_CHANGE
    assert after.text.startswith("No clear difference: with SEND 75 in 100, without")


def test_a_gap_is_the_engines_own_contrast_of_the_schools_counts() -> None:
    groups = ten_schools(20, 30)
    found = findings(groups, "programme", OwnData())
    counts = [[(len(g.answers), list(g.answers).count(4)) for g in groups if g.school == school] for school in SCHOOLS]
    n = [[[school[0][0], school[2][0]], [school[1][0], school[3][0]]] for school in counts]
    positive = [[[school[0][1], school[2][1]], [school[1][1], school[3][1]]] for school in counts]

    change = send_gap(found, "endline", "baseline")
    first = gap_among_schools([[s[0][0], s[1][0]] for s in n], [[s[0][0], s[1][0]] for s in positive])
    expected = change_in_gap_among_schools(n, positive)

    assert change.reading is Reading.MORE
    assert change.text == "Positive answers rose more, or fell less, with SEND than without"
    assert change.interval is not None
    assert expected.interval == pytest.approx((change.interval.low, change.interval.high))
    interval = send_gap(found, "baseline").interval
    assert interval is not None
    assert first.interval == pytest.approx((interval.low, interval.high))


def test_a_schools_gap_is_worked_out_from_its_printed_bands_alone() -> None:
    def school(send_positive: int) -> Findings:
        return findings(
            [Pupils(answers(75, 25)), Pupils(answers(send_positive, 40 - send_positive), sen="K")],
            "school",
            Policy.release(),
        )

    gap = send_gap(school(9), "baseline")

    assert (gap.estimate_low, gap.estimate_high) == (-60, -40)
    assert gap.interval is not None
    assert gap.interval.low % 5 == gap.interval.high % 5 == 0
    assert gap.interval.low < -60
    assert gap.interval.high > -40
    assert gap.text == "Fewer positive answers with SEND (between 20 and 30 in 100) than without (between 70 and 80)"
    assert school(9).to_json() == school(11).to_json() != school(12).to_json()


def test_groups_that_are_given_in_words_are_not_compared() -> None:
    groups = [Pupils(answers(74, 25, 1)), Pupils(answers(12, 7, 0, 1), sen="K")]
    found = findings(groups, "school", Policy.release())

    gap = send_gap(found, "baseline")

    assert gap.interval is None
    assert gap.refusal is not None
    assert "in words" in gap.refusal.sentence
    assert gap.reading is Reading.TOO_FEW


def test_few_people_are_not_compared_even_by_who_holds_the_rows() -> None:
    found = findings([Pupils(answers(30, 10)), Pupils(answers(4, 5), sen="K")], "school", OwnData())

    gap = send_gap(found, "baseline")

    assert gap.estimate_low is None
    assert gap.refusal is not None
    assert "Fewer than 10" in gap.refusal.sentence


def test_boys_are_set_against_girls_and_plans_and_support_against_neither() -> None:
    groups = [
        Pupils(answers(70, 30 + place), school=school, gender=gender, sen=sen)
        for place, school in enumerate(SCHOOLS)
        for gender in ("girl", "boy")
        for sen in ("N", "K", "E")
    ]

    found = findings(groups, "programme", OwnData())

    pairs = {(gap.group, gap.against) for table in found.tables for gap in table.gaps}
    assert {pair for pair in pairs if "-" not in pair[0]} == {
        ("boy", "girl"),
        ("send", "no_send"),
        ("K", "N"),
        ("E", "N"),
    }
    assert {pair for pair in pairs if "-" in pair[0]} == {("boy-send", "boy-other"), ("girl-send", "girl-other")}


def test_the_key_findings_say_who_answers_less_positively_and_name_what_they_rest_on() -> None:
    found = findings(ten_schools(20, 20), "programme", OwnData())

    line = next(headline for headline in found.headlines if headline.tone == "gap")

    assert (
        line.text
        == "Answers with SEND were less positive than without on “I feel safe at school”: 50 in 100, against 75."
    )
    assert line.findings == (send_gap(found, "endline").id,)
    known = {
        *(cell.id for table in found.tables for cell in table.cells),
        *(change.id for table in found.tables for change in table.changes),
        *(gap.id for table in found.tables for gap in table.gaps),
    }
    assert all(headline.findings and set(headline.findings) <= known for headline in found.headlines)
    assert len(known) == sum(len(t.cells) + len(t.changes) + len(t.gaps) for t in found.tables)


def test_who_holds_one_schools_rows_sees_how_its_gap_has_moved() -> None:
    groups = [
        Pupils(answers(75, 25)),
        Pupils(answers(20, 20), sen="K"),
        Pupils(answers(75, 25), wave="endline"),
        Pupils(answers(36, 4), sen="K", wave="endline"),
    ]

    gap = send_gap(findings(groups, "school", OwnData()), "endline", "baseline")

    assert gap.estimate_low == gap.estimate_high == pytest.approx(40)
    assert gap.reading is Reading.MORE
