"""Killing writers of answers in the midst of it, and counting what they had acknowledged."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.answering import World, a_world

SHORTEST, LONGEST = 0.06, 0.18
"""Seconds that writers live after their first acknowledgement."""


@dataclass(slots=True)
class Tally:
    """Of so many cycles: acknowledged answers, lost ones, files that would not open."""

    cycles: int = 0
    acknowledged: int = 0
    lost: int = 0
    broken: int = 0

    def __str__(self) -> str:
        broken = f", {self.broken} times the file was broken" if self.broken else ""
        return f"{self.cycles} cycles, {self.acknowledged:,} acknowledged, {self.lost:,} lost{broken}"


@contextmanager
def a_place() -> Iterator[tuple[World, str]]:
    """A database with an open round for staff by a link, and the round's handle."""
    with a_world(1, pages=False) as world:
        run = [sys.executable, "-m", "benchmarks.soak.place", "staff_v1"]
        made = subprocess.run(run, env=world.environment, check=True, stdout=subprocess.PIPE).stdout
        yield world, json.loads(made)["handle"]


@dataclass(slots=True)
class Writers:
    """A process that forks writers and is told when. `setting`: what makes the control unsafe. `rest`: seconds that
    each of the four rests after an answer."""

    environment: Mapping[str, str]
    handle: str
    acknowledged: Path
    setting: str = ""
    rest: float = 0.0
    process: subprocess.Popen[str] | None = field(default=None, init=False)

    def __enter__(self) -> Writers:
        words = [self.handle, str(self.acknowledged), str(self.rest), self.setting]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.soak.writer", *words],
            env=dict(self.environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()

    def start(self) -> int:
        """The number of the process that writes, once it has acknowledged something."""
        before = self.acknowledged.stat().st_size if self.acknowledged.exists() else 0
        self._said("go\n")
        child = int(self._heard())
        deadline = time.monotonic() + 30
        while not self.acknowledged.exists() or self.acknowledged.stat().st_size == before:
            if time.monotonic() > deadline:
                raise RuntimeError("The writers acknowledged nothing within 30 seconds")
            time.sleep(0.005)
        return child

    def kill(self, child: int) -> None:
        time.sleep(random.uniform(SHORTEST, LONGEST))
        self.end(child)

    def end(self, child: int) -> None:
        """At once; and wait until it is gone."""
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        self._heard()

    def keys(self) -> set[str]:
        """What was acknowledged until now. A line that was cut off was not."""
        lines = self.acknowledged.read_text("utf-8").split("\n") if self.acknowledged.exists() else [""]
        return {line for line in lines[:-1] if line}

    def _said(self, words: str) -> None:
        if self.process is None or self.process.stdin is None:
            raise RuntimeError("The writers have not been started")
        self.process.stdin.write(words)
        self.process.stdin.flush()

    def _heard(self) -> str:
        if self.process is None or self.process.stdout is None:
            raise RuntimeError("The writers have not been started")
        return self.process.stdout.readline()
