"""PDFs by Typst. Accessible (PDF/UA-1) unless Typst refuses; then plain, and the result says why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typst import Fonts, TypstError

_HERE = Path(__file__).parent
FONTS = _HERE / "fonts"
LOOK = _HERE / "typst" / "look.typ"


@dataclass(frozen=True, slots=True)
class Typeset:
    """`reason` says why the file is not PDF/UA-1; empty when it is."""

    pdf: bytes
    accessible: bool
    reason: str = ""


class UnsafeAssetName(ValueError):
    """An asset's name must be a plain file name: it is written beside the template."""


def typeset(
    template: str,
    data: Mapping[str, object],
    *,
    made_at: datetime,
    assets: Mapping[str, bytes] | None = None,
) -> Typeset:
    """`template` is Typst source that begins with `#import "look.typ": *` and reads `data`.

    `assets` are files by name (pictures for `picture`). `made_at` (with its zone) goes into the file's
    metadata instead of the clock: the same input gives the same bytes.
    """
    with TemporaryDirectory(prefix="belonging-typeset-") as folder:
        root = Path(folder)
        (root / "main.typ").write_text(template, encoding="utf-8")
        (root / LOOK.name).write_bytes(LOOK.read_bytes())
        for name, content in (assets or {}).items():
            (root / _plain(name)).write_bytes(content)
        return _compiled(root, json.dumps(data, ensure_ascii=False, sort_keys=True), made_at)


def _compiled(root: Path, data: str, made_at: datetime) -> Typeset:
    # Imported here because it costs a serving process 7 MB that most never need.
    import typst

    def run(*, accessible: bool) -> bytes:
        return typst.compile(
            root / "main.typ",
            root=root,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=["ua-1"] if accessible else None,
            timestamp=made_at.replace(microsecond=0),  # finer ones are refused
        )

    try:
        return Typeset(pdf=run(accessible=True), accessible=True)
    except typst.TypstError as refusal:
        if not str(refusal.message).startswith("PDF/UA-1"):
            raise
        return Typeset(pdf=run(accessible=False), accessible=False, reason=_worded(refusal))


@lru_cache(maxsize=1)
def _fonts() -> Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


def _worded(refusal: TypstError) -> str:
    return " ".join([str(refusal.message).strip(), *[str(hint).strip() for hint in refusal.hints]])


def _plain(name: str) -> str:
    if Path(name).name != name or name in ("", "..", "main.typ", LOOK.name):
        raise UnsafeAssetName(f"{name!r} can't be an asset's name. Give a plain file name like 'chart-1.svg'.")
    return name
