"""A page as a poster: one sheet, A4 or A3, tagged for screen readers."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files

import segno
from pypdf import PdfReader

from belonging.web.files.models import Picture
from belonging.web.replies.models import Page
from belonging.web.replies.presenters.said import Said, said_page
from belonging.web.replies.rules.phrases import picture_for
from belonging.web.replies.rules.snapshots import Shown
from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import Typeset, typeset

SIZES = ("a4", "a3")
SCALES = (1.6, 1.5, 1.4, 1.32, 1.25, 1.18, 1.12, 1.06, 1.0, 0.92, 0.85, 0.78, 0.7, 0.62, 0.55, 0.48)
"""How large the words are; the first that fits on one sheet."""
QR = "qr.svg"


def poster_pdf(
    page: Page, shown: Shown, *, size: str, pictures: Mapping[str, Picture], address: str, now: datetime
) -> Typeset:
    """`pictures` are the school's own, with their bytes, by item; `address` is empty while the page is not out."""
    said = said_page(page, shown, pictures, lambda item: item)
    assets = _assets(shown, pictures) if said.is_younger else {}
    if address:
        assets[QR] = _qr(address)
    data = _data(said, shown, pictures) | {
        "size": size,
        "address": address,
        "shown_address": address.partition("://")[2],
        "qr": QR if address else "",
        "foot": "Belonging Matters" if address else "Belonging Matters. A draft: this page is not published.",
        "label": environment_label(),
    }
    template = files("belonging.web.replies").joinpath("typst", "poster.typ").read_text("utf-8")
    made = Typeset(b"", accessible=False)
    for scale in SCALES:
        made = typeset(template, data | {"scale": scale}, made_at=now, assets=assets)
        if len(PdfReader(io.BytesIO(made.pdf)).pages) == 1:
            break
    return made


def _data(said: Said, shown: Shown, pictures: Mapping[str, Picture]) -> dict[str, object]:
    return {
        "title": said.title,
        "school": said.school,
        "younger": said.is_younger,
        "opening": said.opening,
        "closing": said.closing,
        "lines": [
            {
                "label": line.said_label,
                "said": line.said,
                "ten": line.ten,
                "did_label": line.did_label,
                "did": line.did,
                "came": line.what_came,
                "picture": _name(kept.item, pictures) if said.is_younger else "",
            }
            for line, kept in zip(said.lines, shown.lines, strict=True)
        ],
    }


def _assets(shown: Shown, pictures: Mapping[str, Picture]) -> dict[str, bytes]:
    return {_name(line.item, pictures): _content(line.item, pictures) for line in shown.lines}


def _name(item: str, pictures: Mapping[str, Picture]) -> str:
    if item in pictures:
        return f"own-{item}.{'png' if pictures[item].content_type == 'image/png' else 'jpg'}"
    return f"{picture_for(item)}.svg"


def _content(item: str, pictures: Mapping[str, Picture]) -> bytes:
    if item in pictures:
        return bytes(pictures[item].content)
    return files("belonging.web.replies").joinpath("static/replies/shapes", f"{picture_for(item)}.svg").read_bytes()


def _qr(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=4, scale=4, dark="#000", light="#fff")
    return out.getvalue()
