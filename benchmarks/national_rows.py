"""Answers of a pretend nation: pupils of 24,000 schools at baseline and endline, drawn with a seed.

    python -m benchmarks.national_rows OUT.parquet [--pupils 9000000]

School sizes are log-normal, 70 % of schools are primary; schools differ (sd 0.4 on the logit scale), and differ
again between waves (sd 0.2); 17 % of pupils have SEND in ordinary schools. 2 % of answers are "don't want to say",
1 % are left out. One Parquet file with our own columns, sorted by school.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from belonging.evaluation.groups import VALUES, WAVES
from belonging.instruments.load import load

INSTRUMENT = load("pupil_v1")
NATION = 9_000_000
SCHOOLS = 24_000
SETTINGS = ("primary", "secondary", "special", "alternative_provision")
_LEVELS = np.array([0.6, 0, 0.25, 0.9, 2.1, 1.1, 1.0, 1.05, 0.75, 1.25, 0.85, 1.1], dtype=np.float32)
_GAINS = np.array([0.3, 0.4, 0.45, 0.45, 0.1, 0.3, 0.35, 0.3, 0.2, 0.3, 0.3, 0.25], dtype=np.float32)
_CUTS = (-1.6, 0.0, 1.7)
_AT_ONCE = 500


@dataclass(frozen=True)
class Nation:
    """One number per school: setting (place in SETTINGS), pupils, how it differs, and by wave."""

    settings: NDArray[np.int64]
    sizes: NDArray[np.int64]
    levels: NDArray[np.float32]
    waves: NDArray[np.float32]


def write_rows(out: Path, pupils: int = NATION, seed: int = 7) -> None:
    """Two rows for each pupil."""
    rng = np.random.default_rng(seed)
    nation = _nation(rng, pupils)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        parts = []
        for first in range(0, len(nation.sizes), _AT_ONCE):
            schools = np.arange(first, min(first + _AT_ONCE, len(nation.sizes)))
            parts.append(Path(folder) / f"{first:06d}.parquet")
            _rows(rng, nation, schools).write_parquet(parts[-1])
        pl.scan_parquet(parts).sink_parquet(out, compression="zstd", row_group_size=250_000, maintain_order=True)


def _nation(rng: np.random.Generator, pupils: int) -> Nation:
    count = max(10, round(SCHOOLS * pupils / NATION))
    settings = rng.choice(4, count, p=[0.70, 0.17, 0.07, 0.06])
    middle, spread = np.array([5.5, 6.9, 4.4, 4.4])[settings], np.array([0.5, 0.4, 0.6, 0.6])[settings]
    drawn = rng.lognormal(middle, spread)
    sizes = np.maximum(5, drawn / drawn.sum() * pupils).astype(np.int64)
    sizes[0] = max(5, sizes[0] + pupils - sizes.sum())
    levels = rng.normal(0, 0.4, count).astype(np.float32)
    return Nation(settings, sizes, levels, rng.normal(0, 0.2, (count, 2)).astype(np.float32))


def _rows(rng: np.random.Generator, nation: Nation, schools: NDArray[np.int64]) -> pl.DataFrame:
    school = np.repeat(schools, nation.sizes[schools])
    setting, size = nation.settings[school], len(school)
    gender = rng.choice(3, size, p=[0.48, 0.49, 0.03])
    send = rng.random(size) < np.array([0.17, 0.17, 1.0, 0.75])[setting]
    sen = np.where(send, (rng.random(size) > 0.25).astype(np.int64), 2)
    year = np.where(setting == 0, rng.integers(3, 7, size), rng.integers(7, 14, size))
    able = rng.standard_normal(size, dtype=np.float32) + nation.levels[school] - np.float32(0.45) * send
    groups = pl.DataFrame(
        {
            "school": pl.Series(school).cast(pl.String).str.zfill(5),
            "setting": _named(setting, SETTINGS),
            "year_group": _named(year, VALUES["year_group"]),
            "gender": _named(gender, VALUES["gender"]),
            "sen": _named(sen, VALUES["sen"]),
        }
    )
    waves = []
    for wave in (0, 1):
        answers = _answers(rng, able + nation.waves[school, wave], wave)
        name = _named(np.full(size, 2 * wave), WAVES).alias("wave")
        waves.append(groups.with_columns(name, *answers))
    return pl.concat(waves).sort("school", maintain_order=True)


def _answers(rng: np.random.Generator, able: NDArray[np.float32], wave: int) -> list[pl.Series]:
    series = []
    for place, item in enumerate(INSTRUMENT.items):
        chance = rng.random(len(able), dtype=np.float32).clip(1e-6, 1 - 1e-6)
        at = _LEVELS[place] + wave * _GAINS[place] + able + np.log(chance / (1 - chance))
        step = np.digitize(at, _CUTS).astype(np.int8)
        code = 4 - step if item.reverse else 1 + step
        code[rng.random(len(able), dtype=np.float32) < 0.02] = 9
        left_out = rng.random(len(able), dtype=np.float32) < 0.01
        series.append(pl.Series(item.key, code, dtype=pl.Int8).set(pl.Series(left_out), None))
    return series


def _named(places: NDArray[np.int64], names: tuple[str, ...]) -> pl.Series:
    return pl.Series(places.astype(np.uint8)).cat.to(pl.Enum(names))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.national_rows")
    parser.add_argument("out", type=Path, metavar="OUT.parquet")
    parser.add_argument("--pupils", type=int, default=NATION)
    arguments = parser.parse_args()
    write_rows(arguments.out, arguments.pupils)


if __name__ == "__main__":
    main()
