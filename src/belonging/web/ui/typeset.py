"""PDFs by Typst. Accessible (PDF/UA-1) unless Typst refuses; then plain, and the result says why."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

LOOK = Path(__file__).parent / "typst" / "look.typ"
TYPST = (sys.executable, "-m", "belonging.web.ui.typst_process")
PLAIN = 3
"""The exit code of typst_process for a file that is not PDF/UA-1 (that module loads Typst, so it is not imported)."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """`reason` says why the file is not PDF/UA-1; empty when it is."""

    pdf: bytes
    accessible: bool
    reason: str = ""


class TypesettingFailed(RuntimeError):
    """The template or its data are broken; the message is Typst's."""


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
    job = json.dumps({"root": str(root), "data": data, "made_at": made_at.isoformat()})
    done = subprocess.run(TYPST, input=job.encode(), capture_output=True, check=False)
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode not in (0, PLAIN):
        raise TypesettingFailed(said or f"Typst stopped with code {done.returncode}")
    return Typeset(pdf=done.stdout, accessible=done.returncode == 0, reason=said if done.returncode else "")


def _plain(name: str) -> str:
    if Path(name).name != name or name in ("", "..", "main.typ", LOOK.name):
        raise UnsafeAssetName(f"{name!r} can't be an asset's name. Give a plain file name like 'chart-1.svg'.")
    return name
