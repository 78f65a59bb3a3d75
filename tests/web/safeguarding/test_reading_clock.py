"""How long comments may wait."""

from __future__ import annotations

from datetime import date

import pytest

from belonging.web.safeguarding.rules.reading_clock import is_overdue, is_working_day, read_by

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
CHRISTMAS_EVE = date(2026, 12, 24)


@pytest.mark.parametrize(
    ("since", "days", "last"),
    [
        (MONDAY, 1, date(2026, 11, 24)),
        (MONDAY, 5, date(2026, 11, 30)),
        (FRIDAY, 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (CHRISTMAS_EVE, 1, date(2026, 12, 29)),
    ],
)
def test_the_last_day_in_time(since: date, days: int, last: date) -> None:
    assert read_by(since, days) == last


def test_bank_holidays_and_weekends_are_no_working_days() -> None:
    assert not is_working_day(date(2026, 12, 25))
    assert not is_working_day(date(2026, 11, 28))
    assert is_working_day(MONDAY)


@pytest.mark.parametrize(
    ("waiting", "urgent", "today", "late"),
    [
        (None, None, FRIDAY, False),
        (MONDAY, None, date(2026, 11, 30), False),
        (MONDAY, None, date(2026, 12, 1), True),
        (MONDAY, MONDAY, date(2026, 11, 24), False),
        (MONDAY, MONDAY, date(2026, 11, 25), True),
    ],
)
def test_overdue(waiting: date | None, urgent: date | None, today: date, late: bool) -> None:
    assert is_overdue(waiting_since=waiting, urgent_since=urgent, today=today) is late
