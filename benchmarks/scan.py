"""Counting and estimating a nation, beside the decode floor and beside pandas, svy and R's survey.

    python -m benchmarks.scan [--runs 5] [--rivals PYTHON] [--small]

Rows are generated into a temporary folder and removed after. `--rivals` is the Python of an environment made from
requirements/bench.txt; without it, and without R, those rows are left out. `--small` stops at a million rows.
Everything is timed as a whole process (`wall`, `cpu`, `peak`), and by its own clock without loading libraries and,
for svy and R, without reading the file (`itself`). Shares of all are compared to nine digits.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import polars as pl

from benchmarks.measured import Run, machine, measured, spread
from benchmarks.national_rows import INSTRUMENT, write_rows

HERE = Path(__file__).parent
SIZES: Mapping[str, tuple[int, int]] = {"100 k": (50_000, 1), "1 M": (500_000, 1)}
NATION: Mapping[str, tuple[int, int]] = {"18 M": (9_000_000, 1), "180 M": (9_000_000, 10)}
R_CALLS = {"100 k": 48, "1 M": 2}
"""Of 48: at a million rows a few, from which the rest is reckoned."""
ROOM_FOR_PANDAS = 14.0
"""GB that 18 million rows in pandas need."""


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the table. `share`: what part of the work the command does, for what is reckoned."""

    name: str
    command: tuple[str, ...]
    runs: int
    share: float = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scan")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rivals", metavar="PYTHON")
    parser.add_argument("--small", action="store_true")
    arguments = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        made: dict[int, Path] = {}
        for size, (pupils, times) in {**SIZES, **({} if arguments.small else NATION)}.items():
            if pupils not in made:
                made[pupils] = Path(folder) / f"{pupils}.parquet"
                write_rows(made[pupils], pupils)
            _compare(size, _cases(size, [made[pupils]] * times, arguments))


def _cases(size: str, files: Sequence[Path], arguments: argparse.Namespace) -> list[Case]:
    runs = arguments.runs if size != "180 M" else min(3, arguments.runs)
    national = (sys.executable, "-m", "benchmarks.national", *map(str, files))
    cases = [Case("engine", national, runs), Case("decode floor", (*national, "--floor"), runs)]
    if arguments.rivals and len(files) == 1 and (size in SIZES or _free_gb() > ROOM_FOR_PANDAS):
        rival = (arguments.rivals, str(HERE / "rivals.py"))
        cases.append(Case("pandas, counts alone", (*rival, "pandas", str(files[0])), min(3, runs)))
    if arguments.rivals and size in SIZES:
        cases.append(Case("svy, 48 calls", (*rival, "svy", str(files[0])), min(3, runs)))
    if shutil.which("Rscript") and size in SIZES:
        calls = R_CALLS[size]
        command = ("Rscript", str(HERE / "rival_survey.R"), str(_csv(files[0])), str(calls))
        cases.append(Case(f"R survey, {calls} of 48 calls", command, 1 if calls == 48 else 2, share=calls / 48))
    return cases


def _compare(size: str, cases: Sequence[Case]) -> None:
    runs: dict[str, list[Run]] = {case.name: [] for case in cases}
    for turn in range(max(case.runs for case in cases)):
        for case in cases:
            if turn < case.runs:
                runs[case.name].append(measured(case.command))
    print(f"\n{size} rows: middle (smallest–largest) of each; ratios by its own clock, and by processor time")
    for case in cases:
        these, ours = runs[case.name], runs["engine"]
        by_clock = median(_itself(these)) / case.share / median(_itself(ours))
        by_cpu = median(run.cpu for run in these) / case.share / median(run.cpu for run in ours)
        print(
            f"  {case.name:28} wall {spread([run.wall for run in these])} s,"
            f" cpu {spread([run.cpu for run in these])} s,"
            f" peak {max(run.peak_mb for run in these):,.0f} MB, itself {spread(_itself(these))} s,"
            f" ratios {by_clock:.1f}, {by_cpu:.1f}{'' if case.share == 1 else ' (reckoned for 48)'}"
        )
    _agree([json.loads(run.said) for these in runs.values() for run in these])


def _itself(runs: Sequence[Run]) -> list[float]:
    return [float(json.loads(run.said)["seconds"]) for run in runs]


def _agree(said: Sequence[Mapping[str, list[float]]]) -> None:
    """The same two shares from everybody, or the comparison is of different things."""
    shares = {tuple(round(share, 9) for share in one["first"]) for one in said if "first" in one}
    if len(shares) != 1:
        raise SystemExit(f"The shares differ: {sorted(shares)}.")


def _csv(path: Path) -> Path:
    """0 and 1 for each item, as R's survey takes them."""
    out = path.with_suffix(".csv")
    if not out.exists():
        positive = [
            pl.col(item.key).is_in([1, 2] if item.reverse else [3, 4]).fill_null(value=False).cast(pl.Int8)
            for item in INSTRUMENT.items
        ]
        groups = ("school", "wave", "gender", "sen", "year_group")
        pl.read_parquet(path).select(*groups, *positive).write_csv(out)
    return out


def _free_gb() -> float:
    lines = Path("/proc/meminfo").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable")) / 1e6


if __name__ == "__main__":
    main()
