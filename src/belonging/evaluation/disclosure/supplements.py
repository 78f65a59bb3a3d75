"""Further methods' results for those who do not hold the rows: rounded by fixed rules, or refused."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from belonging.evaluation.disclosure.coding import rounded_n
from belonging.evaluation.disclosure.differences import SMALLEST_REST
from belonging.evaluation.released import Measure, Refusal, Supplement
from belonging.evaluation.rounding import half_up

SMALLEST_PROGRAMME: Final = 10
"""Schools. Of fewer, one school's lead could take the own answers out of a figure that is not banded."""

FEW_SCHOOLS: Final = Refusal(
    "few-schools",
    f"Further methods are shown for programmes of {SMALLEST_PROGRAMME} schools and more. "
    "Whoever holds the rows can have them with the policy own-data.",
)
ONE_SCHOOL_ONLY: Final = Refusal(
    "school-scope", "Further methods compare schools. The programme's report has them, where it is large enough."
)
SMALLEST_BASE: Final = 60
"""People. Of fewer, whole points and decimals would say more than the bands of a table do."""

SMALL_BASE: Final = Refusal(
    "small-group", f"Fewer than {SMALLEST_BASE} answers, or answers from fewer than three schools: not shown."
)
NOT_HERE: Final = Refusal("not-here", "This could not be worked out here, or would say more than a table may.")
SCHOOLS_APART: Final = Refusal(
    "schools-apart",
    "These are figures of single schools, which are never shown side by side outside their own reports.",
)
CLOSE: Final = Refusal(
    "difference",
    f"Fewer than {SMALLEST_REST} people are in a printed table and not in this figure, or the other way round.",
)
NO_P: Final = Refusal("p-value", "p-values are not printed; the interval says how sure the figure is.")

_IN_POINTS: Final = frozenset({"points", "per cent"})
_IN_NUMBERS: Final = frozenset({"people", "schools"})


@dataclass(frozen=True, slots=True)
class Base:
    """What is printed beside: how many schools take part, and by group ("all", "send") the people of each wave."""

    schools: int
    people: Mapping[str, Sequence[int]]


def release_supplement(supplement: Supplement, base: Base, scope: str) -> Supplement:
    """The supplement as others may see it. Sentences are made anew from the rounded figures.

    Notes that hold figures are left out: they were written for the exact ones.
    """
    if scope != "programme" or base.schools < SMALLEST_PROGRAMME:
        refusal = FEW_SCHOOLS if scope == "programme" else ONE_SCHOOL_ONLY
        return replace(supplement, measures=(), notes=(), refusal=refusal)
    notes = tuple(note for note in supplement.notes if not any(letter.isdigit() for letter in note))
    if supplement.refusal is not None:
        return replace(supplement, measures=(), notes=notes, refusal=NOT_HERE)
    # A figure of one school is left out whole: even its label may name the school.
    several = [measure for measure in supplement.measures if measure.schools != 1]
    if supplement.measures and not several:
        return replace(supplement, measures=(), notes=notes, refusal=SCHOOLS_APART)
    return replace(supplement, measures=tuple(_released(one, base) for one in several), notes=notes)


def _released(measure: Measure, base: Base) -> Measure:
    refusal = _refused(measure, base) or (NOT_HERE if measure.refusal or measure.value is None else None)
    if refusal is not None or measure.value is None:
        return replace(measure, value=None, low=None, high=None, df=None, n=None, text="", refusal=refusal)
    step = _step(measure)
    rounded = replace(
        measure,
        value=_within_ends(measure, _nearest(measure.value, step), step),
        low=None if measure.low is None else _tidy(step * math.floor(measure.low / step + 1e-9)),
        high=None if measure.high is None else _tidy(step * math.ceil(measure.high / step - 1e-9)),
        df=None if measure.df is None else float(half_up(measure.df)),
        n=None if measure.n is None else rounded_n(measure.n),
    )
    return replace(rounded, text=_sentence(rounded))


def _refused(measure: Measure, base: Base) -> Refusal | None:
    if measure.unit == "p":
        return NO_P
    if measure.schools is not None and measure.schools < 3 and measure.unit != "schools":
        return SMALL_BASE
    people = measure.n if measure.unit != "people" else int(measure.value or 0)
    if people is None:
        return None
    if people < (SMALLEST_REST if measure.unit == "people" else SMALLEST_BASE):
        return SMALL_BASE
    beside = base.people.get(measure.group, base.people.get("all", ()))
    return CLOSE if any(0 < abs(n - people) < SMALLEST_REST for n in beside) else None


def _step(measure: Measure) -> float:
    """The precision of a figure: as fine as a table of as many people, and never finer than its unit."""
    few = measure.n is not None and measure.n < 300
    if measure.unit == "schools":
        return 1.0
    if measure.unit in _IN_NUMBERS or (measure.unit in _IN_POINTS and few):
        return 5.0
    if measure.unit in _IN_POINTS:
        return 1.0
    return 0.1 if few else 0.01


def _within_ends(measure: Measure, value: float, step: float) -> float:
    """Per cents stop short of 0 and 100, as a table's end bands do: nobody and everybody are never told apart."""
    return min(max(value, step), 100 - step) if measure.unit == "per cent" else value


def _nearest(value: float, step: float) -> float:
    return _tidy(step * half_up(value / step))


def _tidy(value: float) -> float:
    return round(value, 2) + 0.0


def _sentence(measure: Measure) -> str:
    unit = {"per cent": " in 100", "points": " points", "people": " people", "schools": " schools"}.get(
        measure.unit, ""
    )
    said = f"{measure.label}: {_signed(measure.value)}{unit}"
    if measure.low is None or measure.high is None:
        return f"{said}."
    return f"{said} (95% interval {_signed(measure.low)} to {_signed(measure.high)})."


def _signed(value: float | None) -> str:
    """With a true minus sign, as everywhere on a page."""
    return "" if value is None else f"{value:g}".replace("-", "\N{MINUS SIGN}")
