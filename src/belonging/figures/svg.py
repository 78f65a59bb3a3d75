"""SVG as nested calls. Every text is escaped on its way; no style attribute is ever written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from belonging.figures.figure import Look

FONT = "Atkinson Hyperlegible Next, Noto Sans, sans-serif"

INK, PAPER, TEAL, CORAL, SLATE = "#1d2b33", "#ffffff", "#0f5c63", "#b5432a", "#5b6770"
LINE, CORAL_SOFT, TEAL_SOFT = "#dcd5c8", "#fae6df", "#e2eeee"

PAINT: Mapping[str, Mapping[str, object]] = {
    "text": {"fill": INK},
    "quiet": {"fill": SLATE},
    "on-positive": {"fill": PAPER},
    "positive": {"fill": TEAL},
    "negative": {"stroke": CORAL, "stroke-width": 1},
    "negative-soft": {},
    "plate": {"fill": PAPER},
    "side": {"fill": PAPER, "stroke": SLATE, "stroke-width": 1.5},
    "side-soft": {"fill": "none", "stroke": SLATE, "stroke-width": 1, "stroke-dasharray": "2 2"},
    "box": {"fill": "none", "stroke": SLATE, "stroke-width": 1},
    "axis": {"stroke": INK, "stroke-width": 1.5},
    "grid": {"stroke": LINE, "stroke-width": 1},
    "interval": {"stroke": INK, "stroke-width": 1.5, "fill": "none"},
    "hatch-ground": {"fill": CORAL_SOFT},
    "hatch-line": {"stroke": CORAL, "stroke-width": 4},
    "estimate": {"fill": INK},
    "estimate-soft": {"fill": SLATE},
    "group": {"fill": TEAL},
    "against": {"fill": PAPER, "stroke": INK, "stroke-width": 1.5},
    "between": {"stroke": SLATE, "stroke-width": 1.5, "stroke-dasharray": "1 4"},
    "school": {"fill": TEAL, "stroke": PAPER, "stroke-width": 1},
    "limit": {"stroke": INK, "stroke-width": 1.5, "fill": "none"},
    "limit-far": {"stroke": SLATE, "stroke-width": 1, "fill": "none", "stroke-dasharray": "4 3"},
}
"""Class (after "bm-fig__") to the attributes that take its place where no stylesheet reaches."""

_PREFIX = "bm-fig__"
_CLASS = re.compile(rf'class="{_PREFIX}([a-z-]+)"')


def tag(name: str, attributes: Mapping[str, object], *children: str) -> str:
    """None leaves an attribute out; numbers are written with at most one decimal."""
    written = "".join(f' {key}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def painted(name: str, paint: str, attributes: Mapping[str, object], *children: str) -> str:
    """An element with its class, one of PAINT."""
    return tag(name, {"class": f"{_PREFIX}{paint}", **attributes}, *children)


def rect(paint: str, x: float, y: float, width: float, height: float, **more: object) -> str:
    attributes = {key.replace("_", "-"): value for key, value in more.items()}
    return painted("rect", paint, {"x": x, "y": y, "width": width, "height": height, **attributes})


def line(paint: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return painted("line", paint, {"x1": x1, "y1": y1, "x2": x2, "y2": y2})


def upright_lines(paint: str, xs: Iterable[float], top: float, bottom: float) -> str:
    """Several at once, in one element; nothing for none."""
    path = "".join(f"M{_value(x)} {_value(top)}V{_value(bottom)}" for x in xs)
    return painted("path", paint, {"d": path}) if path else ""


def interval(x1: float, x2: float, y: float, cap: float) -> str:
    """A thin line with an upright at either end, `cap` pixels up and down."""
    low, high = y - cap, y + cap
    path = f"M{x1:.1f} {low:.1f}V{high:.1f}M{x1:.1f} {y:.1f}H{x2:.1f}M{x2:.1f} {low:.1f}V{high:.1f}"
    return painted("path", "interval", {"d": path})


def text(words: str, x: float, y: float, size: float, **how: object) -> str:
    """`paint` ("text"), `anchor` (start, middle, end), `bold`. `y` is the baseline."""
    anchor = how.get("anchor", "start")
    attributes = {
        "x": x,
        "y": y,
        "font-size": size,
        "text-anchor": None if anchor == "start" else anchor,
        "font-weight": 700 if how.get("bold") else None,
    }
    return painted("text", str(how.get("paint", "text")), attributes, escape(words))


def hatch(own_id: str) -> str:
    """The pattern of the negative part: stripes that stay stripes in grey."""
    ground = painted("rect", "hatch-ground", {"width": 8, "height": 8})
    stripe = painted("line", "hatch-line", {"x1": 2, "y1": 0, "x2": 2, "y2": 8})
    pattern = {
        "id": f"{own_id}-hatch",
        "width": 8,
        "height": 8,
        "patternUnits": "userSpaceOnUse",
        "patternTransform": "rotate(45)",
    }
    return tag("defs", {}, tag("pattern", pattern, ground, stripe))


def picture(look: Look, height: float, said: tuple[str, str], *content: str) -> str:
    """The whole element. `said`: title and description."""
    title, description = said
    frame = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "bm-fig",
        "id": look.id,
        "viewBox": f"0 0 {look.width} {_value(height)}",
        "width": look.width,
        "height": height,
        "role": "img",
        "aria-labelledby": f"{look.id}-title {look.id}-desc",
        "font-family": FONT if look.paper else None,
    }
    drawn = tag(
        "svg",
        frame,
        tag("title", {"id": f"{look.id}-title"}, escape(title)),
        tag("desc", {"id": f"{look.id}-desc"}, escape(description)),
        *content,
    )
    return _CLASS.sub(_paint, drawn) if look.paper else drawn


def _paint(found: re.Match[str]) -> str:
    paint = found.group(1)
    return " ".join([found.group(0), *(f'{name}="{_value(value)}"' for name, value in PAINT[paint].items())])


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return escape(str(value))
