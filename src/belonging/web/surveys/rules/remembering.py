"""A few answers kept for a moment: what is asked for hundreds of times a second is looked up once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """At most `most` values, each for `seconds`. None is not kept: what was not there may come any moment.

    One thread makes a value; who comes meanwhile gets the one before, or waits for it where there is none.
    """

    def __init__(self, *, seconds: float, most: int, clock: Callable[[], float] = time.perf_counter) -> None:
        self._seconds, self._most, self._clock = seconds, most, clock
        self._kept: dict[Key, tuple[float, Value]] = {}
        self._making: dict[Key, Future[Value | None]] = {}
        self._keeping = threading.Lock()

    def get(self, key: Key, make: Callable[[Value | None], Value | None]) -> Value | None:
        """The value kept for `key`, or what `make` gives; it is handed the value before, if there was one."""
        kept = self._kept.get(key)
        if kept is not None and self._clock() - kept[0] < self._seconds:
            return kept[1]
        with self._keeping:
            making = self._making.get(key)
            if making is None:
                mine = self._making[key] = Future[Value | None]()
        if making is not None:
            return making.result() if kept is None else kept[1]
        try:
            made = make(None if kept is None else kept[1])
        except BaseException as fault:
            self._forget_making(key)
            mine.set_exception(fault)
            raise
        self._keep(key, made)
        self._forget_making(key)
        mine.set_result(made)
        return made

    def forget(self) -> None:
        self._kept.clear()

    def _keep(self, key: Key, made: Value | None) -> None:
        now = self._clock()
        with self._keeping:
            self._kept.pop(key, None)
            if made is not None:
                self._kept[key] = (now, made)
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]

    def _forget_making(self, key: Key) -> None:
        with self._keeping:
            del self._making[key]
