"""Mixed models of a nation: 24,000 schools from their cells, beside lme4 on the very same cells.

    python benchmarks/models.py [schools]

lme4 runs where Rscript and lme4 are there (about a minute); otherwise our own figures alone are printed. Both
sides use nine quadrature nodes. Seconds are of wall clock; the ratio and the largest difference of a coefficient
are of one run on one machine.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from belonging.evaluation.multilevel import Binomial, CumulativeLogit, Family, Fit, arrange, fit
from belonging.evaluation.polychoric import pair_tables, polychoric

NODES = 9
SCHOOLS = 24_000
PUPILS = 1_000_000
LME4 = """
suppressMessages({library(lme4); library(jsonlite)})
cells <- read.csv("cells.csv"); cells <- cells[cells$n > 0, ]
took <- system.time(fit <- glmer(cbind(y, n - y) ~ wave * send + (1 | school), cells, family = binomial, nAGQ = 9))
write_json(list(seconds = took[["elapsed"]], coefficients = unname(fixef(fit)), sd = as.data.frame(VarCorr(fit))$sdcor,
                messages = as.list(fit@optinfo$conv$lme4$messages)), "out.json", digits = I(12), auto_unbox = TRUE)
"""

Columns = dict[str, NDArray[np.int64]]


def cells(schools: int) -> tuple[Columns, NDArray[np.int64]]:
    """Four cells per school (two waves, with and without SEND): columns, and counts of four ordered answers."""
    rng = np.random.default_rng(1)
    school = np.repeat(np.arange(schools), 4)
    wave, send = np.tile([0, 0, 1, 1], schools), np.tile([0, 1, 0, 1], schools)
    n = rng.poisson(np.repeat(rng.lognormal(5.2, 0.8, schools), 4) * np.where(send == 1, 0.18, 0.82) * 0.8)
    eta = 0.3 * wave - 0.5 * send + rng.normal(0, 0.4, schools)[school]
    below = expit(np.array([-2.0, -0.7, 0.9]) - eta[:, None])
    edges = np.hstack([np.zeros((len(n), 1)), below, np.ones((len(n), 1))])
    counts = rng.multinomial(n, np.diff(edges, axis=1))
    return {"school": school, "wave": wave, "send": send, "n": n, "y": counts[:, 2:].sum(axis=1)}, counts


def timed(columns: Columns, family: Family) -> tuple[float, Fit]:
    wave, send = columns["wave"], columns["send"]
    started = time.perf_counter()
    model, _ = arrange(columns["school"], np.column_stack([wave, send, wave * send]), family)
    found = fit(model, NODES)
    return time.perf_counter() - started, found


def beside_lme4(columns: Columns, ours: float, found: Fit) -> None:
    rscript = shutil.which("Rscript")
    if rscript is None:
        print("lme4: not run, R is not here")
        return
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "cells.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(zip(*(column.tolist() for column in columns.values()), strict=True))
        ran = subprocess.run([rscript, "-e", LME4], cwd=folder, capture_output=True, text=True, check=False)
        if ran.returncode:
            print(f"lme4: not run ({ran.stderr.strip().splitlines()[-1]})")
            return
        theirs = json.loads((Path(folder) / "out.json").read_text())
    coefficients = np.concatenate([found.cuts, found.slopes])
    apart = max(np.abs(coefficients - theirs["coefficients"]).max(), abs(found.sd - theirs["sd"]))
    print(f"lme4: {theirs['seconds']:.1f} s, {theirs['seconds'] / ours:.0f} times ours; largest difference {apart:.1e}")
    for message in theirs["messages"]:
        print(f"lme4 says: {message}")


def main() -> None:
    schools = int(sys.argv[1]) if len(sys.argv) > 1 else SCHOOLS
    columns, counts = cells(schools)
    print(f"{schools:,} schools, {len(columns['n']):,} cells, {columns['n'].sum():,} answers")
    seconds, found = timed(columns, Binomial.of(columns["n"], columns["y"]))
    print(f"binomial: {seconds:.2f} s")
    ordinal, _ = timed(columns, CumulativeLogit.of(counts))
    print(f"cumulative logit: {ordinal:.2f} s")
    rng = np.random.default_rng(2)
    levels = (
        np.digitize(rng.normal(size=(PUPILS, 1)) + rng.normal(size=(PUPILS, 12)), [-1.5, 0, 1.5]).astype(np.int8) + 1
    )
    started = time.perf_counter()
    polychoric(pair_tables(levels, 4))
    print(f"66 pair tables and polychoric correlations of {PUPILS:,} pupils: {time.perf_counter() - started:.2f} s")
    beside_lme4(columns, seconds, found)


if __name__ == "__main__":
    main()
