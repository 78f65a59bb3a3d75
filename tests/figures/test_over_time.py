"""Panels on one axis of time: each mark where its day and its value are; nothing joins one panel to another."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from belonging.figures import Look, Mark, Panel, Span, draw_over_time

SVG = "{http://www.w3.org/2000/svg}"
SPANS = (Span(0, 100, "Autumn 2025"), Span(120, 200, "Spring 2026"), Span(215, 320, "Summer 2026"))
BELONGING = Panel(
    "“I belong”",
    "in 100 pupils",
    (0, 100),
    (
        Mark(10, "Baseline", "65–70", 65, 70, id="belong:all:baseline"),
        Mark(310, "Endline", "most", id="belong:all:endline"),
    ),
)
ATTENDANCE = Panel(
    "Attendance",
    "in 100 sessions",
    (80, 100),
    (
        Mark(50, "Autumn 2025", "90.0", 90, 90),
        Mark(160, "Spring 2026", "95.0", 95, 95, joined=True),
        Mark(270, "Summer 2026", "85.0", 85, 85),
    ),
)


def drawn(width: int) -> ET.Element:
    panels, dated = (BELONGING, ATTENDANCE), ((10, "Baseline"), (310, "Endline"))
    return ET.fromstring(draw_over_time("Over time", panels, SPANS, dated=dated, look=Look("t", width)).svg)  # noqa: S314  # our own picture


@pytest.mark.parametrize("width", [320, 680])
def test_marks_stand_at_their_days_and_values(width: int) -> None:
    picture = drawn(width)
    dots = [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in picture.iter(f"{SVG}circle")]
    (x1, y1), (x2, y2), (x3, y3) = dots
    assert (x2 - x1) / (x3 - x1) == pytest.approx(110 / 220, abs=0.01)
    assert y2 < y1 < y3, "more attendance is higher"
    assert y1 - y2 == pytest.approx(y3 - y1, abs=0.2)
    texts = [float(text.attrib["x"]) for text in picture.iter(f"{SVG}text")]
    assert min(texts) >= 0
    assert max(texts) <= width


def test_only_marks_that_are_joined_are_and_never_across_panels() -> None:
    lines = [line for line in drawn(680).iter(f"{SVG}line") if "interval" in line.attrib["class"]]
    assert len(lines) == 1


def test_released_shares_carry_the_id_of_their_finding() -> None:
    ids = [each.attrib["data-finding"] for each in drawn(680).iter() if "data-finding" in each.attrib]
    assert ids == ["belong:all:baseline", "belong:all:endline"]


def test_words_and_rows_say_what_the_picture_shows() -> None:
    figure = draw_over_time("Over time", (BELONGING, ATTENDANCE), SPANS, look=Look("t"))
    assert "Baseline, 65–70 in 100 pupils; Endline, most." in figure.text
    assert ("Spring 2026", "Attendance", "95.0") in figure.data.rows
    assert "because" not in figure.text
