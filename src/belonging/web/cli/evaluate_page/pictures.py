"""A picture as it stands in the report: one for wide screens and paper, one for phones, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable

from belonging.figures import Figure, Look
from belonging.web.cli.evaluate_page.markup import Html, element, folded, joined, table

WIDE, NARROW = 680, 320


def picture(name: str, draw_at: Callable[[Look], Figure], *, numbers: bool = True, about: str = "") -> Html:
    """`name` must be unique in the report; `numbers`: with its table, whose caption ends in `about`.

    The pictures escape every text themselves.
    """
    wide, narrow = (draw_at(Look(f"{name}-{width}", width, paper=True)) for width in (WIDE, NARROW))
    drawn = element(
        "figure",
        element("div", Html(wide.svg), class_="wide"),
        element("div", Html(narrow.svg), class_="narrow"),
    )
    if not numbers:
        return drawn
    data = wide.data
    return joined([drawn, folded("The numbers as a table", table(data.caption + about, data.head, data.rows))])
