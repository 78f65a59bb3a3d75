"""Reads an SVG back: its marks, its texts, the numbers in them, and the room that texts take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from belonging.figures.lettering import text_width

NAME = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"<?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Box:
    words: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Box) -> bool:
        apart = (
            self.right <= other.left or other.right <= self.left or self.bottom <= other.top or other.bottom <= self.top
        )
        return not apart


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314  # our own figure, just drawn


def marks(svg: str, paint: str) -> list[tuple[float, float]]:
    """From and to, in pixels, of every rectangle of that class."""
    found = [one for one in parsed(svg).iter(f"{NAME}rect") if one.get("class") == f"bm-fig__{paint}"]
    return [(float(one.attrib["x"]), float(one.attrib["x"]) + float(one.attrib["width"])) for one in found]


def texts(svg: str) -> list[Box]:
    boxes = []
    for one in parsed(svg).iter(f"{NAME}text"):
        size, x, y = (float(one.attrib[name]) for name in ("font-size", "x", "y"))
        words = one.text or ""
        wide = text_width(words, size, bold=one.get("font-weight") == "700")
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[one.get("text-anchor", "start")]
        boxes.append(Box(words, left, left + wide, y - 0.75 * size, y + 0.2 * size))
    return boxes


def numbers(text: str) -> set[str]:
    """Every number in it; thousands are written together."""
    return set(NUMBER.findall(text.replace(",", "")))
