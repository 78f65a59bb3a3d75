"""Two hundred power cuts: what was acknowledged is there, on a disk that keeps only what was flushed.

    python -m benchmarks.soak.section benchmarks.soak.power_cut 10

`shadow.c` keeps a copy of each file as it was at its last flush; at the cut, that copy is the disk. Killing a process
cannot tell a safe setting from an unsafe one, for the system's own memory survives it. The control runs with
`synchronous=NORMAL` and has to lose answers: otherwise this test is broken.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.soak.killing import Tally, Writers, a_place
from benchmarks.soak.results import Result, short_of

GOAL = "0 acknowledged answers lost in 200 simulated power cuts"
CYCLES = 200
UNSAFE = "PRAGMA synchronous=NORMAL"
SOURCE = Path(__file__).with_name("shadow.c")


def run(minutes: float) -> Result:
    safe = cut_power(CYCLES, minutes=minutes / 2)
    unsafe = cut_power(CYCLES, setting=UNSAFE, minutes=minutes / 2)
    return Result(
        section="power cut",
        goal=GOAL,
        measured=f"{safe}{short_of(safe.cycles, CYCLES)}",
        passed=safe.lost == safe.broken == 0 and safe.cycles == CYCLES and unsafe.lost > 0,
        control=f"synchronous=NORMAL: {unsafe}",
    )


def cut_power(cycles: int, *, setting: str = "", minutes: float = 5) -> Tally:
    """Fewer cycles where the time is over."""
    tally, began = Tally(), time.monotonic()
    with a_place() as (world, handle), tempfile.TemporaryDirectory() as folder:
        disk = _Disk(Path(folder), Path(world.database.removeprefix("sqlite:///")))
        environment = {**world.environment, "LD_PRELOAD": str(disk.library), "SHADOW": str(disk.shadow)}
        with Writers(environment, handle, Path(folder) / "acknowledged", setting) as writers:
            gone: set[str] = set()
            while tally.cycles < cycles and time.monotonic() - began < 60 * minutes:
                writers.kill(writers.start())
                disk.cut()
                there = disk.keys()
                acknowledged = writers.keys() - gone
                missing = acknowledged - there if there is not None else acknowledged
                gone |= missing
                tally.cycles += 1
                tally.broken += there is None
                tally.lost += len(missing)
            tally.acknowledged = len(writers.keys())
    return tally


class _Disk:
    """The database's files, and what would be left of them."""

    def __init__(self, folder: Path, database: Path) -> None:
        self.database, self.shadow, self.library = database, folder / "shadow", folder / "shadow.so"
        self.shadow.mkdir()
        build = ["cc", "-O2", "-shared", "-fPIC", "-o", str(self.library), str(SOURCE), "-ldl"]
        subprocess.run(build, check=True)
        self._files = [database.with_name(database.name + ending) for ending in ("", "-wal")]
        self._settle()

    def cut(self) -> None:
        """From now on the disk is what had been flushed."""
        self.database.with_name(self.database.name + "-shm").unlink(missing_ok=True)
        for file in self._files:
            file.unlink(missing_ok=True)
            kept = self.shadow / file.name
            if kept.exists():
                shutil.copyfile(kept, file)

    def keys(self) -> set[str] | None:
        """Those of the answers that are there; None where the file is broken. Leaves the disk flushed."""
        try:
            with closing(sqlite3.connect(self.database)) as opened:
                whole = opened.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
                found = {row[0] for row in opened.execute("SELECT key FROM surveys_response")}
        except sqlite3.DatabaseError:
            return None
        self._settle()
        return found if whole else None

    def _settle(self) -> None:
        with closing(sqlite3.connect(self.database)) as opened:
            opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for file in self._files:
            kept = self.shadow / file.name
            kept.unlink(missing_ok=True)
            if file.exists():
                shutil.copyfile(file, kept)
