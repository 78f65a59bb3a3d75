"""Changes beside each other: no change is the line in the middle, fewer to its left, more to its right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from belonging.evaluation.released import Change, Gap, Interval, Rung
from belonging.figures import svg
from belonging.figures.bars import LABEL, SMALL, Ruler
from belonging.figures.figure import DataTable, Figure, Look
from belonging.figures.lettering import text_width, wrap
from belonging.figures.printed import change_number, gap_words, inside, points, points_in_words, reading_words

_HEAD = 24.0
_LINE = 19.0


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One item or group. `rung` is the coarsest of the shares compared; on the rung of words no number is shown.

    `change` may be a gap's: how much one group has moved against the other since an earlier wave.
    """

    label: str
    change: Change | Gap
    rung: Rung

    @property
    def interval(self) -> Interval | None:
        return None if self.rung is Rung.WORDS else self.change.interval

    def reading(self, people: str) -> str:
        if isinstance(self.change, Gap):
            return gap_words(self.change)
        return reading_words(self.change.reading, people)


def draw_changes(title: str, rows: Sequence[ChangeRow], *, people: str, look: Look) -> Figure:
    """Estimate and 95 % interval of each change in points, with its reading. `people`: plural noun.

    Rows of gaps that changed and rows of changes are not drawn in one picture.
    """
    table = _data(title, rows, people)
    said = _sentences(rows, people)
    reach = _reach(rows)
    beside = 0.0 if look.narrow else 250.0
    words_at = look.width - 10 - max((_words_width(row, people) for row in rows), default=0.0)
    scale = (words_at - 20 - beside) / (2 * reach)
    ruler = Ruler(beside + reach * scale + 4, scale, reach=reach)
    drawn, y = [], _HEAD
    for row in rows:
        part, height = _row(row, ruler, (y, words_at), look, people)
        drawn.append(part)
        y += height
    picture = svg.picture(look, y + 4, (title, said), _head(ruler, _ways(rows)), *drawn)
    return Figure(picture, said, table)


def _reach(rows: Sequence[ChangeRow]) -> int:
    """Points to either side that hold every mark, in whole tens."""
    values = [abs(value) for row in rows for value in _values(row)]
    return min(100, max(20, 10 * math.ceil(max(values, default=0) / 10)))


def _values(row: ChangeRow) -> list[float]:
    if row.rung is Rung.WORDS:
        return []
    change, interval = row.change, row.interval
    ends = [change.estimate_low, change.estimate_high]
    return [value for value in [*ends, *([interval.low, interval.high] if interval else [])] if value is not None]


def _ways(rows: Sequence[ChangeRow]) -> tuple[str, str]:
    """What left and right of the line mean."""
    return ("fell behind", "gained") if any(isinstance(row.change, Gap) for row in rows) else ("fewer", "more")


def _head(ruler: Ruler, ways: tuple[str, str]) -> str:
    left = svg.text(f"← {ways[0]}", ruler.zero - 8, SMALL + 1, SMALL, anchor="end", paint="quiet")
    return left + svg.text(f"{ways[1]} →", ruler.zero + 8, SMALL + 1, SMALL, paint="quiet")


def _ground(ruler: Ruler, top: float, bottom: float) -> str:
    """The line of no change, and a faint one at every ten points."""
    steps = [step for step in range(-ruler.reach, ruler.reach + 1, 10) if step]
    faint = svg.upright_lines("grid", [ruler.right(step) for step in steps], top, bottom)
    return faint + svg.line("axis", ruler.zero, top, ruler.zero, bottom)


def _row(row: ChangeRow, ruler: Ruler, at: tuple[float, float], look: Look, people: str) -> tuple[str, float]:
    y, words_at = at
    width = look.width if look.narrow else 236.0
    lines = wrap(row.label, LABEL, width)
    drawn = [svg.text(words, 0, y + 16 + place * _LINE, LABEL) for place, words in enumerate(lines)]
    height = len(lines) * _LINE + 6
    middle = y + height + 18 if look.narrow else y + max(height, 44.0) / 2
    bottom = y + height + 42 if look.narrow else y + max(height, 44.0) + 6
    if _values(row):
        drawn.append(_ground(ruler, y + height + 4 if look.narrow else y, bottom) + _mark(row, ruler, middle))
    drawn += [
        svg.text(words, words_at, middle - 3 + place * 17, size, bold=place == 0)
        for place, (words, size) in enumerate(_words(row, people))
    ]
    return "".join(drawn), bottom - y + (6 if look.narrow else 0)


def _mark(row: ChangeRow, ruler: Ruler, y: float) -> str:
    """A dot, or a soft box where the estimate is a band; the interval as a thin line through it."""
    low, high = row.change.estimate_low, row.change.estimate_high
    if row.rung is Rung.WORDS or low is None or high is None:
        return ""
    drawn = ""
    if row.interval:
        drawn = svg.interval(ruler.right(row.interval.low), ruler.right(row.interval.high), y, 4.0)
    if low == high:
        return drawn + svg.painted("circle", "estimate", {"cx": ruler.right(low), "cy": y, "r": 6})
    width = (high - low) * ruler.scale
    return drawn + svg.rect("estimate-soft", ruler.right(low), y - 7, width, 14.0, rx=7, opacity="0.55")


def _words(row: ChangeRow, people: str) -> list[tuple[str, float]]:
    """The reading, and under it the number it rests on."""
    number = change_number(row.change, row.rung)
    reading = (row.reading(people), LABEL)
    return [reading, (points_in_words(number), SMALL)] if number else [reading]


def _words_width(row: ChangeRow, people: str) -> float:
    return max(text_width(words, size, bold=True) for words, size in _words(row, people))


def _sentences(rows: Sequence[ChangeRow], people: str) -> str:
    said = []
    for row in rows:
        number = change_number(row.change, row.rung)
        interval = row.interval
        sure = f", 95% interval {points(interval.low, interval.high)}" if interval else ""
        told = f" ({number} points{sure})" if number else ""
        said.append(f"{row.label}: {inside(row.reading(people))}{told}.")
    return " ".join(said)


def _data(title: str, rows: Sequence[ChangeRow], people: str) -> DataTable:
    head = ("", "Reading", "Change in points", "95% interval")
    lines = []
    for row in rows:
        interval = row.interval
        told = points(interval.low, interval.high) if interval else "none"
        number = change_number(row.change, row.rung) or "none"
        lines.append((row.label, row.reading(people), number, told))
    return DataTable(title, head, tuple(lines))
