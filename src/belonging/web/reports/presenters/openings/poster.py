"""A poster that leads to an opened page: one sheet of A4, the address as a picture and in words, and no name."""

from __future__ import annotations

import io
from datetime import datetime
from importlib.resources import files
from typing import Final

import segno

from belonging.web.reports.models import Opening
from belonging.web.reports.presenters.openings.addresses import address_of
from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import Typeset, typeset

QR: Final = "qr.svg"
TITLES: Final = {
    "staff": ("What we heard", "What pupils, families and staff told us about belonging at our school."),
    "governors": ("What we heard", "For governors: what people told us about belonging at our school, on one page."),
    "pupils": ("What you told us", "You told us how school feels. Now you can see what you said."),
    "families": ("What we heard", "Pupils and families told us how school feels. Five minutes to read."),
}
HOW: Final = {
    "pupils": "Point a camera at the square. It can be read to you.",
    "families": "Point your phone at the square, or type the address.",
}


def poster_pdf(opening: Opening, *, now: datetime) -> Typeset:
    address = address_of(opening)
    title, lead = TITLES[opening.reader]
    data = {
        "title": title,
        "lead": lead,
        "school": opening.school.name,
        "how": HOW.get(opening.reader, HOW["families"]),
        "address": address,
        "shown_address": address.partition("://")[2],
        "foot": "Belonging Matters",
        "label": environment_label(),
    }
    template = files("belonging.web.reports").joinpath("typst", "opening.typ").read_text("utf-8")
    return typeset(template, data, made_at=now, assets={QR: _qr(address)})


def _qr(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=4, scale=4, dark="#000", light="#fff")
    return out.getvalue()
