"""Told to stop in the middle: what was begun is cleared first, and being told again does not end the clearing."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

STOPS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C, what a timer's service sends, a terminal that closes."""


@contextmanager
def ended_when_told_to_stop() -> Iterator[None]:
    """The first of STOPS ends the block as an exception does, and the rest of it hears no other."""

    def stop(number: int, _: FrameType | None) -> None:
        _hear_none()
        raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)

    usual = (signal.SIG_DFL, signal.default_int_handler)  # 'nohup' has it not hear one
    heard = {each: signal.getsignal(each) for each in STOPS if signal.getsignal(each) in usual}
    for each in heard:
        signal.signal(each, stop)
    try:
        yield
    finally:
        _hear(heard)


@contextmanager
def cleared(clear: Callable[[], None]) -> Iterator[None]:
    """Calls `clear` however the block ends, and hears none of STOPS until it is through."""
    before: dict[signal.Signals, Any] = {}
    try:
        try:
            yield
        finally:
            before = _hear_none()  # one that comes before this is done raises here, and 'clear' is called all the same
    finally:
        try:
            clear()
        finally:
            _hear(before)


def _hear_none() -> dict[signal.Signals, Any]:
    """What each did before."""
    return {each: signal.signal(each, signal.SIG_IGN) for each in STOPS}


def _hear(before: dict[signal.Signals, Any]) -> None:
    for each, did in before.items():
        signal.signal(each, did)
