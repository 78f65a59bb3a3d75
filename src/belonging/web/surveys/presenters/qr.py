"""QR codes as SVG."""

from __future__ import annotations

import io
from functools import cache

import segno
from django.utils.safestring import SafeString


def qr_svg(address: str) -> str:
    """A complete SVG picture, without a margin of its own."""
    return _drawn(segno.make(address, error="m", micro=False))


def qr_svg_with_code(address: str, code: str) -> str:
    """As `qr_svg` of `address#code`, with the mask that suits the address best: five times as fast for many codes."""
    return _drawn(segno.make(f"{address}#{code}", error="m", micro=False, mask=_mask(address, len(code))))


@cache
def _mask(address: str, code_length: int) -> int:
    return int(segno.make(f"{address}#{'X' * code_length}", error="m", micro=False).mask)


def _drawn(square: segno.QRCode) -> str:
    out = io.BytesIO()
    square.save(
        out, kind="svg", xmldecl=False, border=0, scale=4, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return out.getvalue().decode()


def qr_scalable(address: str) -> SafeString:
    """As `qr_inline`, as large as the page makes it."""
    return _inline(address, omitsize=True, svgclass=None)


def qr_inline(address: str) -> SafeString:
    """For a page: on white with the quiet margin that a camera needs, in dark mode too."""
    return _inline(address, scale=5, svgclass="bm-qr")


def _inline(address: str, *, svgclass: str | None, scale: int = 1, omitsize: bool = False) -> SafeString:
    square = segno.make(address, error="m", micro=False)
    # Safe: numbers and fixed names alone; the address is drawn, not written.
    return SafeString(
        square.svg_inline(
            border=4, scale=scale, omitsize=omitsize, dark="#000", light="#fff", svgclass=svgclass, lineclass=None
        )
    )
