"""A command as a whole process: seconds, processor seconds and peak memory, from the system's own accounts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `said` is the last line of what it printed."""

    wall: float
    cpu: float
    peak_mb: float
    said: str


def measured(command: Sequence[str]) -> Run:
    """Run a command through a small parent of its own: the accounts of finished children are then its alone.

    Raises RuntimeError, with what it said, for a command that fails.
    """
    inner = (
        "import resource, subprocess, sys; code = subprocess.run(sys.argv[1:]).returncode; "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, file=sys.stderr); sys.exit(code)"
    )
    started = time.perf_counter()
    child = subprocess.run(
        [sys.executable, "-c", inner, *command], capture_output=True, text=True, check=False, env=os.environ
    )
    wall = time.perf_counter() - started
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}: {child.stderr.strip()[-500:]}")
    cpu, peak = child.stderr.strip().splitlines()[-1].split()
    lines = child.stdout.strip().splitlines()
    return Run(wall, float(cpu), float(peak), lines[-1] if lines else "")


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Middle (smallest–largest)."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def machine() -> str:
    """What it ran on, and how busy that was."""
    model = next((line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if "model name" in line), "?")
    memory = next((int(line.split()[1]) / 1e6 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return f"{os.cpu_count()} x {model}, {memory:.0f} GB; load {os.getloadavg()[0]:.1f}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text("utf-8").splitlines() if Path(path).exists() else []
