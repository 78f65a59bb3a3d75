"""A process that is kept running: how it is started, when it is there, and how it is ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from belonging.web.cli.doors import DOOR, READY, is_open
from belonging.web.cli.saying import say

LONGEST_PAUSE = 30.0
STEADY_AFTER = 20.0
"""In seconds. A process that lived STEADY_AFTER restarts at once; one that keeps dying waits longer each time."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process to keep running.

    `listens`: the (host, port) of a door that the keeper opens for it, and through which its successor lets people in
    too; it says that it is there by one byte for each of its `workers`. `door`: one that it opens itself.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    door: tuple[str, int] | None = None
    listens: tuple[str, int] | None = None
    workers: int = 1


class Running:
    """One child's process, and another in its place when it dies."""

    def __init__(self, child: Child, door: socket.socket | None = None) -> None:
        self.child = child
        self.door = door
        self._deaths = 0
        self._restart_at: float | None = None
        self._word = -1
        self._heard = 0
        self._start()

    def _start(self) -> None:
        self.started = time.monotonic()
        environment = {**os.environ, **self.child.environment}
        passed: tuple[int, ...] = ()
        self._forget_word()
        if self.door is not None:
            self._word, told = os.pipe()
            os.set_blocking(self._word, False)
            passed = (self.door.fileno(), told)
            environment |= {DOOR: str(passed[0]), READY: str(told)}
        # A session of its own: Ctrl-C reaches the keeper alone, and a server's workers go with it.
        self.process = subprocess.Popen(self.child.command, env=environment, start_new_session=True, pass_fds=passed)
        if passed:
            os.close(passed[1])

    def is_there(self) -> bool:
        """Whether it lets people in, where it has a door; any other is there once it runs."""
        if self.door is not None:
            with suppress(BlockingIOError):
                self._heard += len(os.read(self._word, 64))
            return self._heard >= self.child.workers
        return self.child.door is None or is_open(*self.child.door)

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def revive(self) -> bool:
        """Start it again if it died and its pause is over; whether it is another process now."""
        if not self.has_ended():
            return False
        now = time.monotonic()
        if self._restart_at is None:
            steady = now - self.started >= STEADY_AFTER
            self._deaths = 0 if steady else self._deaths + 1
            pause = 0.0 if steady else min(LONGEST_PAUSE, 2.0 ** (self._deaths - 1) / 2)
            self._restart_at = now + pause
            self.signal_all(signal.SIGKILL)
            again = f" in {pause:g} seconds" if pause else ""
            say(f"The {self.child.name} process stopped (code {self.process.returncode}). It starts again{again}.")
        if now < self._restart_at:
            return False
        self._restart_at = None
        self._start()
        return True

    def ask_to_go(self) -> None:
        """It finishes what it has begun and ends; a server tells its own workers."""
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)

    def signal_all(self, number: signal.Signals) -> None:
        """To it and to all that it has started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def end(self, deadline: float) -> None:
        """Wait until it has gone; at the deadline it is made to."""
        try:
            self.process.wait(timeout=max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.signal_all(signal.SIGKILL)
            self.process.wait()
        self._forget_word()

    def _forget_word(self) -> None:
        self._heard = 0
        if self._word >= 0:
            os.close(self._word)
            self._word = -1
