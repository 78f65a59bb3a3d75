"""Writing what was found: all files or none, whole or not at all, and never over what is there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path


class UnwritableFile(ValueError):
    """The findings cannot be written where they were asked for."""


def refuse_unwritable(
    outs: Iterable[Path], sources: Iterable[Path], *, replace: bool, folder: Path | None = None
) -> None:
    """Raise UnwritableFile before any work is done for nothing. `sources` are never written over.

    `folder` need not be there yet: it will be made.
    """
    given = [source for source in sources if source.exists()]
    wanted = list(outs)
    for place, out in enumerate(wanted):
        if out in wanted[:place]:
            raise UnwritableFile(f"{out} is asked for twice. Give each file a name of its own.")
        _refuse(out, given, replace=replace, made=out.parent == folder)


def _refuse(out: Path, sources: list[Path], *, replace: bool, made: bool) -> None:
    if out.exists() and any(out.samefile(source) for source in sources):
        raise UnwritableFile(f"{out} is a file that is read here, and is never written over. Choose another name.")
    if out.is_dir():
        raise UnwritableFile(f"{out} is a folder. Give the name of a file in it.")
    place = out.parent
    if not place.is_dir():
        if not made:
            raise UnwritableFile(f"There is no folder {place} for {out.name}. Make it first, or choose another.")
        place = place.parent
    if (out.exists() or out.is_symlink()) and not replace:
        raise UnwritableFile(f"{out} is there already. Choose another name, or add --replace to write over it.")
    if out.exists() and not out.is_file():
        raise UnwritableFile(f"{out} is no ordinary file. Choose another name.")
    if not os.access(place, os.W_OK):
        raise UnwritableFile(f"{out} cannot be written there. Choose another place.")


def folder_files(folder: Path, names: Iterable[str]) -> list[Path]:
    """The files to be written into a folder, which need not be there yet. Raises UnwritableFile."""
    if folder.exists() and not folder.is_dir():
        raise UnwritableFile(f"{folder} is no folder. Choose another name, or one that ends in .csv for a single file.")
    if not folder.parent.is_dir():
        raise UnwritableFile(f"There is no folder {folder.parent} for {folder.name}. Make it first, or choose another.")
    return [folder / name for name in names]


def write_files(texts: Mapping[Path, str], *, replace: bool) -> None:
    """Write all under names of their own first, and only when each is whole under their real names.

    Raises UnwritableFile, having left nothing behind unless a name was taken in between.
    """
    parts = {out: out.with_name(f".{out.name}.{os.getpid()}.part") for out in texts}
    made = sorted({out.parent for out in texts if not out.parent.exists()})
    try:
        for folder in made:
            folder.mkdir()
        for out, text in texts.items():
            with parts[out].open("x", encoding="utf-8", newline="") as file:
                file.write(text)
        for out, part in parts.items():
            _give_its_name(part, out, replace)
    except OSError as error:
        raise UnwritableFile(
            f"{error.filename or 'A file'} could not be written ({error.strerror or error}). Choose another place."
        ) from error
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
        for folder in made:
            with suppress(OSError):  # with files in it, it stays
                folder.rmdir()


def _give_its_name(part: Path, out: Path, replace: bool) -> None:
    if replace:
        part.replace(out)
        return
    try:
        out.hardlink_to(part)  # fails where the name was taken since it was looked at; a rename would not
    except FileExistsError:
        raise UnwritableFile(f"{out} is there already, since a moment ago. Choose another name.") from None
    except OSError:  # a file system without links
        part.rename(out)
