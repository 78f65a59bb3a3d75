from __future__ import annotations

from datetime import UTC, datetime

import pytest

from belonging.web.home.presenters.words import counted, listed, long_day, minutes, period


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (datetime(2026, 6, 8, 8, tzinfo=UTC), datetime(2026, 6, 26, 15, tzinfo=UTC), "8–26 Jun 2026"),
        (datetime(2026, 9, 28, 8, tzinfo=UTC), datetime(2026, 10, 16, 15, tzinfo=UTC), "28 Sep – 16 Oct 2026"),
        (datetime(2026, 12, 14, 9, tzinfo=UTC), datetime(2027, 1, 8, 16, tzinfo=UTC), "14 Dec 2026 – 8 Jan 2027"),
    ],
)
def test_a_period_is_short(first: datetime, last: datetime, said: str) -> None:
    assert period(first, last).replace("Sept", "Sep") == said


def test_a_day_is_told_as_people_in_london_have_it() -> None:
    assert long_day(datetime(2026, 6, 25, 23, 30, tzinfo=UTC)) == "Friday 26 June 2026"


@pytest.mark.parametrize(
    ("number", "said"),
    [(None, "Not counted yet"), (0, "Fewer than 10"), (5, "Fewer than 10"), (10, "About 10"), (65, "About 65")],
)
def test_a_count_is_told_no_finer_than_it_may(number: int | None, said: str) -> None:
    assert counted(number) == said


def test_lists_and_minutes_read_as_english() -> None:
    assert listed(["pupils"]) == "pupils"
    assert listed(["pupils", "parents", "staff"]) == "pupils, parents and staff"
    assert [minutes(1), minutes(5)] == ["1 minute", "5 minutes"]
