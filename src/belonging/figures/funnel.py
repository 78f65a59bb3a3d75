"""Schools by how many answered, with the limits that chance alone would keep them in. Nobody is named or ranked."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from belonging.evaluation.released import Measure
from belonging.figures import svg
from belonging.figures.bars import LABEL, SMALL
from belonging.figures.figure import DataTable, Figure, Look
from belonging.figures.lettering import wrap
from belonging.figures.printed import number

LEFT, TOP, HEIGHT, FOOT = 40.0, 34.0, 250.0, 48.0
KEY_LINE = 20.0


@dataclass(frozen=True, slots=True)
class Limits:
    """One level's limits ("95"): answers and the two limits in per cent, by number of answers."""

    level: str
    ends: tuple[tuple[int, float, float], ...]

    def at(self, n: float) -> tuple[float, float]:
        """Between two sizes the limits go straight; beyond the last they stay."""
        before = [end for end in self.ends if end[0] <= n] or [self.ends[0]]
        after = [end for end in self.ends if end[0] >= n] or [self.ends[-1]]
        (left, low1, high1), (right, low2, high2) = before[-1], after[0]
        part = (n - left) / (right - left) if right > left else 0.0
        return low1 + part * (low2 - low1), high1 + part * (high2 - high1)


@dataclass(frozen=True, slots=True)
class _Dot:
    """One school: answers, per cent, and the inner limits at its size."""

    n: int
    value: float
    low: float
    high: float

    @property
    def is_within(self) -> bool:
        return self.low <= self.value <= self.high


@dataclass(frozen=True, slots=True)
class Plane:
    """How answers and per cent become pixels."""

    width: float
    most: int
    bottom: float
    top: float

    def holds(self, value: float) -> bool:
        return self.bottom <= value <= self.top

    def x(self, n: float) -> float:
        return LEFT + n / self.most * (self.width - LEFT - 14)

    def y(self, value: float) -> float:
        return TOP + (self.top - value) / (self.top - self.bottom) * HEIGHT


def draw_funnel(title: str, measures: Sequence[Measure], *, look: Look) -> Figure:
    """`measures` of the supplement "funnel", in per cent: schools are those whose id ends in ":point", limits those
    with ":limits-LEVEL-SIZE". Schools that are refused are counted in words and not drawn.
    """
    limits = _limits_of(measures)
    schools = [measure for measure in measures if measure.id.endswith(":point")]
    dots = _dots(schools, limits[0]) if limits else []
    said = _sentence(dots, len(schools) - len(dots))
    table = _data(title, dots)
    if not dots:
        lines = wrap(said, LABEL, look.width - 4)
        drawn = [svg.text(words, 0, 18 + place * 22, LABEL) for place, words in enumerate(lines)]
        return Figure(svg.picture(look, len(lines) * 22 + 8, (title, said), *drawn), said, table)
    plane = _plane(dots, limits, look.width)
    content = [*axes(plane), *curves(plane, limits), *key(limits), *(_mark(plane, dot) for dot in dots)]
    return Figure(svg.picture(look, tall(limits), (title, said), *content), said, table)


def _limits_of(measures: Sequence[Measure]) -> list[Limits]:
    """The inner ones first."""
    found: defaultdict[str, list[tuple[int, float, float]]] = defaultdict(list)
    for one in measures:
        what = one.id.rpartition(":")[2]
        if what.startswith("limits-") and one.n is not None and one.low is not None and one.high is not None:
            found[what.split("-")[1]].append((one.n, one.low, one.high))
    return [Limits(level, tuple(sorted(found[level]))) for level in sorted(found, key=float)]


def _dots(schools: Sequence[Measure], inner: Limits) -> list[_Dot]:
    """By size, then by value: the order tells nothing that the picture does not."""
    found = [_Dot(one.n, one.value, *inner.at(one.n)) for one in schools if one.n and one.value is not None]
    return sorted(found, key=lambda dot: (dot.n, dot.value))


