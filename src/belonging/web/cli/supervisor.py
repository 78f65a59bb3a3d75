"""Keeps a few processes running: restarts one that dies, stops all when asked. Knows no Django (memory)."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event
from types import FrameType

from belonging.web.base.errors import Refused
from belonging.web.cli.last_will import LastWill

LOOK_EVERY = 0.2
START_WITHIN = 60.0
STOP_WITHIN = 10.0
LONGEST_PAUSE = 30.0
STEADY_AFTER = 20.0
"""All in seconds. A child that lived STEADY_AFTER restarts at once; one that keeps dying waits longer each time."""


class DidNotStart(Refused):
    """A process died, or opened no door, before the service was up."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process to keep running. `door` is the (host, port) that it opens when it is ready."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    door: tuple[str, int] | None = None


@dataclass(slots=True)
class _Running:
    child: Child
    process: subprocess.Popen[bytes]
    started: float
    deaths: int = 0
    restart_at: float | None = None


class Supervisor:
    def __init__(self, children: Sequence[Child]) -> None:
        self._children = children
        self._running: list[_Running] = []
        self._stop = Event()

    def run(self, on_ready: Callable[[], object] | None = None) -> int:
        """Start all, wait until every door is open, call `on_ready`, keep all running until a signal.

        0 after Ctrl-C, SIGTERM or SIGHUP. Raises DidNotStart. No child outlives the call, nor this process.
        """
        before = [(number, signal.signal(number, self._asked_to_stop)) for number in _STOP_SIGNALS]
        will = LastWill()
        try:
            for child in self._children:
                self._running.append(_Running(child, _start(child), time.monotonic()))
                self._name_in(will)
            self._wait_until_ready()
            if on_ready is not None and not self._stop.is_set():
                on_ready()
            while not self._stop.wait(LOOK_EVERY):
                revived = [_revive(running) for running in self._running]
                if any(revived):
                    self._name_in(will)
            return 0
        finally:
            self._end_all()
            will.revoke()
            for number, handler in before:
                signal.signal(number, handler)

    def stop(self) -> None:
        """Make `run` return; may be called from another thread."""
        self._stop.set()

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def _name_in(self, will: LastWill) -> None:
        will.name(running.process.pid for running in self._running)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_WITHIN
        waiting = [running for running in self._running if running.child.door is not None]
        while waiting and not self._stop.is_set():
            for running in self._running:
                if running.process.poll() is not None:
                    raise DidNotStart(f"The {running.child.name} process stopped at once. What it said is above.")
            waiting = [running for running in waiting if not is_open(*_door(running.child))]
            if time.monotonic() > deadline:
                raise DidNotStart(f"The {waiting[0].child.name} process did not start within a minute.")
            self._stop.wait(LOOK_EVERY)

    def _end_all(self) -> None:
        for running in self._running:
            _signal_group(running.process, signal.SIGTERM)
        deadline = time.monotonic() + STOP_WITHIN
        for running in self._running:
            try:
                running.process.wait(timeout=max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal_group(running.process, signal.SIGKILL)
                running.process.wait()


_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def is_open(host: str, port: int) -> bool:
    """Whether something accepts connections there."""
    with suppress(OSError), socket.create_connection((host, port), timeout=1.0):
        return True
    return False


def refuse_taken(host: str, port: int, option: str) -> None:
    """Raise Refused where the port cannot be had; `option` names what to change."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"Port {port} of {host} cannot be used: {(error.strerror or str(error)).lower()}. "
                f"Stop what uses it, or choose another with {option}."
            ) from error


def _door(child: Child) -> tuple[str, int]:
    if child.door is None:
        raise ValueError(f"{child.name} opens no door")
    return child.door


def _start(child: Child) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches the supervisor alone, and a server's workers go with it.
    return subprocess.Popen(child.command, env={**os.environ, **child.environment}, start_new_session=True)


def _revive(running: _Running) -> bool:
    """Whether it is another process now."""
    if running.process.poll() is None:
        return False
    now = time.monotonic()
    if running.restart_at is None:
        steady = now - running.started >= STEADY_AFTER
        running.deaths = 0 if steady else running.deaths + 1
        pause = 0.0 if steady else min(LONGEST_PAUSE, 2.0 ** (running.deaths - 1) / 2)
        running.restart_at = now + pause
        _signal_group(running.process, signal.SIGKILL)
        sys.stderr.write(f"The {running.child.name} process stopped (code {running.process.returncode}). ")
        sys.stderr.write(f"It starts again in {pause:g} seconds.\n" if pause else "It starts again.\n")
    if now < running.restart_at:
        return False
    running.process, running.started, running.restart_at = _start(running.child), now, None
    return True


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
