"""What a programme could tell, before it opens: the smallest change that so many schools and pupils can show.

Bloom (1995), doi 10.1177/0193841X9501900504: (t for 95 % + t for the power) standard errors. The standard error is that
of a change between two waves in the same schools, of which a part of the pupils answers twice. Loads nothing but
the standard library, so that a page may ask. docs/methods/power.md says where the defaults come from.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from belonging.evaluation import student_t

LEAST_SCHOOLS = 5
"""As many as give the 4 degrees of freedom below which no interval is shown."""

CONFIDENCE = 0.95
POWER = 0.8


class TooFewToPlan(ValueError):
    """Fewer schools than an interval needs. Plan with 5 or more, of about the same size."""


@dataclass(frozen=True, slots=True)
class Design:
    """`schools` of about `pupils` answers each, per wave; a comparison arm has its own.

    `share` (0 to 1) is the positive share that is expected. `linked` is the part of the pupils who answer in both
    waves and `correlation` that of their two answers. `school_wave` is the variance of a school's own ups and downs
    from wave to wave on the log-odds scale, `icc` how alike pupils of one school are (0 to 1).
    """

    schools: float
    pupils: float
    share: float = 0.7
    linked: float = 0.5
    correlation: float = 0.4
    school_wave: float = 0.05
    icc: float = 0.04

    def __post_init__(self) -> None:
        shares = (self.share, self.linked, self.correlation, self.icc)
        if self.schools <= 0 or self.pupils <= 0 or self.school_wave < 0 or not all(0 <= one <= 1 for one in shares):
            raise ValueError(f"{self}: give schools and pupils above 0, shares between 0 and 1.")

    @property
    def variance_of_answer(self) -> float:
        """Of one pupil: p (1 - p)."""
        return self.share * (1 - self.share)

    @property
    def variance_of_change(self) -> float:
        own_way = self.variance_of_answer**2 * self.school_wave
        pupils = self.variance_of_answer * (1 - self.linked * self.correlation) / self.pupils
        return 2 * (own_way + pupils) / self.schools

    @property
    def df(self) -> float:
        return self.schools - 1


def even_schools(sizes: Sequence[float]) -> tuple[float, float]:
    """Schools and pupils of an even design that is as good as schools of these sizes: for `Design(*even_schools(...))`.

    The square of the sum over the sum of squares: ten schools of 20 to 260 pupils are worth seven of one size.
    """
    schools = sum(sizes) ** 2 / sum(size * size for size in sizes)
    return schools, sum(sizes) / schools


def smallest_change(design: Design, comparison: Design | None = None, power: float = POWER) -> float:
    """In points: the change that would be found with the given power, at 5 % two-sided.

    With a comparison arm, the difference in change between the arms. Raises TooFewToPlan.
    """
    error, df = _error(design, comparison)
    return 100 * reach(df, power) * error


def reach(df: float, power: float = POWER) -> float:
    """How many standard errors a change must measure to be found, at 5 % two-sided, with the given power."""
    return student_t.quantile(0.5 + CONFIDENCE / 2, df) + student_t.quantile(power, df)


def power_to_tell(points: float, design: Design, comparison: Design | None = None) -> float:
    """The probability (0 to 1) of finding a change of so many points. Raises TooFewToPlan."""
    error, df = _error(design, comparison)
    return student_t.upper_tail(student_t.quantile(0.5 + CONFIDENCE / 2, df) - abs(points) / 100 / error, df)


def margin_of_share(design: Design) -> float:
    """In points: half the width of the 95 % interval of one wave's share. Raises TooFewToPlan."""
    _check(design)
    effect = 1 + (design.pupils - 1) * design.icc
    variance = design.variance_of_answer * effect / (design.schools * design.pupils)
    return 100 * student_t.quantile(0.5 + CONFIDENCE / 2, design.df) * math.sqrt(variance)


def said(design: Design, comparison: Design | None = None) -> str:
    """The smallest change in one sentence for whoever plans a cohort; rounded up to whole points."""
    schools, pupils = round(design.schools), round(design.pupils)
    with_these = f"With {schools} schools of about {pupils} pupils each"
    if comparison is not None:
        with_these += f", and {round(comparison.schools)} of about {round(comparison.pupils)} to compare with,"
    try:
        points = math.ceil(smallest_change(design, comparison) - 1e-9)
    except TooFewToPlan:
        return f"{with_these} no change could be told from chance: {LEAST_SCHOOLS} schools or more are needed."
    if points > 100 * (1 - design.share):
        return f"{with_these} no change could be told from chance, were it up to 100 in 100: ask more schools."
    what = "a change" if comparison is None else "a difference in change"
    return f"{with_these} you could tell {what} of {points} point{'s' if points != 1 else ''} or more."


def _error(design: Design, comparison: Design | None) -> tuple[float, float]:
    arms = [design] if comparison is None else [design, comparison]
    for arm in arms:
        _check(arm)
    variances = [arm.variance_of_change for arm in arms]
    # Welch and Satterthwaite: the arms may differ in size; of one arm it is schools - 1
    df = sum(variances) ** 2 / sum(variance**2 / arm.df for variance, arm in zip(variances, arms, strict=True))
    return math.sqrt(sum(variances)), df


def _check(design: Design) -> None:
    if design.schools < LEAST_SCHOOLS:
        raise TooFewToPlan(f"{design.schools:.0f} schools: plan with {LEAST_SCHOOLS} or more.")
