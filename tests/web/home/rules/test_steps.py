"""The next date that matters to a school."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from belonging.web.home.rules.standing import Facts, RoundFacts
from belonging.web.home.rules.steps import next_date

TODAY = date(2026, 11, 25)
BASELINE = ("baseline", date(2026, 11, 16), date(2026, 12, 11))
ENDLINE = ("endline", date(2027, 6, 7), date(2027, 6, 25))
JOINED = Facts(False, date(2026, 10, 1), date(2026, 10, 9), TODAY, windows=(BASELINE, ENDLINE))
OPEN = RoundFacts("baseline", "pupil", "open", 40, 80, date(2026, 12, 4))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (JOINED, (date(2026, 12, 11), "Baseline window ends")),
        (replace(JOINED, rounds=(OPEN,)), (date(2026, 12, 4), "Baseline closes")),
        (replace(JOINED, rounds=(replace(OPEN, state="sealed"),)), (date(2027, 6, 7), "Endline opens")),
        (replace(JOINED, step_due=date(2026, 11, 20)), (date(2026, 11, 20), "Agreed step")),
        (replace(JOINED, has_left=True), (None, "")),
        (replace(JOINED, windows=()), (None, "")),
    ],
)
def test_what_comes_first_is_named_with_its_day(facts: Facts, expected: tuple[date | None, str]) -> None:
    assert next_date(facts, TODAY) == expected
