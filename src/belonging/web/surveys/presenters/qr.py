"""QR codes as SVG."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString


def qr_svg(address: str) -> str:
    """A complete SVG picture, without a margin of its own."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, border=0, scale=4, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return out.getvalue().decode()


def qr_inline(address: str) -> SafeString:
    """For a page: on white with the quiet margin that a camera needs, in dark mode too."""
    # Safe: numbers and fixed names alone; the address is drawn, not written.
    return SafeString(
        segno.make(address, error="m", micro=False).svg_inline(
            border=4, scale=5, dark="#000", light="#fff", svgclass="bm-qr"
        )
    )
