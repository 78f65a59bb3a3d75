"""SVG as nested calls. Every text is escaped on its way; no style attribute is ever written."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

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
}
"""Class (after "bm-fig__") to the attributes it brings where no stylesheet reaches."""


def tag(name: str, attributes: Mapping[str, object], *children: str) -> str:
    """None leaves an attribute out; numbers are written with at most one decimal."""
    written = "".join(f' {key}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def painted(name: str, paint: str, attributes: Mapping[str, object], *children: str) -> str:
    """An element with its class and the attributes of that class; `attributes` win."""
    return tag(name, {"class": f"bm-fig__{paint}", **PAINT[paint], **attributes}, *children)


def rect(paint: str, x: float, y: float, width: float, height: float, **more: object) -> str:
    attributes = {key.replace("_", "-"): value for key, value in more.items()}
    return painted("rect", paint, {"x": x, "y": y, "width": width, "height": height, **attributes})


def line(paint: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return painted("line", paint, {"x1": x1, "y1": y1, "x2": x2, "y2": y2})


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


def picture(own_id: str, size: tuple[float, float], said: tuple[str, str], *content: str) -> str:
    """The whole element. `said`: title and description."""
    width, height = size
    title, description = said
    frame = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "bm-fig",
        "id": own_id,
        "viewBox": f"0 0 {_value(width)} {_value(height)}",
        "width": width,
        "height": height,
        "role": "img",
        "aria-labelledby": f"{own_id}-title {own_id}-desc",
        "font-family": FONT,
    }
    return tag(
        "svg",
        frame,
        tag("title", {"id": f"{own_id}-title"}, escape(title)),
        tag("desc", {"id": f"{own_id}-desc"}, escape(description)),
        *content,
    )


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return escape(str(value))
