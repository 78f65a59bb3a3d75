"""Answers that are sent without a pause while every server process is replaced again and again.

The control is a restart as it was before: one server is stopped and another started: who knocks meanwhile is refused.
"""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Lock, Thread

from tests.journeys.conftest import await_reply, free_port

from belonging.web.cli.processes import Child
from belonging.web.cli.serve import Serving, children
from belonging.web.cli.supervisor import Supervisor
from benchmarks.answering import World, a_world, stored
from benchmarks.soak.results import Result, short_of

GOAL = "0 lost, 0 doubled and 0 refused while every process is replaced under load"
RESTARTS = 40
CLIENTS = 8
TICKETS = 60_000
AGAIN = 5
"""Times that a send which nobody answered is sent again, the same bytes."""
CONTROL_RESTARTS = 12
FOR_CONTROL = 4
"""One ticket in so many is the control's: one that has nothing to send shows nothing."""
GRANIAN = (
    sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws", "--runtime-mode", "st",
    "--log-level", "error", "--workers-kill-timeout", "20",
)  # fmt: skip


@dataclass
class Sending:
    """Tickets that are sent one after another, each on a connection of its own."""

    port: int
    path: str
    codes: Iterator[str]
    stop: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)
    kept: int = 0
    refused: int = 0
    closed: int = 0
    lost: int = 0

    def work(self) -> None:
        while not self.stop.is_set():
            with self.lock:
                code = next(self.codes, "")
            if not code:
                return
            body = json.dumps({"code": code, "submission_id": secrets.token_hex(16), "a-safe": "4"})
            kept = self._sent(body)
            with self.lock:
                self.kept += kept
                self.lost += not kept

    def _sent(self, body: str) -> bool:
        for _ in range(AGAIN):
            asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                asking.request("POST", self.path, body=body, headers={"Content-Type": "application/json"})
                reply = asking.getresponse()
                if reply.status == 200 and json.loads(reply.read())["outcome"] == "kept":
                    return True
            except (OSError, http.client.HTTPException) as error:
                is_refused = isinstance(error, ConnectionRefusedError)
                with self.lock:
                    self.refused += is_refused
                    self.closed += not is_refused
                time.sleep(0.05)
            finally:
                asking.close()
        return False


def run(minutes: float, restarts: int = RESTARTS, control_restarts: int = CONTROL_RESTARTS) -> Result:
    with a_world(TICKETS if minutes > 1 else 3000) as world:
        began = time.monotonic()
        codes = list(world.made["codes"])
        own = len(codes) - len(codes) // FOR_CONTROL
        ours = _replaced_by_keeper(world, iter(codes[:own]), restarts, began + 40 * minutes)
        there = stored(world)
        control = _stopped_and_started(world, iter(codes[own:]), control_restarts, began + 55 * minutes)
    done, sending = ours
    fine = sending.refused == 0 and sending.lost == 0 and there == sending.kept
    took = time.monotonic() - began
    return Result(
        section="rolling restart",
        goal=GOAL,
        measured=f"{done} times every server process replaced while {sending.kept:,} answers came in, {CLIENTS} at a "
        f"time: {sending.refused} refused, {sending.closed} closed unread and sent again, {sending.lost} lost, "
        f"{there - sending.kept} doubled ({took:.0f} s){short_of(done, restarts)}",
        passed=fine and sending.kept > 0 and done >= restarts and says_something(*control),
        control=f"stopped and started, {control[1].refused} connections refused in {control[0]} restarts and "
        f"{control[1].kept:,} sends; sent again, {control[1].lost} lost"
        f"{'' if says_something(*control) else ': no control, as it sent nothing or nothing was refused'}",
    )


def says_something(restarts: int, sending: Sending) -> bool:
    """Whether the control ran and failed as it must. One that sent nothing has not."""
    return restarts > 0 and sending.kept > 0 and sending.refused > 0


def _child(world: World, port: int) -> Child:
    child = next(each for each in children(Serving(answering_port=port)) if each.name == "answering")
    settings = {"DJANGO_SETTINGS_MODULE": "belonging.web.config.answering_settings"}
    return replace(child, environment={**child.environment, **world.environment, **settings})


def _under_load(world: World, port: int, codes: Iterator[str], restart: Callable[[int], bool]) -> tuple[int, Sending]:
    """`restart(nth)` is asked for as long as it says that there is another."""
    sending, done = Sending(port, f"/r/{world.made['handle']}/send/", codes), 0
    with ThreadPoolExecutor(CLIENTS) as pool:
        working = [pool.submit(sending.work) for _ in range(CLIENTS)]
        try:
            while restart(done):
                done += 1
        finally:
            sending.stop.set()
        for each in working:
            each.result()
    return done, sending


def _replaced_by_keeper(world: World, codes: Iterator[str], restarts: int, until: float) -> tuple[int, Sending]:
    port = free_port()
    replaced: list[bool] = []
    found: list[tuple[int, Sending]] = []
    keeper = Supervisor([_child(world, port)], on_replaced=replaced.append)

    def restart(nth: int) -> bool:
        if nth >= restarts or time.monotonic() > until:
            return False
        os.kill(os.getpid(), signal.SIGUSR2)
        while len(replaced) == nth:
            time.sleep(0.05)
        return replaced[-1]

    def work() -> None:
        found.append(_under_load(world, port, codes, restart))
        keeper.stop()

    keeper.run(Thread(target=work).start)
    return found[0]


def _stopped_and_started(world: World, codes: Iterator[str], restarts: int, until: float) -> tuple[int, Sending]:
    port = free_port()
    log = Path(world.environment["BELONGING_HOME"]) / "control.log"
    running = [_own(world, port)]
    await_reply(f"http://127.0.0.1:{port}/", log)

    def restart(nth: int) -> bool:
        if nth >= restarts or time.monotonic() > until:
            return False
        before = running.pop(0)
        before.terminate()
        before.wait(timeout=60)
        running.append(_own(world, port))
        while not _listening(port) and time.monotonic() < until:
            time.sleep(0.1)
        return True

    try:
        return _under_load(world, port, codes, restart)
    finally:
        for process in running:
            process.terminate()
            process.wait(timeout=60)


def _listening(port: int) -> bool:
    """Whether a socket listens on this port: asked of the kernel, not by a connection that would be counted."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text("utf-8").splitlines()[1:]]
    return any(row[3] == "0A" and int(row[1].rpartition(":")[2], 16) == port for row in rows)


def _own(world: World, port: int) -> subprocess.Popen[bytes]:
    words = ("--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "32")
    environment = {**os.environ, **_child(world, port).environment}
    return subprocess.Popen((*GRANIAN, *words, "belonging.web.config.answering_wsgi:application"), env=environment)


if __name__ == "__main__":
    print(run(float(sys.argv[1]) if len(sys.argv) > 1 else 10))
