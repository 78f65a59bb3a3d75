"""How a Word file of ours looks: A4, one typeface in every script, the language it is read aloud in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TYPEFACE = "Arial"
"""There on a school's computer."""


@dataclass(frozen=True, slots=True)
class Looks:
    """`styles`: name, size in points, colour. `margin` in millimetres; `after` a paragraph, in points."""

    styles: Sequence[tuple[str, float, RGBColor]]
    margin: float
    after: float
    line: float
    language: str = "en-GB"


def dress(made: Any, looks: Looks) -> None:
    """Give a new document of python-docx these looks."""
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(looks.margin)
    for name, points, colour in looks.styles:
        style = made.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = TYPEFACE, Pt(points), colour
        # Word asks for each script's font apart: without these a heading falls back to the theme's.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), TYPEFACE)
    normal = made.styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = Pt(looks.after), looks.line
    language_of(made).set(qn("w:val"), looks.language)


def language_of(made: Any) -> Any:
    """The element that says in which language a document is."""
    return made.styles.element.find(f".//{qn('w:lang')}")
