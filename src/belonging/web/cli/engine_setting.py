"""BELONGING_ENGINE: where the answers are that the terminal counts, and what counts them there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from belonging.evaluation.cells import Source
from belonging.evaluation.engines.ibis_engine import IbisAnswers
from belonging.evaluation.engines.scan import AnswerScan, Progress
from belonging.instruments.model import Instrument

if TYPE_CHECKING:
    from ibis.backends.pyspark import Backend as SparkBackend
    from ibis.expr.types import Table

POLARS: Final = "polars"
"""Parquet files named on the command line: what counts unless something else is said."""


class UnusableEngine(ValueError):
    """BELONGING_ENGINE, or what it names, cannot be used; the message says what to change."""


def engine_setting() -> str:
    """BELONGING_ENGINE as it is set, or "polars"."""
    return os.environ.get("BELONGING_ENGINE", "").strip() or POLARS


def answers_in(setting: str, instrument: Instrument, files: Sequence[Path], progress: Progress | None = None) -> Source:
    """The answers in `files` (polars), or in the table that `setting` names. Raises UnusableEngine, InvalidAnswers."""
    if setting == POLARS:
        if not files:
            raise UnusableEngine(
                "Name the Parquet files to count, or set BELONGING_ENGINE to the table where the answers are "
                "(docs/running.md)."
            )
        return AnswerScan(instrument, tuple(files), progress)
    if files:
        raise UnusableEngine(
            f"BELONGING_ENGINE names a table, and {files[0]} is a file. Unset BELONGING_ENGINE to count files."
        )
    place = _place(setting)
    return IbisAnswers(instrument, _opened(place), name=place.name)


@dataclass(frozen=True, slots=True)
class _Place:
    """A table, or Parquet files (`is_file`) that the engine reads itself, at an address."""

    url: str
    name: str
    is_file: bool

    @property
    def scheme(self) -> str:
        return urlsplit(self.url).scheme


def _place(setting: str) -> _Place:
    parts = urlsplit(setting)
    query = dict(parse_qsl(parts.query))
    named = [(kind, query.pop(kind)) for kind in ("table", "parquet") if query.get(kind)]
    if not parts.scheme or len(named) != 1:
        raise UnusableEngine(
            f"BELONGING_ENGINE is {setting!r}. Use 'polars', or an address that ends in the table's name: "
            "'duckdb:///srv/answers.duckdb?table=answers', 'spark://HOST:7077?table=answers'."
        )
    (kind, name) = named[0]
    return _Place(urlunsplit(parts._replace(query=urlencode(query))), name, is_file=kind == "parquet")


def _opened(place: _Place) -> Table:
    try:
        import ibis

        connection = _spark(place.url) if place.scheme == "spark" else ibis.connect(place.url)
        opened: Table = connection.read_parquet(place.name) if place.is_file else connection.table(place.name)
    except ImportError as error:
        extra = "spark" if place.scheme == "spark" else "engines"
        raise UnusableEngine(
            f"Counting in {place.scheme} needs {error.name or 'more'}, which is not installed. "
            f"Run: pip install 'belonging[{extra}]'"
        ) from error
    except Exception as error:  # every database has errors of its own; all end in one sentence
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise UnusableEngine(
            f"{place.name!r} could not be opened in {place.scheme} ({reason}). Check BELONGING_ENGINE "
            "(docs/running.md)."
        ) from error
    return opened


def _spark(url: str) -> SparkBackend:
    """A session with the master at that address; "spark://local" starts one on this machine."""
    import ibis
    from pyspark.sql import SparkSession

    master = "local[*]" if urlsplit(url).hostname == "local" else url
    session = SparkSession.builder.master(master).appName("belonging").getOrCreate()
    connected: SparkBackend = ibis.pyspark.connect(session)
    return connected