def _plane(dots: Sequence[_Dot], limits: Sequence[Limits], width: float) -> Plane:
    least = min(dot.n for dot in dots)
    drawn = [value for one in limits for n, low, high in one.ends if n >= least for value in (low, high)]
    values = [*drawn, *(value for dot in dots for value in (dot.value, dot.low, dot.high))]
    bottom = max(0.0, 10.0 * math.floor(min(values) / 10))
    top = min(100.0, 10.0 * math.ceil(max(values) / 10))
    most = 50 * math.ceil(max(dot.n for dot in dots) * 1.04 / 50)
    return Plane(width, most, bottom, max(top, bottom + 10))


def axes(plane: Plane) -> list[str]:
    """Levels of per cent, numbers of answers, and what they are."""
    floor, right = TOP + HEIGHT, plane.x(plane.most)
    step = 10 if plane.top - plane.bottom <= 50 else 20
    levels = range(int(plane.bottom), int(plane.top) + 1, step)
    drawn = [svg.line("grid", LEFT, plane.y(level), right, plane.y(level)) for level in levels]
    drawn += [
        svg.text(str(level), LEFT - 8, plane.y(level) + 5, SMALL, anchor="end", paint="quiet") for level in levels
    ]
    apart = 50 * math.ceil(plane.most / 250)
    sizes = range(0, plane.most + 1, apart)
    drawn += [svg.text(f"{n:,}", plane.x(n), floor + 18, SMALL, anchor="middle", paint="quiet") for n in sizes]
    drawn.append(svg.line("axis", LEFT, floor, right, floor))
    drawn.append(svg.text("↑ Positive answers of every 100", 0, SMALL + 1, SMALL, paint="quiet"))
    drawn.append(svg.text("Answers from the school →", right, floor + 38, SMALL, anchor="end", paint="quiet"))
    return drawn


def curves(plane: Plane, limits: Sequence[Limits]) -> list[str]:
    """The inner limits as lines, the outer ones dotted; only as far as the plane goes."""
    drawn = []
    for place, one in enumerate(limits):
        inside = [end for end in one.ends if end[0] <= plane.most and plane.holds(end[1]) and plane.holds(end[2])]
        for side in (1, 2):
            path = "L".join(f"{plane.x(end[0]):.1f} {plane.y(end[side]):.1f}" for end in inside)
            if path:
                drawn.append(svg.painted("path", "limit" if place == 0 else "limit-far", {"d": f"M{path}"}))
    return drawn


def key(limits: Sequence[Limits]) -> list[str]:
    """Under the axis, a line for each: how it is drawn, and how many schools such lines hold."""
    drawn = []
    for place, one in enumerate(limits):
        y = TOP + HEIGHT + FOOT + place * KEY_LINE + 8
        drawn.append(svg.painted("path", "limit" if place == 0 else "limit-far", {"d": f"M{LEFT:.1f} {y:.1f}h30"}))
        drawn.append(svg.text(f"Lines that hold {one.level} of 100 schools", LEFT + 38, y + 5, SMALL, paint="quiet"))
    return drawn


def tall(limits: Sequence[Limits]) -> float:
    return TOP + HEIGHT + FOOT + len(limits) * KEY_LINE


def _mark(plane: Plane, dot: _Dot) -> str:
    """Filled within the limits, open outside them."""
    paint = "school" if dot.is_within else "against"
    return svg.painted("circle", paint, {"cx": plane.x(dot.n), "cy": plane.y(dot.value), "r": 6})


def _sentence(dots: Sequence[_Dot], left_out: int) -> str:
    if not dots:
        return "No school's answers can be shown here."
    outside = sum(not dot.is_within for dot in dots)
    said = f"{len(dots)} schools, each a dot. "
    said += (
        "All lie between the lines, where chance alone would put schools that do not differ."
        if outside == 0
        else f"{outside} {'lies' if outside == 1 else 'lie'} outside the lines, further from the others than chance "
        "alone would put nearly all schools that do not differ."
    )
    return said + (f" {left_out} more cannot be shown." if left_out else "")


def _data(title: str, dots: Sequence[_Dot]) -> DataTable:
    head = ("Answers", "Positive, of every 100", "Limits", "")
    rows = tuple(
        (
            f"{dot.n:,}",
            number(dot.value),
            f"{number(dot.low)} to {number(dot.high)}",
            "between the lines" if dot.is_within else "outside the lines",
        )
        for dot in dots
    )
    return DataTable(f"{title}: schools by number of answers, not ranked", head, rows)
