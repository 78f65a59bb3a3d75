"""Keeps a few processes running: restarts what dies, replaces or stops all when asked. Knows no Django (memory).

Replacing: each server is joined by its successor behind the same door and goes once that is there, with what it has
begun finished. The worker goes first, between two duties, and another comes. What cannot start replaces nothing.
"""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable, Sequence
from threading import Event
from types import FrameType

from belonging.web.base.errors import Refused
from belonging.web.cli.doors import is_open, opened, refuse_taken
from belonging.web.cli.last_will import LastWill
from belonging.web.cli.processes import Child, Running
from belonging.web.cli.saying import say

__all__ = ["Child", "DidNotStart", "Supervisor", "is_open", "refuse_taken"]

LOOK_EVERY = 0.2
START_WITHIN = 60.0
STOP_WITHIN = 10.0
LEAVE_WITHIN = 40.0
"""All in seconds. LEAVE_WITHIN: for one that is replaced, to finish what it has begun."""
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class DidNotStart(Refused):
    """A process died, or opened no door, before the service was up."""


class Supervisor:
    """`on_replaced` hears after each order to replace all whether every successor came."""

    def __init__(self, children: Sequence[Child], on_replaced: Callable[[bool], object] | None = None) -> None:
        self._children = children
        self._on_replaced = on_replaced
        self._running: list[Running] = []
        self._leaving: list[tuple[Running, float]] = []
        self._doors: list[socket.socket] = []
        self._stop = Event()
        self._replace = Event()
        self._will: LastWill | None = None

    def run(self, on_ready: Callable[[], object] | None = None) -> int:
        """Start all, wait until every one is there, call `on_ready`, keep all running until a signal.

        0 after Ctrl-C, SIGTERM or SIGHUP; SIGUSR2 replaces all. Raises DidNotStart. No child outlives the call, nor
        this process.
        """
        before = [(number, signal.signal(number, self._asked_to_stop)) for number in _STOP_SIGNALS]
        before.append((signal.SIGUSR2, signal.signal(signal.SIGUSR2, self._asked_to_replace)))
        self._will = LastWill()
        try:
            for child in self._children:
                self._running.append(Running(child, self._opened(child)))
                self._name_in_will()
            self._wait_until_all_are_there()
            if on_ready is not None and not self._stop.is_set():
                on_ready()
            while not self._stop.wait(LOOK_EVERY):
                self._look()
                if self._replace.is_set():
                    self._replace.clear()
                    self._replace_all()
            return 0
        finally:
            self._end_all()
            self._will.revoke()
            for number, handler in before:
                signal.signal(number, handler)

    def stop(self) -> None:
        """Make `run` return; may be called from another thread."""
        self._stop.set()

    def replace(self) -> None:
        """Put a new process in each one's place; may be called from another thread."""
        self._replace.set()

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def _asked_to_replace(self, _number: int, _frame: FrameType | None) -> None:
        self._replace.set()

    def _opened(self, child: Child) -> socket.socket | None:
        if child.listens is None:
            return None
        door = opened(*child.listens)
        self._doors.append(door)
        return door

    def _name_in_will(self) -> None:
        if self._will is not None:
            living = [*self._running, *(running for running, _ in self._leaving)]
            self._will.name(running.process.pid for running in living)

    def _wait_until_all_are_there(self) -> None:
        deadline = time.monotonic() + START_WITHIN
        waiting = list(self._running)
        while waiting and not self._stop.is_set():
            for running in self._running:
                if running.has_ended():
                    raise DidNotStart(f"The {running.child.name} process stopped at once. What it said is above.")
            waiting = [running for running in waiting if not running.is_there()]
            if time.monotonic() > deadline:
                raise DidNotStart(f"The {waiting[0].child.name} process did not start within a minute.")
            self._stop.wait(LOOK_EVERY)

    def _look(self, but: Running | None = None) -> None:
        """Start again what died, and let go what has left."""
        changed = [running.revive() for running in self._running if running is not but]
        now = time.monotonic()
        for running, deadline in list(self._leaving):
            if running.has_ended() or now >= deadline:
                running.end(now)
                self._leaving.remove((running, deadline))
                changed.append(True)
        if any(changed):
            self._name_in_will()

    def _replace_all(self) -> None:
        done = all(self._succeed(running) for running in list(self._running))
        if self._on_replaced is not None and not self._stop.is_set():
            self._on_replaced(done)

    def _succeed(self, running: Running) -> bool:
        """Put another process in its place. False where none came: then the one before stays."""
        place = self._running.index(running)
        if running.child.listens is None:
            self._leave(running)
        door = running.door
        successor = Running(running.child, door)
        self._running[place] = successor
        if door is None:
            self._name_in_will()
            return True
        self._leaving.append((running, float("inf")))
        self._name_in_will()
        came = self._came(successor)
        self._leaving.remove((running, float("inf")))
        if not came:
            successor.signal_all(signal.SIGKILL)
            successor.end(time.monotonic())
            self._running[place] = running
            self._name_in_will()
            say(f"No new {running.child.name} process came; the one before goes on.")
            return False
        running.ask_to_go()
        self._leaving.append((running, time.monotonic() + LEAVE_WITHIN))
        return True

    def _came(self, successor: Running) -> bool:
        deadline = time.monotonic() + START_WITHIN
        while not successor.is_there():
            if successor.has_ended() or time.monotonic() > deadline or self._stop.wait(LOOK_EVERY):
                return False
            self._look(but=successor)
        return True

    def _leave(self, running: Running) -> None:
        """Wait until it has gone by itself."""
        running.ask_to_go()
        deadline = time.monotonic() + LEAVE_WITHIN
        while not running.has_ended() and time.monotonic() < deadline and not self._stop.wait(LOOK_EVERY):
            self._look(but=running)
        running.signal_all(signal.SIGKILL)
        running.end(time.monotonic())

    def _end_all(self) -> None:
        living = [*self._running, *(running for running, _ in self._leaving)]
        for running in living:
            running.signal_all(signal.SIGTERM)
        deadline = time.monotonic() + STOP_WITHIN
        for running in living:
            running.end(deadline)
        for door in self._doors:
            door.close()
