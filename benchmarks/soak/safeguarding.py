"""The bad days of a pretend school: sixty requests in a lesson, half-term, a head accused, no lead, mail down."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from belonging.web.cli.drills.safeguarding import CONTROL, environment
from benchmarks.soak.results import Result

GOAL = "in every scene of the drill whoever should be told is told in time, and nobody else"


def run(minutes: float) -> Result:
    with tempfile.TemporaryDirectory(prefix="belonging-soak-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "belonging.web.cli.drills.safeguarding"],
            env=environment(Path(folder)), stdout=subprocess.PIPE, text=True, check=False, timeout=60 * (minutes + 4),
        )  # fmt: skip
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    control = next((line for line in lines if CONTROL in line), "not run")
    return Result("safeguarding", GOAL, lines[-1] if lines else "nothing was said", done.returncode == 0, control)
