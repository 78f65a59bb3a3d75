"""Several things that happen over the same months, told in the order of their moments: journals run forward."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime

Diary = Iterator[datetime]
"""Gives the moment of what it does next, and does it when it is asked to go on. Its moments never go back."""


def tell_together(diaries: Iterable[Diary]) -> None:
    """All of them to their ends; of one moment, in the order in which they are given."""
    waiting: list[tuple[datetime, int, Diary]] = []
    for number, diary in enumerate(diaries):
        _ask(waiting, number, diary)
    while waiting:
        _, number, diary = heapq.heappop(waiting)
        _ask(waiting, number, diary)


def _ask(waiting: list[tuple[datetime, int, Diary]], number: int, diary: Diary) -> None:
    moment = next(diary, None)
    if moment is not None:
        heapq.heappush(waiting, (moment, number, diary))
