"""A file's rows as it has them, and where each is to be found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl


class UnreadableFile(ValueError):
    """A file that cannot be read; the message names the file, the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's rows under its own column names, and how it was read ("CSV, UTF-8", "Parquet", …).

    `lines`: the line that each row begins on, the first being 1; empty for files that have no lines.
    """

    name: str
    frame: pl.DataFrame
    read_as: str
    lines: Sequence[int] = ()

    def place(self, row: int) -> str:
        """How to find a row (from 1) in the file: a spreadsheet counts the header, too."""
        return f"{self.name}, line {self.lines[row - 1]}" if self.lines else f"{self.name}, row {row}"
