"""What happens over the same months is told by the clock, whoever tells it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from belonging.web.cli.loading.diaries import Diary, tell_together
from tests.web.conftest import NOW

hours = st.lists(st.lists(st.integers(0, 30), max_size=6).map(sorted), max_size=5)


def diary(told: list[tuple[datetime, int]], number: int, at: Iterable[int]) -> Diary:
    for hour in at:
        moment = NOW + timedelta(hours=hour)
        yield moment
        told.append((moment, number))


@given(hours)
def test_everything_is_told_once_and_in_its_order(several: list[list[int]]) -> None:
    told: list[tuple[datetime, int]] = []
    tell_together(diary(told, number, at) for number, at in enumerate(several))
    assert len(told) == sum(map(len, several))
    assert told == sorted(told)


def test_nothing_is_done_before_its_moment_has_come() -> None:
    told: list[tuple[datetime, int]] = []
    tell_together([diary(told, 0, [0, 9]), diary(told, 1, [3])])
    assert [number for _, number in told] == [0, 1, 0]
