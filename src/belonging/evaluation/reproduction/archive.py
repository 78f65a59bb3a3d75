"""A pack as one file: the same contents give the same bytes, and what is in it is read with care."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

SUMS: Final = "sha256sums"

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)?\Z")
_MOST_FILES: Final = 500
_MOST_BYTES: Final = 1 << 29
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format knows: no file tells when it was made."""


class UnusablePack(ValueError):
    """A file that is no pack, or none of this form; the message says what to do."""


def sums(files: Mapping[str, bytes]) -> bytes:
    """SHA-256 of each, as `sha256sum -c` reads it."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files in the order of their names, with a list of their sums."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted({**files, SUMS: sums(files)}.items()):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def unzipped(path: Path) -> dict[str, bytes]:
    """The files of a pack by name. Raises UnusablePack."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _refuse_strange(path, entries)
            return {entry.filename: archive.read(entry) for entry in entries}
    except OSError as error:
        raise UnusablePack(f"{path} cannot be read ({error.strerror or error}). Check the name.") from error
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise UnusablePack(f"{path.name} is damaged, or no pack: {error}. Download it again.") from error


def altered(files: Mapping[str, bytes]) -> dict[str, str]:
    """Names of files whose sums do not agree, with what is wrong: "changed", "missing", "added"."""
    listed = _listed(files)
    wrong = {
        name: "changed" if name in files else "missing"
        for name, digest in listed.items()
        if name not in files or hashlib.sha256(files[name]).hexdigest() != digest
    }
    return wrong | {name: "added" for name in files if name not in listed and name != SUMS}


def _listed(files: Mapping[str, bytes]) -> dict[str, str]:
    if SUMS not in files:
        raise UnusablePack(f"There is no {SUMS} in it, so it is no pack, or not a whole one. Download it again.")
    lines = files[SUMS].decode("utf-8", "replace").splitlines()
    pairs = (line.partition("  ") for line in lines if line)
    return {name: digest for digest, _, name in pairs}


def _refuse_strange(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    strange = next((name for name in names if not _NAME.match(name)), None)
    if strange is not None or len(set(names)) < len(names):
        raise UnusablePack(f"{path.name} holds {strange or 'one name twice'!r}, which no pack has. It is not opened.")
    if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise UnusablePack(f"{path.name} is larger than any pack. It is not opened.")
