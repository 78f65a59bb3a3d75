"""The square that an authenticator app scans."""

from __future__ import annotations

import io

import segno


def qr_svg(address: str) -> str:
    """A complete SVG picture, black on white, with the quiet margin that a camera needs."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=4, scale=4, dark="#000", light="#fff")
    return out.getvalue().decode()
