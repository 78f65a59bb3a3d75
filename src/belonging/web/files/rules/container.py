"""A zip container: looked at by its list, then unpacked, part by part. Runs in a child process alone.

What cannot be read at all raises whatever the reading raises: the process ends, and the file counts as damaged.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from belonging.web.files.rules.kinds import NAMES, FileRefused, Kind, damaged

MOST_PARTS = 2000
MOST_UNPACKED = 60 * 1024 * 1024
LARGEST_RATIO = 100
SYMLINK = 0o120000
ORDINARY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ONE_DAY = (2000, 1, 1, 0, 0, 0)
"""Stands for every part's time: when somebody worked on a document is nobody's matter."""


def unpacked(content: bytes, kind: Kind) -> dict[str, bytes]:
    """Parts by name. Raises FileRefused where the list alone says that it is not as it should be."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        listed = packed.infolist()
        _check_list(listed, kind)
        return {part.filename: packed.read(part) for part in listed if not part.is_dir()}


def packed_anew(parts: Mapping[str, bytes]) -> bytes:
    """In the order given; a part named "mimetype" is not compressed, as OpenDocument wants it."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name, ONE_DAY), content, how)
    return kept.getvalue()


def locked(kind: Kind) -> FileRefused:
    return FileRefused(
        f"The {_words(kind)} is locked with a password. Please save it without one, and choose it again."
    )


def too_much() -> FileRefused:
    return FileRefused("The file unpacks to far too much, so it was not opened. Please copy its words into a new one.")


def has_macros(kind: Kind) -> FileRefused:
    return FileRefused(
        f"The {_words(kind)} has macros or scripts in it. Please save it as a PDF, or as a plain {NAMES[kind]}, and "
        "choose that file."
    )


def has_files(kind: Kind) -> FileRefused:
    return FileRefused(
        f"The {_words(kind)} has other files inside it, such as a chart with its own workbook, sound or film. "
        "Please save it as a PDF, and choose that file."
    )


def fetches(kind: Kind) -> FileRefused:
    return FileRefused(
        f"The {_words(kind)} fetches something from elsewhere, such as a template or a picture. Please save it as a "
        "PDF, and choose that file."
    )


def leads_to_program(kind: Kind) -> FileRefused:
    return FileRefused(
        f"The {_words(kind)} has a link that opens a program or a file of a computer. Please take the link out, or "
        "save it as a PDF without links, and choose that file."
    )


def _check_list(listed: Sequence[zipfile.ZipInfo], kind: Kind) -> None:
    if len(listed) > MOST_PARTS:
        raise too_much()
    if any(part.flag_bits & 1 for part in listed):
        raise locked(kind)
    names = [part.filename for part in listed]
    strays = any(".." in name.split("/") or "\\" in name or ":" in name or name.startswith("/") for name in names)
    twice = len({name.casefold() for name in names}) < len(names)
    links = any((part.external_attr >> 16) & 0o170000 == SYMLINK for part in listed)
    if strays or twice or links or any(part.compress_type not in ORDINARY for part in listed):
        raise damaged(kind)
    ratio = max((part.file_size / max(part.compress_size, 1) for part in listed if part.file_size > 100_000), default=0)
    if sum(part.file_size for part in listed) > MOST_UNPACKED or ratio > LARGEST_RATIO:
        raise too_much()


def _words(kind: Kind) -> str:
    return {Kind.XLSX: "workbook", Kind.PPTX: "presentation", Kind.PDF: "PDF"}.get(kind, "document")
