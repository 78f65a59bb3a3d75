"""Panels above each other on one axis of time, each with a scale of its own: what happened beside what, never why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from belonging.figures import svg
from belonging.figures.bars import LABEL, SMALL
from belonging.figures.figure import DataTable, Figure, Look
from belonging.figures.lettering import text_width, wrap

_LEFT, _RIGHT, _GAP, _LINE = 40.0, 8.0, 20.0, 19.0
TALL, LOW = 92.0, 56.0
_ROOM = 20.0
"""Above the highest mark, for its number."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One value: a dot, a band from `low` to `high`, or (neither given) its words alone.

    `day` is a number of days on any calendar, the same for all of a picture (`date.toordinal`).
    `joined`: a line comes from the mark before. `id` is that of the stored finding, where it is one.
    """

    day: int
    when: str
    printed: str
    low: float | None = None
    high: float | None = None
    joined: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """`ends`: the lowest and highest value of its scale. `unit` follows a number in a sentence: "in 100 pupils".

    `tall`: of its scale, in pixels.
    """

    heading: str
    unit: str
    ends: tuple[float, float]
    marks: tuple[Mark, ...]
    tall: float = TALL


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of the axis, with its name: "Autumn 2025"."""

    first: int
    last: int
    name: str


def draw_over_time(
    title: str, panels: Sequence[Panel], spans: Sequence[Span], *, dated: Sequence[tuple[int, str]] = (), look: Look
) -> Figure:
    """`spans` in the order of time. `dated`: days that are marked through all panels, with their names."""
    said = _sentences(panels)
    scale = _Scale(spans[0].first, spans[-1].last, look.width)
    drawn, y = [_names(dated, scale)], 22.0 if dated else 4.0
    for panel in panels:
        part, y = _panel(panel, scale, y, (look, [scale.x(day) for day, _ in dated]))
        drawn.append(part)
    feet, lines = _feet(spans, scale, y - _GAP, look)
    picture = svg.picture(look, y - _GAP + 20 + 16 * lines, (title, said), *drawn, feet)
    return Figure(picture, said, _data(title, panels))


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int
    width: float

    def x(self, day: int) -> float:
        part = (day - self.first) / max(self.last - self.first, 1)
        return _LEFT + part * (self.width - _LEFT - _RIGHT)


def _panel(panel: Panel, scale: _Scale, top: float, around: tuple[Look, Sequence[float]]) -> tuple[str, float]:
    """Drawn, and where the next one begins. `around`: the look, and the places of the days that are marked."""
    look, dated = around
    lines = wrap(panel.heading, LABEL, look.width - 12, bold=True)
    drawn = [svg.text(words, 0, top + 16 + at * _LINE, LABEL, bold=True) for at, words in enumerate(lines)]
    ceiling = top + len(lines) * _LINE + _ROOM + 6
    floor = ceiling + panel.tall
    drawn += [svg.line("between", x, ceiling - _ROOM + 4, x, floor) for x in dated]
    low, high = panel.ends

    def y_of(value: float) -> float:
        return floor - (value - low) / (high - low) * panel.tall

    for value in (low, (low + high) / 2, high):
        drawn.append(svg.line("grid", _LEFT, y_of(value), look.width - _RIGHT, y_of(value)))
        drawn.append(svg.text(_plain(value), _LEFT - 8, y_of(value) + 5, SMALL, anchor="end", paint="quiet"))
    before: tuple[float, float] | None = None
    for mark in panel.marks:
        x = scale.x(mark.day)
        if mark.low is None or mark.high is None:
            drawn.append(_words(mark, x, (floor + ceiling) / 2, look))
            before = None
            continue
        here = x, y_of((mark.low + mark.high) / 2)
        if mark.joined and before is not None:
            drawn.append(svg.line("interval", *before, *here))
        drawn.append(_mark(mark, x, y_of(mark.low), y_of(mark.high)))
        before = here
    numbers = [_number(mark, scale.x(mark.day), y_of(mark.high), look) for mark in panel.marks if mark.high is not None]
    return "".join([*drawn, *numbers]), floor + _GAP


def _mark(mark: Mark, x: float, low: float, high: float) -> str:
    found = {"data-finding": mark.id or None}
    if mark.low == mark.high:
        return svg.painted("circle", "estimate", {"cx": x, "cy": low, "r": 5, **found})
    box = {"x": x - 8, "y": high, "width": 16, "height": low - high, "rx": 6, "opacity": "0.55", **found}
    return svg.painted("rect", "estimate-soft", box)


def _number(mark: Mark, x: float, y: float, look: Look) -> str:
    half = text_width(mark.printed, SMALL, bold=True) / 2
    middle = min(max(x, _LEFT + half), look.width - half)
    plate = svg.rect("plate", middle - half - 2, y - 23, 2 * half + 4, 15)
    return plate + svg.text(mark.printed, middle, y - 11, SMALL, anchor="middle", bold=True)


def _words(mark: Mark, x: float, y: float, look: Look) -> str:
    half = text_width(mark.printed, SMALL, bold=True) / 2
    middle = min(max(x, _LEFT + half + 6), look.width - half - 8)
    plate = svg.rect("side", middle - half - 6, y - 13, 2 * half + 12, 26, rx=6, data_finding=mark.id or None)
    return plate + svg.text(mark.printed, middle, y + 5, SMALL, anchor="middle", bold=True)


def _names(dated: Sequence[tuple[int, str]], scale: _Scale) -> str:
    """Of the days that are marked, above the first panel."""
    drawn = []
    for day, name in dated:
        half = text_width(name, SMALL) / 2
        middle = min(max(scale.x(day), half), scale.width - half)
        drawn.append(svg.text(name, middle, 12, SMALL, anchor="middle", paint="quiet"))
    return "".join(drawn)


def _feet(spans: Sequence[Span], scale: _Scale, floor: float, look: Look) -> tuple[str, int]:
    """The names of the spans under the lowest panel, and on how many lines they stand."""
    ends = [scale.x(span.first) for span in spans]
    drawn = [svg.upright_lines("axis", ends, floor, floor + 6)]
    most = 1
    for span in spans:
        room = scale.x(span.last) - scale.x(span.first) + 8
        lines = wrap(span.name, SMALL, room)
        most = max(most, len(lines))
        middle = (scale.x(span.first) + scale.x(span.last)) / 2
        middle = min(middle, look.width - max(text_width(words, SMALL) for words in lines) / 2)
        drawn += [
            svg.text(words, middle, floor + 20 + at * 16, SMALL, anchor="middle", paint="quiet")
            for at, words in enumerate(lines)
        ]
    return svg.line("axis", _LEFT, floor, look.width - _RIGHT, floor) + "".join(drawn), most


def _sentences(panels: Sequence[Panel]) -> str:
    said = []
    for panel in panels:
        told = "; ".join(f"{mark.when}, {mark.printed}{_unit(panel, mark)}" for mark in panel.marks)
        said.append(f"{panel.heading}: {told or 'nothing'}.")
    return " ".join(said)


def _unit(panel: Panel, mark: Mark) -> str:
    return "" if mark.low is None else f" {panel.unit}"


def _data(title: str, panels: Sequence[Panel]) -> DataTable:
    rows = [(mark.when, panel.heading, mark.printed) for panel in panels for mark in panel.marks]
    return DataTable(title, ("When", "What", "Number"), tuple(rows))


def _plain(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
