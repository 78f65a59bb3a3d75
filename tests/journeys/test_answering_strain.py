"""The answering process as `serve` starts it: half-sent uploads, a class behind one address, sends that come twice.

`make soak` does the same with a school and 100,000 sends (benchmarks/answering_siege.py).
"""

from __future__ import annotations

import json
import random
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from belonging.web.cli.serve import Serving, children
from belonging.web.surveys.rules.codes import receipt_of
from tests.journeys.answering_steps import Round, open_round
from tests.journeys.conftest import ROOT, Service, await_reply, free_port
from tests.journeys.test_answering_durable import send

TABLETS = 8


@pytest.fixture
def answering(service: Service, tmp_path: Path) -> Iterator[Service]:
    """The service, with an answering process of its own beside it."""
    port = free_port()
    child = next(each for each in children(Serving(answering_port=port)) if each.name == "answering")
    log = tmp_path / "answering.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            child.command,
            env={**service.environment, "MALLOC_ARENA_MAX": "2"},
            cwd=ROOT,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        await_reply(f"{address}/", log)
        yield Service(address, service.staff, service.home, service.environment, service.maker)
    finally:
        process.terminate()
        process.wait(timeout=30)


def half_sent(here: Round) -> socket.socket:
    """An upload that stops in the middle."""
    port = int(here.service.answering.rpartition(":")[2])
    half = socket.create_connection(("127.0.0.1", port))
    half.sendall(
        f"POST /r/{here.handle}/send/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\n".encode()
        + json.dumps({"code": here.codes[0]}).encode()
    )
    return half


def test_a_class_answers_beside_ten_half_sent_uploads_and_each_ticket_once(answering: Service) -> None:
    """Two tabs for each ticket, each Send four times over, whatever became of its reply."""
    here = open_round(answering, slips=30)
    held = [half_sent(here) for _ in range(10)]
    sends = [(code, f"{tab}{nth:031x}") for nth, code in enumerate(here.codes) for tab in "ab" for _ in range(4)]
    random.Random(7).shuffle(sends)

    def tablet(nth: int) -> list[tuple[str, int, str]]:
        return [
            (number, *send(here.address, code=code, submission_id=number, **{"a-safe": "4"}))
            for code, number in sends[nth::TABLETS]
        ]

    with ThreadPoolExecutor(TABLETS) as pool:
        replies = [reply for part in pool.map(tablet, range(TABLETS)) for reply in part]
    for half in held:
        half.close()

    assert Counter(status for _, status, _ in replies) == {200: 120, 409: 120}
    kept = {number: receipt for number, status, receipt in replies if status == 200}
    assert kept == {number: receipt_of(number) for number in kept}
    assert len(kept) == len(here.rows()) == 30
