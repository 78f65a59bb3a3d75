"""Several people who act in the same moment, each with a connection of their own (PostgreSQL)."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

PEOPLE = 6


def at_once(act: Callable[[int], str]) -> Counter[str]:
    """What each of PEOPLE threads met, begun together."""
    start = threading.Barrier(PEOPLE)

    def one(number: int) -> str:
        start.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return Counter(pool.map(one, range(PEOPLE)))
