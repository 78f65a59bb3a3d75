"""A few answers kept for a moment: what is asked for hundreds of times a second is looked up once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """At most `most` values, each for `seconds`. None is not kept: what was not there may come any moment."""

    def __init__(self, *, seconds: float, most: int, clock: Callable[[], float] = time.perf_counter) -> None:
        self._seconds, self._most, self._clock = seconds, most, clock
        self._kept: dict[Key, tuple[float, Value]] = {}
        self._keeping = threading.Lock()

    def get(self, key: Key, make: Callable[[], Value | None]) -> Value | None:
        """The value kept for `key`, or what `make` gives."""
        kept = self._kept.get(key)
        now = self._clock()
        if kept is not None and now - kept[0] < self._seconds:
            return kept[1]
        if kept is not None:
            # Who comes while it is made anew is content with what was there.
            self._kept[key] = (now, kept[1])
        made = make()
        with self._keeping:
            self._kept.pop(key, None)
            if made is not None:
                self._kept[key] = (now, made)
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]
        return made

    def forget(self) -> None:
        self._kept.clear()
