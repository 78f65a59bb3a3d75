"""Answer files as they come out of survey tools: CSV, Parquet, SPSS. Values stay as the file has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import polars as pl

from belonging.evaluation.delimited import read_delimited
from belonging.evaluation.sheet import Sheet, UnreadableFile

__all__ = ["KINDS", "Sheet", "UnreadableFile", "read_sheet"]

KINDS: Final = (".csv", ".tsv", ".txt", ".parquet", ".sav")

_BEGINNINGS: Final[Mapping[bytes, tuple[str, tuple[str, ...], str]]] = {
    b"PK\x03\x04": ("an Excel workbook or a zip file", (), "Save the sheet as CSV UTF-8"),
    b"\xd0\xcf\x11\xe0": ("an old Excel workbook", (), "Save the sheet as CSV UTF-8"),
    b"PAR1": ("a Parquet file", (".parquet",), "Give its name the ending .parquet"),
    b"$FL2": ("an SPSS file", (".sav",), "Give its name the ending .sav"),
    b"$FL3": ("a compressed SPSS file", (".sav",), "Save it as .sav"),
    b"\x1f\x8b": ("compressed (gzip)", (), "Unpack it first"),
    b"%PDF": ("a PDF", (), "Export the answers themselves as CSV UTF-8"),
}
"""How a file of another kind begins: what it is, the endings it may have, the remedy."""

_WORKBOOKS: Final = (".xlsx", ".xls", ".ods", ".numbers")


def read_sheet(path: Path) -> Sheet:
    """Read a file by its ending. Raises UnreadableFile."""
    if path.is_dir():
        raise UnreadableFile(f"{path} is a folder. Give the name of a file in it.")
    if not path.is_file():
        raise UnreadableFile(f"{path} is not a file. Check the name.")
    kind = path.suffix.lower()
    if kind not in KINDS:
        hint = " Save the sheet as CSV UTF-8 first." if kind in _WORKBOOKS else ""
        raise UnreadableFile(
            f"{path.name}: cannot read files that end in {kind!r}. Use one of {', '.join(KINDS)}.{hint}"
        )
    try:
        _refuse_disguised(path, kind)
        sheet = _READERS.get(kind, _read_csv)(path)
    except OSError as error:
        raise UnreadableFile(
            f"{path.name} cannot be read ({error.strerror or error}). Check that you may open it, or copy it first."
        ) from error
    if not sheet.frame.height:
        raise UnreadableFile(f"{path.name} has no rows. It needs one for every questionnaire that was sent.")
    return sheet


def _refuse_disguised(path: Path, kind: str) -> None:
    """Raise UnreadableFile for a file of another kind than its name says, as far as its first bytes tell."""
    with path.open("rb") as file:
        beginning = file.read(8)
    for start, (what, endings, remedy) in _BEGINNINGS.items():
        if beginning.startswith(start) and kind not in endings:
            raise UnreadableFile(f"{path.name} is {what}, whatever its name says. {remedy}.")


def _read_csv(path: Path) -> Sheet:
    return read_delimited(path.name, path.read_bytes())


def _read_parquet(path: Path) -> Sheet:
    try:
        return Sheet(path.name, pl.read_parquet(path), "Parquet")
    except pl.exceptions.PolarsError as error:
        said = str(error).partition("\n")[0]
        raise UnreadableFile(f"{path.name} is not a whole Parquet file ({said}). Export it again.") from error


def _read_spss(path: Path) -> Sheet:
    """User-missing values are kept as they are: 9 for "don't want to say" is an answer to us."""
    import pyreadstat

    try:
        frame, _ = pyreadstat.read_sav(path, user_missing=True, output_format="polars")
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path.name} is not a whole SPSS file ({error}). Export it again.") from error
    return Sheet(path.name, frame, "SPSS")


_READERS: Final[Mapping[str, Callable[[Path], Sheet]]] = {".parquet": _read_parquet, ".sav": _read_spss}
