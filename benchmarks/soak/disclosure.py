"""A thousand random waves of released findings, attacked; and the rule “hide below 10” in their place."""

from __future__ import annotations

import re
import subprocess
import sys

from benchmarks.soak.results import Result

GOAL = "0 cells below 10 recovered by a solver over 1,000 random waves"
WAVES, OF_A_SCHOOL = 1000, 2


def run(minutes: float) -> Result:
    waves = WAVES if minutes >= 10 else max(20, int(WAVES * minutes / 10))
    run = [sys.executable, "-m", "benchmarks.disclosure_waves", str(waves // OF_A_SCHOOL)]
    done = subprocess.run(run, stdout=subprocess.PIPE, text=True, check=False, timeout=60 * (minutes + 4))
    # HiGHS, the solver, writes a line now and then.
    own = [line for line in done.stdout.splitlines() if re.match(r"\d+ schools|.* exposed somebody", line)]
    lines = [re.sub(r"\s+", " ", line).strip() for line in own]
    return Result(
        "disclosure", GOAL, "; ".join(lines[:-1]) or "nothing", done.returncode == 0, lines[-1] if lines else ""
    )
