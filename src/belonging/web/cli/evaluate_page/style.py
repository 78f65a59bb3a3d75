"""The report's style sheet: its own rules, and from the service's sheet the colours of page and pictures."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from importlib.resources import files

_OURS = ("--bm-ink:", ".bm-fig")
"""A block of the service's sheet is taken when it holds one of these."""

_WEIGHTS = (400, 700)


def stylesheet() -> str:
    """All of it, fonts included: the report asks for nothing from anywhere."""
    service = files("belonging.web.ui") / "static" / "ui"
    taken = [block for block in _blocks((service / "belonging.css").read_text("utf-8-sig")) if _is_ours(block)]
    own = (files("belonging.web.cli") / "evaluate_page" / "report.css").read_text("utf-8")
    faces = [
        _face(weight, (service / "fonts" / f"atkinson-hyperlegible-next-latin-{weight}.woff2").read_bytes())
        for weight in _WEIGHTS
    ]
    return "\n".join([*faces, *taken, own])


def _is_ours(block: str) -> bool:
    return any(mark in block for mark in _OURS) and "@media print" not in block


def _blocks(sheet: str) -> Iterator[str]:
    """Rules and groups of rules, as they stand side by side."""
    depth = start = 0
    for place, sign in enumerate(sheet):
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield sheet[start : place + 1].strip()
                start = place + 1


def _face(weight: int, font: bytes) -> str:
    source = f"url(data:font/woff2;base64,{b64encode(font).decode()}) format('woff2')"
    return f"@font-face{{font-family:'Atkinson Hyperlegible Next';font-weight:{weight};src:{source}}}"
