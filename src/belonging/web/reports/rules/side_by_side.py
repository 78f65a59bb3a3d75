"""Whether two audiences see one side of school life alike, from released shares alone."""

from __future__ import annotations

from enum import StrEnum

from belonging.evaluation.released import Cell, Rung


class Alike(StrEnum):
    """Of the second against the first."""

    MORE = "more"
    FEWER = "fewer"
    NOT_CLEAR = "not-clear"
    CANNOT_TELL = "cannot-tell"


def alike(first: Cell | None, second: Cell | None) -> Alike:
    """Apart only where the two intervals do not touch, which is stricter than a test of the difference.

    In words there are no intervals, so nothing is called apart.
    """
    if first is None or second is None or first.parts is None or second.parts is None:
        return Alike.CANNOT_TELL
    if Rung.WORDS in (first.rung, second.rung) or first.interval is None or second.interval is None:
        return Alike.CANNOT_TELL
    if second.interval.low > first.interval.high:
        return Alike.MORE
    if second.interval.high < first.interval.low:
        return Alike.FEWER
    return Alike.NOT_CLEAR
