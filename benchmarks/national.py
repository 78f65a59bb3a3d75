"""A nation's shares: counted from Parquet files, then 720 shares with their whole covariance and 360 changes.

    python -m benchmarks.national FILE.parquet [FILE.parquet ...] [--floor]

12 items x 3 parts (positive, negative, declined) x 10 groups (everyone; 3 genders; SEND or not; 4 phases) x 2 waves,
CR2 with schools as clusters, and Satterthwaite degrees of freedom for every change. `--floor` decodes the item
columns and adds them up instead: what no reader of the file can be faster than. Prints one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from belonging.evaluation.cells import Cells, count_cells, tally
from belonging.evaluation.clusters import contrasts, covariance
from belonging.evaluation.engines.scan import AnswerScan
from belonging.instruments.load import load
from belonging.instruments.model import Part

INSTRUMENT = load("pupil_v1")
ITEMS = tuple(item.key for item in INSTRUMENT.items)
PARTS = (Part.POSITIVE, Part.NEGATIVE, Part.DECLINED)
WAVES = ("baseline", "endline")
BY = ("school", "wave", "gender", "send", "phase")
GROUPS = {
    "all": ("all",),
    "gender": ("girl", "boy", "another"),
    "send": ("send", "no_send"),
    "phase": ("primary", "secondary", "sixth_form", "not_by_year"),
}
COLUMNS = sum(len(groups) for groups in GROUPS.values()) * len(WAVES)

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimates:
    """`shares` (outcomes, columns), `covariance` (outcomes, columns, columns); `changes` and `errors` (outcomes,
    groups), `dfs` (groups,).
    """

    shares: Floats
    covariance: Floats
    changes: Floats
    errors: Floats
    dfs: Floats


def counts(paths: tuple[Path, ...]) -> Cells:
    return count_cells(AnswerScan(INSTRUMENT, paths), ITEMS, WAVES, BY)


def estimates(cells: Cells) -> Estimates:
    """Everything that the national tables show, from cells alone."""
    n, hits = _columns(cells)
    between_waves = np.kron(np.eye(COLUMNS // 2), [[-1.0], [1.0]])
    shares = hits.sum(axis=1) / n.sum(axis=0)
    together = covariance(n, hits)
    return Estimates(
        shares=shares,
        covariance=together,
        changes=shares @ between_waves,
        errors=np.sqrt(np.einsum("kc,okl,lc->oc", between_waves, together, between_waves, optimize=True)),
        # Degrees of freedom rest on the design alone: one outcome has them for all.
        dfs=contrasts(n, hits[:1], between_waves).dfs,
    )


def _columns(cells: Cells) -> tuple[Counts, Counts]:
    """Questionnaires (schools, columns) and answers (items x parts, schools, columns); a group's waves side by side."""
    schools = len(cells.labels["school"])
    n = np.empty((schools, COLUMNS), dtype=np.int64)
    hits = np.empty((len(ITEMS) * len(PARTS), schools, COLUMNS), dtype=np.int64)
    start = 0
    for by, groups in GROUPS.items():
        counted = tally(cells, by)
        places = [counted.groups.index(group) for group in groups]
        there = slice(start, start + len(places) * len(WAVES))
        n[:, there] = counted.forms[:, places].reshape(schools, -1)
        for row, (key, part) in enumerate((key, part) for key in ITEMS for part in PARTS):
            hits[row, :, there] = counted.part(key, part)[:, places].reshape(schools, -1)
        start = there.stop
    return n, hits


def floor(paths: tuple[Path, ...]) -> None:
    """Decode what the counts are made of, and no more."""
    pl.scan_parquet(list(paths)).select(pl.col(ITEMS).cast(pl.Int64).sum()).collect(engine="streaming")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.national")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE.parquet")
    parser.add_argument("--floor", action="store_true")
    arguments = parser.parse_args()
    started = time.perf_counter()
    if arguments.floor:
        floor(tuple(arguments.files))
        print(json.dumps({"seconds": time.perf_counter() - started}))
        return
    cells = counts(tuple(arguments.files))
    counted = time.perf_counter()
    made = estimates(cells)
    first = PARTS.index(Part.POSITIVE)
    said = {
        "seconds": time.perf_counter() - started,
        "counting": counted - started,
        "estimating": time.perf_counter() - counted,
        "rows": int(cells.forms.sum()),
        "cells": len(cells.forms),
        "shares": made.shares.size,
        "changes": made.changes.size,
        "first": made.shares[first, :2].tolist(),
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main()
