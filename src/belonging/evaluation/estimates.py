"""An estimate with what is needed to say how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from scipy.special import stdtr, stdtrit

from belonging.evaluation.released import Refusal

LEAST_DF = 4.0
"""Below this the t approximation behind CR2 intervals is not to be trusted (Pustejovsky and Tipton 2018)."""

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share or change in per cent or points: its range (`low == high` unless banded) and its 95 % interval.

    `p` is the two-sided p-value against no change; it is never published.
    """

    low: float
    high: float
    interval: tuple[float, float] | None = None
    df: float | None = None
    p: float = 1.0
    refusal: Refusal | None = None


def t_quantile(df: float) -> float:
    """How many standard errors reach the end of a 95 % interval."""
    return float(stdtrit(df, 0.5 + CONFIDENCE / 2))


def two_sided_p(value: float, error: float, df: float) -> float:
    """The p-value of `value` against zero; with no error any difference is certain."""
    if error == 0:
        return 1.0 if value == 0 else 0.0
    return float(2 * stdtr(df, -abs(value) / error))


def few_degrees_of_freedom(df: float) -> Refusal:
    return Refusal(
        "few-degrees-of-freedom",
        f"The answers come from too few schools, or too unequal ones, for an interval "
        f"({df:.1f} degrees of freedom; at least {LEAST_DF:.0f} are needed).",
    )


ONE_SCHOOL = Refusal(
    "one-school",
    "All answers of this group come from one school, so no interval for schools like these can be given.",
)
ONE_WAVE = Refusal("one-wave", "This group answered in one wave only, so there is no change to show.")
TOO_FEW_PEOPLE = Refusal(
    "too-few-people", "Fewer than 10 people of this group answered in a wave: too few to speak of a change."
)
TOO_FEW_FOR_GAP = Refusal(
    "too-few-people", "Fewer than 10 people of one of these groups answered: too few to compare them."
)
WAVE_WITHHELD = Refusal(
    "wave-withheld", "One of the two waves is not shown for these groups, so there is no change to show."
)
NO_SPREAD = Refusal(
    "no-spread", "Every school's figures are alike here, so they cannot show how much schools differ: no interval."
)
TOO_WIDE_TO_TELL = Refusal("too-wide", "The interval goes beyond 20 points both ways, so it tells nothing.")
