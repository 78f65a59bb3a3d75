"""Starts tests/scans/soak.py, in processes of its own, and adds up what they found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

TOLD = ("requests", "errors", "unpoliced", "sent", "taken", "pages", "files", "said")


def fuzzed(tests: str, *, seconds: float, processes: int, first: int = 1) -> dict[str, Counter[str]]:
    """By part ("staff", "answering", "markup", "formulas"), the sums; a process that broke counts as an error.

    `first`: the seed of the first process; the same seeds send the same requests.
    """
    with tempfile.TemporaryDirectory() as folder:
        program = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:logging"]
        command = [*program, "tests/scans/soak.py", "-k", tests]
        running = []
        for seed in range(first, first + processes):
            told = Path(folder) / f"{seed}.json"
            place = {"SCANS_SECONDS": str(seconds), "SCANS_SEED": str(seed), "SCANS_TOLD": str(told)}
            environment = {**os.environ, **place, "BELONGING_MODE": "test"}
            running.append((told, subprocess.Popen(command, env=environment, stdout=sys.stderr)))
        sums: dict[str, Counter[str]] = {}
        for told, process in running:
            broke = process.wait() != 0 or not told.exists()
            found = json.loads(told.read_text("utf-8")) if told.exists() else {}
            for part, figures in found.items():
                sums.setdefault(part, Counter()).update({name: figures[name] for name in TOLD if name in figures})
                print("\n".join(figures["faults"]), file=sys.stderr, flush=True)
            if broke:
                sums.setdefault("broke", Counter()).update(errors=1)
        return sums
