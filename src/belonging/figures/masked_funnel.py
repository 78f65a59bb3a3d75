"""Schools as bands against size, with the limits that size and ordinary difference set. Nobody is named or ranked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from belonging.figures import svg
from belonging.figures.figure import DataTable, Figure, Look
from belonging.figures.funnel import Limits, Plane, axes, curves, key, tall
from belonging.figures.printed import number

_WIDE = 9.0


class Lies(StrEnum):
    """Where a school's band lies; the value is what a table says."""

    BETWEEN = "Between the lines"
    OUTSIDE = "Outside the inner lines"
    EITHER = "Can’t be told"


@dataclass(frozen=True, slots=True)
class SchoolBand:
    """One school: about how many answered, in words and as a number, and its printed share in per cent."""

    size: str
    n: int
    low: float
    high: float
    said: str

    def lies(self, inner: Limits) -> Lies:
        """By the whole band: nothing is said that one end of it would contradict."""
        low, high = inner.at(self.n)
        if self.high < low or self.low > high:
            return Lies.OUTSIDE
        return Lies.BETWEEN if low <= self.low and self.high <= high else Lies.EITHER


def draw_masked_funnel(
    title: str, target: float, limits: Sequence[Limits], schools: Sequence[SchoolBand], *, look: Look
) -> Figure:
    """`limits`: the inner ones first. `schools` stay in the order given: give one that tells nothing of them."""
    said = _sentence(limits[0], schools)
    plane = _plane(limits, schools, look.width)
    across = svg.line("between", plane.x(0), plane.y(target), plane.x(plane.most), plane.y(target))
    # Large ones first, so that no narrow band is hidden behind a wide one.
    marks = [_mark(plane, one, limits[0]) for one in sorted(schools, key=lambda one: one.low - one.high)]
    content = [*axes(plane), across, *curves(plane, limits), *key(limits), *marks]
    picture = svg.picture(look, tall(limits), (title, said), *content)
    return Figure(picture, said, _data(title, limits[0], schools))


def _plane(limits: Sequence[Limits], schools: Sequence[SchoolBand], width: float) -> Plane:
    least = min(one.n for one in schools)
    ends = [value for one in limits for n, low, high in one.ends if n >= least for value in (low, high)]
    ends += [value for one in schools for value in (one.low, one.high)]
    bottom, top = max(0.0, 10.0 * math.floor(min(ends) / 10)), min(100.0, 10.0 * math.ceil(max(ends) / 10))
    return Plane(width, 50 * math.ceil(max(one.n for one in schools) * 1.04 / 50), bottom, max(top, bottom + 10))


def _mark(plane: Plane, school: SchoolBand, inner: Limits) -> str:
    """As tall as its band; open where it lies outside."""
    paint = "against" if school.lies(inner) is Lies.OUTSIDE else "school"
    top, bottom = plane.y(school.high), plane.y(school.low)
    tall = max(bottom - top, _WIDE)
    middle = (top + bottom) / 2
    return svg.rect(paint, plane.x(school.n) - _WIDE / 2, middle - tall / 2, _WIDE, tall, rx=_WIDE / 2)


def _sentence(inner: Limits, schools: Sequence[SchoolBand]) -> str:
    found = [one.lies(inner) for one in schools]
    between, outside, either = (found.count(lies) for lies in Lies)
    parts = [f"{between} between the inner lines" if between else "none wholly between the inner lines"]
    parts += [f"{outside} outside them"] if outside else ["none outside them"]
    parts += [f"{either} whose band crosses a line, so that it can’t be told"] if either else []
    return f"{len(schools)} schools: {', '.join(parts)}."


def _data(title: str, inner: Limits, schools: Sequence[SchoolBand]) -> DataTable:
    head = ("Answers from the school", "Positive, of every 100", "Inner lines at that size", "")
    rows = tuple((one.size, one.said, _ends(inner, one.n), one.lies(inner).value) for one in schools)
    return DataTable(f"{title}: schools by size, in no order", head, rows)


def _ends(inner: Limits, n: int) -> str:
    low, high = inner.at(n)
    return f"{number(math.floor(low))} to {number(math.ceil(high))}"
