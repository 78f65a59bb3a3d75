"""Evaluating from counts alone: Parquet too big for memory, and tables in somebody's database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, cast

import polars as pl

from belonging.evaluation import AnswerSet, Plan
from belonging.evaluation.engines.counted import Counted
from belonging.evaluation.engines.scan import ROWS_AT_ONCE
from belonging.evaluation.mapping import Mapped
from belonging.instruments.model import Instrument
from belonging.web.cli.engine_setting import POLARS, answers_in

NEED_ROWS: Final = ("linked", "scale", "reliability", "weighted", "dif")
"""Further methods that look at one pupil's answers together, which counts do not have."""

Tell = Callable[[str], object]
"""Told how far it is."""


class NeedsRows(ValueError):
    """A plan asks of counted answers what only rows can give."""


def is_big(file: Path, mapped: Mapped, most: int = ROWS_AT_ONCE) -> bool:
    """Whether a file is Parquet with our own names and has more rows than are taken into memory at once."""
    renamed = (mapped.columns, mapped.fixed, mapped.values, mapped.items, mapped.answers, mapped.answers_of)
    if file.suffix.lower() != ".parquet" or any(renamed) or not file.is_file():
        return False
    try:
        height = pl.scan_parquet(file).select(pl.len()).collect().item()
    except (OSError, pl.exceptions.PolarsError):
        return False  # what is wrong with it is said where it is read
    return int(height) > most


def counted(files: tuple[Path, ...], instrument: Instrument, engine: str, tell: Tell) -> AnswerSet:
    """The answers as counts. Raises InvalidAnswers, UnusableEngine.

    `evaluate` asks of an answer set only what counts have, too, as long as no method of NEED_ROWS is named.
    """
    if engine != POLARS:
        tell("Counting where the answers are …")

    def progress(done: int, rows: int) -> None:
        tell(f"Counted {done:,} of {rows:,} rows …")

    return cast(AnswerSet, Counted.of(answers_in(engine, instrument, files, progress)))


def from_counts(plan: Plan, *, is_default: bool) -> tuple[Plan, tuple[str, ...]]:
    """The plan for counted answers, and the methods that the default plan loses by it. Raises NeedsRows."""
    lost = tuple(name for name in plan.supplements if name in NEED_ROWS)
    if lost and not is_default:
        raise NeedsRows(
            f"The plan asks for {lost[0]!r}, which needs each pupil's answers, and these answers are counted where "
            "they are. Take it out of the plan's supplements, or give the rows as a file of fewer than "
            f"{ROWS_AT_ONCE:,} rows."
        )
    return replace(plan, supplements=tuple(name for name in plan.supplements if name not in lost)), lost
