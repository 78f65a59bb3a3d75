"""Every route by everybody, at every address they could think of, with every method: nobody reaches another's.

Two processes share the routes. What each found comes back in a file; doors that are broken on purpose have to be found.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.soak.results import Result, short_of

GOAL = "0 cross-tenant reads or writes over all routes × roles × 3 schools × 5 methods, SQLite and PostgreSQL"
PARTS = 2
WALK = (
    *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
    *("-p", "no:logging"),  # else a line for each of the refusals is held until the end: gigabytes
    "tests/guards/doors/soak.py",
)


def run(minutes: float) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        told = [Path(folder) / f"{part}.json" for part in range(PARTS)]
        walks = [_walk(part, minutes, out) for part, out in enumerate(told)]
        codes = [walk.wait() for walk in walks]
        found = [json.loads(out.read_text("utf-8")) for out in told if out.exists()]
    whole = _together(found)
    well = len(found) == PARTS and not any(codes) and whole["faults"] == 0
    well = well and whole["walked"] == whole["routes"] > 0
    control = f"{whole['broken_found']} of {whole['broken']} doors broken on purpose were found"
    if whole["walls"]:
        control += f"; with row-level security off on one table, {whole['walls']} raw looks and writes got through"
    measured = (
        f"{whole['faults']} faults in {whole['requests']:,} requests: {whole['walked']} of {whole['routes']} routes, "
        f"{whole['people']} people, 3 schools in 2 trusts and 2 authorities, 5 methods; {whole['opened']:,} opened as "
        f"they should, {whole['refused']:,} refused{short_of(whole['walked'], whole['routes'])}"
    )
    return Result("isolation", GOAL, measured, well and whole["broken_found"] == whole["broken"] > 0, control)


def _walk(part: int, minutes: float, out: Path) -> subprocess.Popen[bytes]:
    order = {"DOORS_PART": f"{part}/{PARTS}", "DOORS_MINUTES": str(minutes), "DOORS_OUT": str(out)}
    return subprocess.Popen(WALK, env={**os.environ, "BELONGING_MODE": "test", **order}, stdout=sys.stderr)


def _together(found: list[dict[str, Any]]) -> dict[str, int]:
    """Sums, and what all have in common."""
    common = ("routes", "people")
    keys = ("faults", "requests", "opened", "refused", "walked", "broken", "broken_found", "walls")
    summed = {key: sum(each[key] for each in found) for key in keys}
    return summed | {key: max((each[key] for each in found), default=0) for key in common}
