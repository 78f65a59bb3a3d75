"""The printed case study stays two pages, however much or little a school has written."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from belonging.web.ui.typeset import typeset

MADE_AT = datetime(2026, 11, 6, tzinfo=UTC)
FIGURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="130"><rect width="300" height="130"/></svg>'
SAID = "Pupils and families of the school said so again. " * 30


@pytest.mark.parametrize(
    ("lengths", "beside"),
    [((700, 500, 1300, 1100, 800), 4), ((500, 400, 600, 600, 490), 2), ((700, 500, 1300, 50, 40), 0)],
    ids=["all that fits", "middling", "most before the turn of the page"],
)
def test_it_is_two_pages(lengths: tuple[int, ...], beside: int) -> None:
    drawn = BytesIO()
    Image.new("RGB", (96, 54)).save(drawn, "PNG")
    sections = zip(("context", "aims", "actions", "impact", "lessons"), lengths, strict=True)
    shown = {
        "title": SAID[:90],
        "summary": SAID[:200],
        "about": "A primary school",
        "label": "",
        "programme": "",
        "published": "6 November 2026",
        "tags": ["Primary"],
        "sections": [{"key": key, "title": key, "paragraphs": [SAID[:length]]} for key, length in sections],
        "numbers": SAID[:200],
        "figures": [
            {
                "name": "figure.svg",
                "title": "I feel safe",
                "who": SAID[:40],
                "text": SAID[:180],
                "reading": "As before.",
            }
        ]
        * min(beside, 3),
        "quotes": [{"words": SAID[:280], "whose": "A parent"}] * beside,
        "pictures": [{"name": "picture.png", "alt": "Circles"}] * 2,
        "caution": "They say what changed, not why.",
    }
    template = files("belonging.web.cases").joinpath("typst", "case.typ").read_text(encoding="utf-8")
    made = typeset(template, shown, made_at=MADE_AT, assets={"picture.png": drawn.getvalue(), "figure.svg": FIGURE})
    assert len(PdfReader(BytesIO(made.pdf)).pages) == 2
