"""What a school of a given size and setting can expect to see, before it signs up.

Figures from pretend schools (`python -m benchmarks.utility`), kept in a small file so that pages can read them
without the engine. They say how the rules work out, not how any real school will answer.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

FILE: Final = "utility_v1.toml"

TABLES: Final = {"all": "for everyone", "gender": "by gender", "send": "by SEND", "phase": "by school phase"}

RUNGS: Final = {
    "whole": "whole per cent",
    "fives": "bands of 5 in 100",
    "tens": "bands of 10 in 100",
    "words": "words",
}


@dataclass(frozen=True, slots=True)
class Expected:
    """One table: in how many of 100 schools it is there, by rung; of 100 such tables, how many the audit leaves out."""

    by: str
    rungs: dict[str, int]
    left_out: int

    @property
    def shown(self) -> int:
        """Schools in 100."""
        return sum(self.rungs.values())

    @property
    def sentence(self) -> str:
        name = TABLES[self.by]
        if self.shown == 0:
            return f"Answers {name} are not shown at this size."
        rung = max(self.rungs, key=lambda rung: self.rungs[rung])
        amount = "nearly every school" if self.shown > 97 else f"about {self.shown} of 100 schools"
        return f"Answers {name} are shown in {amount} of this size, mostly in {RUNGS[rung]}."


class NoSuchSetting(ValueError):
    """A setting that the file has no figures for."""


def utility(size: int, setting: str) -> tuple[Expected, ...]:
    """What schools see in which `size` people answer: figures of the next smaller size that was tried.

    A table that a setting never has (phases where there is one) is left out.
    """
    settings = _figures()
    if setting not in settings:
        raise NoSuchSetting(f"There are no figures for {setting!r}. Use one of {', '.join(settings)}.")
    tried = [tables for least, tables in settings[setting] if least <= size]
    return tried[-1] if tried else ()


@cache
def _figures() -> dict[str, list[tuple[int, tuple[Expected, ...]]]]:
    """By setting: sizes, smallest first, with their tables."""
    raw = tomllib.loads(files("belonging.evaluation").joinpath(FILE).read_text(encoding="utf-8"))
    return {
        setting: [(row["size"], tuple(_expected(by, row[by]) for by in TABLES if by in row)) for row in rows]
        for setting, rows in raw["settings"].items()
    }


def _expected(by: str, row: dict[str, int]) -> Expected:
    return Expected(by, {rung: row[rung] for rung in RUNGS if row.get(rung)}, row["left_out"])
