"""Numbers of the supplements on non-response and planning as a sentence says them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from belonging.evaluation.estimates import Estimate
from belonging.evaluation.released import Measure, Refusal
from belonging.evaluation.rounding import half_up

ROLL_UNKNOWN = "roll-unknown"


def signed(points: float) -> str:
    """Whole points with their sign: "+6", "-3", "0"."""
    whole = half_up(points)
    return f"{whole:+d}" if whole else "0"


def points_between(low: float, high: float) -> str:
    """Ends rounded outward, so that the words are no surer than the numbers: "between -2 and +11 points"."""
    return f"between {_end(math.floor(low + 1e-9))} and {_end(math.ceil(high - 1e-9))} points"


def in_100_between(low: float, high: float) -> str:
    """Ends rounded outward: "between 52 and 83 in 100"."""
    return f"between {math.floor(low + 1e-9)} and {math.ceil(high - 1e-9)} in 100"


def roll_unknown(missing: list[tuple[str, str]]) -> Refusal:
    """Which (school, wave) have no roll, and what to do."""
    named = "; ".join(f"{school}, {wave}" for school, wave in missing[:5])
    more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
    return Refusal(
        ROLL_UNKNOWN,
        f"How many were on roll is not known for {named}{more}, so nobody can say how many did not answer. "
        "Give the roll of every school that answered, in every wave.",
    )


def _end(whole: int) -> str:
    return f"{whole:+d}" if whole else "0"


@dataclass(frozen=True, slots=True)
class Statement:
    """Puts one statement's shares ("per cent") or change ("points") into measures of a supplement."""

    item: str
    label: str
    unit: str
    n: int

    def estimate(self, what: str, of_whom: str, estimate: Estimate) -> Measure:
        """An estimate with its interval or its refusal; `what` ends the measure's id."""
        return self._measure(what, of_whom, estimate.low, estimate)

    def bounds(self, what: str, low: float, high: float) -> Measure:
        """A worst and a best case, with nothing in between."""
        return self._measure(what, "worst and best case", None, Estimate(low, high, (low, high)))

    def _measure(self, what: str, of_whom: str, value: float | None, estimate: Estimate) -> Measure:
        low, high = estimate.interval or (None, None)
        return Measure(
            id=f"weighted:{self.item}:all:{what}",
            label=f"{self.label}, {of_whom}",
            item=self.item,
            group="all",
            value=value,
            unit=self.unit,
            low=low,
            high=high,
            df=estimate.df,
            n=self.n,
            text=self._text(of_whom, value, estimate.interval),
            refusal=estimate.refusal,
        )

    def _text(self, of_whom: str, value: float | None, interval: tuple[float, float] | None) -> str:
        if interval is None:
            return ""
        between = (in_100_between if self.unit == "per cent" else points_between)(*interval)
        if value is None:
            return f"{of_whom.capitalize()}: {between}."
        middle = f"{half_up(value)} in 100" if self.unit == "per cent" else f"{signed(value)} points"
        return f"{of_whom.capitalize()}: {middle}, {between}."
