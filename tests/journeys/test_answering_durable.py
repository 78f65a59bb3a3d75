"""Many at once, and the plug pulled: each ticket answers once, and what was acknowledged is there."""

from __future__ import annotations

import json
import os
import signal
import threading
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from belonging.web.surveys.rules.codes import receipt_of
from tests.journeys.answering_steps import Round, open_round
from tests.journeys.conftest import Service, await_reply, free_port, started

CYCLES = 5
WRITERS = 4


def send(address: str, **sent: str) -> tuple[int, str]:
    """Status and receipt; status 0 when nobody answered."""
    request = urllib.request.Request(  # noqa: S310  # our own address
        f"{address}send/", json.dumps(sent).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310  # our own address
            return reply.status, json.loads(reply.read())["receipt"].replace("-", "")
    except urllib.error.HTTPError as refusal:
        refusal.close()
        return refusal.code, ""
    except (OSError, ValueError):
        return 0, ""


def test_of_many_sends_at_once_with_one_ticket_one_is_kept(service: Service) -> None:
    here = open_round(service, slips=3)
    for code in here.codes:
        start = threading.Barrier(12)

        def at_once(number: int, code: str = code, start: threading.Barrier = start) -> int:
            start.wait()
            return send(here.address, code=code, submission_id=f"{number % 6:x}" * 32, **{"a-safe": "4"})[0]

        with ThreadPoolExecutor(12) as pool:
            statuses = Counter(pool.map(at_once, range(12)))
        assert statuses[200] in (1, 2), "the winner, and its twin with the same bytes"
        assert statuses[200] + statuses[409] == 12
    assert len(here.rows()) == 3


def test_one_person_pressing_send_many_times_is_kept_once(service: Service) -> None:
    here = open_round(service, "parent_v1")
    with ThreadPoolExecutor(8) as pool:
        replies = set(
            pool.map(lambda _: send(here.address, submission_id="ab" * 16, **{"a-child_safe": "5"}), range(40))
        )

    assert replies == {(200, receipt_of("ab" * 16))}
    assert len(here.rows()) == 1


class Server:
    """An answering process of its own on the service's database, to be killed without warning."""

    def __init__(self, service: Service, log: Path) -> None:
        self.service, self.log, self.port = service, log, free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        own_group = {**self.service.environment}
        self.process = started("belonging.web.config.answering_wsgi", self.port, self.log, own_group)
        await_reply(f"{self.address}/", self.log)

    def kill(self) -> None:
        workers = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for pid in [self.process.pid, *map(int, workers)]:
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


@pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="finds the server's workers in /proc, which is Linux's"
)
def test_no_acknowledged_answer_is_lost_when_the_process_is_killed(service: Service, tmp_path: Path) -> None:
    here = open_round(service, "staff_v1")
    server = Server(service, tmp_path / "killed.log")
    acknowledged: list[str] = []
    for cycle in range(CYCLES):
        server.start()
        acknowledged += load_until_killed(server, Round(service, here.handle, []), cycle)
    server.start()
    address = f"{server.address}/r/{here.handle}/"
    again = {number: send(address, submission_id=number, **{"a-staff_belong": "5"}) for number in acknowledged}
    server.kill()

    assert len(acknowledged) > CYCLES
    assert {number: reply for number, reply in again.items() if reply != (200, receipt_of(number))} == {}
    assert len(here.rows()) >= len(acknowledged)


def load_until_killed(server: Server, here: Round, cycle: int) -> list[str]:
    """Send from several writers until the process is killed in their midst; what was acknowledged."""
    address = f"{server.address}/r/{here.handle}/"
    enough = threading.Semaphore(0)

    def write(writer: int) -> list[str]:
        kept: list[str] = []
        for number in range(10_000):
            submission_id = f"{cycle:08x}{writer:08x}{number:016x}"
            if send(address, submission_id=submission_id, **{"a-staff_belong": "5"})[0] != 200:
                return kept
            kept.append(submission_id)
            enough.release()
        return kept

    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write, writer) for writer in range(WRITERS)]
        for _ in range(40):
            enough.acquire(timeout=10)
        server.kill()
        return [number for writer in writers for number in writer.result()]
