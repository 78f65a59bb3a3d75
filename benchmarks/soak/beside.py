"""What goes on beside the answering: reports are built, answers exported, backups taken, servers killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.answering_costs import held, tree

CLI = (sys.executable, "-m", "belonging.web.cli.main")


@dataclass(slots=True)
class Beside:
    """Commands one after another, again and again, until `end`; how often each was done, and which failed."""

    environment: Mapping[str, str]
    commands: Mapping[str, Sequence[str]]
    done: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        thread = threading.Thread(target=self._work)
        thread.start()
        self._threads.append(thread)

    def end(self) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while not self._over.is_set():
            for name, command in self.commands.items():
                if self._over.is_set():
                    return
                self._once(name, command)

    def _once(self, name: str, command: Sequence[str]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            words = [word.replace("{folder}", folder) for word in command]
            ran = subprocess.run([*CLI, *words], env=dict(self.environment), capture_output=True, check=False)
        if ran.returncode:
            self.failed.append(f"{name}: {ran.stderr.decode().strip()[-200:]}")
        else:
            self.done[name] += 1


@dataclass(slots=True)
class Killer:
    """Kills a server's worker every so many seconds, and looks at the memory of all now and then."""

    server: int
    every: float
    kills: int = 0
    memory: list[tuple[float, float]] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def begin(self) -> None:
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def growth(self) -> tuple[float, float]:
        """Megabytes, middle of the first and of the last fifth of the time."""
        fifth = max(1, len(self.memory) // 5)
        return median(each for _, each in self.memory[:fifth]), median(each for _, each in self.memory[-fifth:])

    def _work(self) -> None:
        began = time.monotonic()
        while not self._over.wait(self.every):
            # Looked at before the kill: a worker of which half is loaded would flatter the figure.
            self.memory.append((time.monotonic() - began, held(tree(self.server))))
            workers = [pid for pid in tree(self.server)[1:] if _serves(pid)]
            if workers:
                with suppress(ProcessLookupError):
                    os.kill(workers[self.kills % len(workers)], signal.SIGKILL)
                    self.kills += 1


def _serves(pid: int) -> bool:
    """A process that takes requests, not one that looks after the others' memory."""
    try:
        return "resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes().decode()
    except OSError:
        return False
