"""Pretend pupils in the editions that are for them."""

from __future__ import annotations

from collections import Counter

from belonging.instruments.load import load
from belonging.simulation import in_editions, simulate_school


def test_young_pupils_and_those_with_plans_answer_editions_of_their_own() -> None:
    plain = simulate_school(5, "primary", 80, "baseline")
    rows = in_editions(plain)
    pupils = load("pupil_v1")

    assert {row.edition for row in rows if row.year_group == "3" and row.sen != "E"} == {"younger"}
    assert {row.edition for row in rows if row.year_group == "6" and row.sen != "E"} == {"standard"}
    assert {row.edition for row in rows if row.sen == "E"} <= {"pictures", "easy_read"}
    assert {row.help for row in rows} > {"", "read"}
    assert {row.way for row in rows} == {"screen", "paper"}
    for row in rows:
        pupils.check(row.answers, edition=row.edition)
    assert [row.answers.keys() for row in rows] == [row.answers.keys() for row in plain]


def test_a_special_school_answers_with_pictures_and_adults_as_ever() -> None:
    there = Counter(row.edition for row in in_editions(simulate_school(5, "special", 40, "baseline")))
    parents = simulate_school(6, "special", 10, "baseline", "parent")

    assert there == {"pictures": 20, "easy_read": 10, "pictures_two": 10}
    assert in_editions(parents) == parents
