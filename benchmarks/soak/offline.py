"""A thousand answers given on a tablet without a network, through fifty outages, in a real browser."""

from __future__ import annotations

import re
import subprocess
import sys

from benchmarks.soak.results import Result

GOAL = "0 lost of 1,000 outbox sends through 50 outages"


def run(minutes: float) -> Result:
    run = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "tests/journeys/soak.py"]
    done = subprocess.run(run, stdout=subprocess.PIPE, text=True, check=False, timeout=60 * (minutes + 4))
    return found(done.stdout, done.returncode)


def found(said: str, code: int) -> Result:
    """Where no browser is there, pytest skips the test and ends with 0: that shows nothing."""
    told = [line.strip() for line in said.splitlines() if re.search(r"answers|outages|passed|failed|SKIP", line)]
    ran = re.search(r"\b1 passed\b", said) is not None
    return Result("offline", GOAL, "; ".join(told[-3:]) or "nothing", code == 0 and ran)
