"""The marks: a bar with a hard end, a bar with a soft end, a thin line for an interval. Never one for another."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.evaluation.released import Interval, Rung, Share
from belonging.figures import svg
from belonging.figures.lettering import text_width
from belonging.figures.printed import share_number

LABEL, SMALL = 15.0, 13.0
BAR = 26.0
_SLICES = (0.66, 0.4, 0.18)
_THIRD = 100 / 3
_INSET = 6.0


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where nought stands, how many pixels a point is, how many points there are to either side.

    `hatch` is the id of the figure's pattern, `bar` how high a bar is, `left` where
    room for the bars begins.
    """

    zero: float
    scale: float
    hatch: str = ""
    reach: int = 100
    bar: float = BAR
    left: float = 0.0

    def right(self, value: float) -> float:
        return self.zero + value * self.scale


def positive(ruler: Ruler, share: Share, rung: Rung, y: float) -> str:
    """To the right of nought: solid as far as the share surely goes, fading over its band."""
    if rung is Rung.WORDS:
        return _thirds(ruler, share, y, 1)
    return length(ruler, share, y) + _label(ruler, share, rung, y, 1)


def length(ruler: Ruler, share: Share, y: float) -> str:
    """The positive bar without its number."""
    solid = share.low * ruler.scale
    bar = svg.rect("positive", ruler.zero, y, solid, ruler.bar) if solid else ""
    return bar + _soft(ruler, share, y, 1)


def negative(ruler: Ruler, share: Share, rung: Rung, y: float) -> str:
    """To the left of nought, hatched."""
    if rung is Rung.WORDS:
        return _thirds(ruler, share, y, -1)
    solid = share.low * ruler.scale
    fill = f"url(#{ruler.hatch})"
    bar = svg.rect("negative", ruler.zero - solid, y, solid, ruler.bar, fill=fill) if solid else ""
    return bar + _soft(ruler, share, y, -1) + _label(ruler, share, rung, y, -1)


def interval(ruler: Ruler, between: Interval, y: float) -> str:
    """A thin line with two ends, below the bar it belongs to."""
    return svg.interval(ruler.right(max(0.0, between.low)), ruler.right(min(100.0, between.high)), y, 3.0)


def side(x: float, y: float, share: Share, scale: float) -> str:
    """A thin bar in outline, for answers that are neither one nor the other."""
    low, high = share.low * scale, share.high * scale
    soft = svg.rect("side-soft", x + low, y, high - low, 8.0) if high > low else ""
    return soft + (svg.rect("side", x, y, max(low, 1.0), 8.0) if low or high == low else "")


def _soft(ruler: Ruler, share: Share, y: float, way: int) -> str:
    step = (share.high - share.low) * ruler.scale / len(_SLICES)
    if step == 0:
        return ""
    start = share.low * ruler.scale
    paint = "positive" if way > 0 else "negative-soft"
    fill = None if way > 0 else f"url(#{ruler.hatch})"
    slices = []
    for place, opacity in enumerate(_SLICES):
        near, far = start + place * step, start + (place + 1) * step
        x = ruler.zero + near if way > 0 else ruler.zero - far
        more = {"fill": fill} if fill else {}
        slices.append(svg.rect(paint, x, y, step, ruler.bar, opacity=f"{opacity}", **more))
    return "".join(slices)


def _label(ruler: Ruler, share: Share, rung: Rung, y: float, way: int) -> str:
    """The number: inside the sure part of its bar, or beyond its end, or where neither has room at nought."""
    words = share_number(share, rung)
    width = text_width(words, LABEL, bold=True)
    solid, end = share.low * ruler.scale, share.high * ruler.scale
    baseline = y + ruler.bar / 2 + LABEL * 0.36
    inward, outward = ("end", "start") if way > 0 else ("start", "end")
    if solid >= width + 2 * _INSET + 4:
        x = ruler.zero + way * (solid - _INSET)
        if way > 0:
            return svg.text(words, x, baseline, LABEL, anchor=inward, bold=True, paint="on-positive")
        return _plated(words, (x, y, x), ruler, inward)
    if way < 0 and ruler.zero - end - _INSET - width < ruler.left:
        right = ruler.zero - _INSET
        return _plated(words, (right - width, y, right), ruler, outward)
    x = ruler.zero + way * (end + _INSET)
    return svg.text(words, x, baseline, LABEL, anchor=outward, bold=True)


def _plated(words: str, at: tuple[float, float, float], ruler: Ruler, anchor: str) -> str:
    """On a light plate, to be read on stripes. `at`: the plate's left, the bar's top, where the text is anchored."""
    left, y, x = at
    width = text_width(words, LABEL, bold=True)
    plate = svg.rect("plate", left - 3, y + 4, width + 6, ruler.bar - 8, rx=3)
    return plate + svg.text(words, x, y + ruler.bar / 2 + LABEL * 0.36, LABEL, anchor=anchor, bold=True)


def _thirds(ruler: Ruler, share: Share, y: float, way: int) -> str:
    """The word, and under it three boxes, filled where the share may lie: as coarse to the eye as in words."""
    anchor = "start" if way > 0 else "end"
    word = svg.text(share.text, ruler.zero + way * _INSET, y + 11, LABEL, anchor=anchor, bold=True)
    return word + boxes(ruler, share, y + 18, way)


def boxes(ruler: Ruler, share: Share, y: float, way: int) -> str:
    """Three thirds of a hundred, to the right (`way` 1) or to the left (-1); those the share may lie in are filled."""
    reach, marks = _THIRD * ruler.scale, []
    for third in range(3):
        x = ruler.zero + third * reach if way > 0 else ruler.zero - (third + 1) * reach
        middle = _THIRD * (third + 0.5)
        paint, more = "box", {}
        if share.low <= middle <= share.high:
            paint = "positive" if way > 0 else "negative"
            more = {} if way > 0 else {"fill": f"url(#{ruler.hatch})"}
        marks.append(svg.rect(paint, x + 3, y, reach - 6, 10.0, rx=5, **more))
    return "".join(marks)
