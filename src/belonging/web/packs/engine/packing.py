"""A folder of files as one zip, with the sums of all of them."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from belonging.web.packs.rules.kinds import Built

SUMS = "sha256sums.txt"
_WHEN = (1980, 1, 1, 0, 0, 0)
"""Of every entry: a pack says nothing of when its parts were written."""


def add_sums(folder: Path) -> None:
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in _files(folder)]
    (folder / SUMS).write_text("\n".join([*lines, ""]), encoding="utf-8")


def zipped(folder: Path, out: Path, *, root: str, sentences: tuple[str, ...]) -> Built:
    """`root`: the folder that it unpacks to."""
    add_sums(folder)
    names = [*(file.name for file in _files(folder)), SUMS]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            entry = zipfile.ZipInfo(f"{root}/{name}", date_time=_WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            made.writestr(entry, (folder / name).read_bytes())
    return Built(tuple(names), hashlib.sha256(out.read_bytes()).hexdigest(), sentences)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.is_file() and file.name != SUMS)
