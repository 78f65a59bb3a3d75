"""Answering under strain: half-sent uploads, a school's hour, and sends that come twice.

    python -m benchmarks.answering_siege [--seconds 600] [--pupils 1800] [--sends 100000] [--minutes 30]
    python -m tests.postgres python -m benchmarks.answering_siege ...

1. Ten uploads that stop in the middle are held open, while others answer.
2. So many pupils, all from one address, ask about their code, load the page and send within so many seconds.
3. So many sends, in parts: each ticket from two tabs, each tab several times over, half of the replies never read.
   After each part no acknowledged answer is missing and none is there twice. A part begins only within the minutes.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import secrets
import socket
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from belonging.web.cli.serve import Serving
from benchmarks.answering import World, a_world, crowd, served, stored
from benchmarks.measured import machine

HALF_SENT = 10
TABLETS = 16
REPEATS = 10
"""Sends of each ticket: two tabs, five times each."""
PART = 1000
"""Tickets of one part: 10,000 sends."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answering_siege")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--pupils", type=int, default=1800)
    parser.add_argument("--sends", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--connections", type=int, default=60)
    parser.add_argument("--workers", type=int, default=Serving().answering_workers)
    parser.add_argument("--threads", type=int, default=Serving().answering_threads)
    chosen = parser.parse_args(arguments)
    tickets = chosen.sends // REPEATS
    with a_world(100 + chosen.pupils + tickets) as world, served(world, chosen) as (port, _):
        print(machine(), "PostgreSQL" if world.postgres else "SQLite", flush=True)
        codes = list(world.made["codes"])
        crowd(port, world.made, codes[:50], chosen)
        print(beside_half_sent(world, port, codes[50:100], chosen), flush=True)
        print(hour(world, port, codes[100 : 100 + chosen.pupils], chosen), flush=True)
        in_parts(world, port, codes[100 + chosen.pupils :], chosen.minutes)


def in_parts(world: World, port: int, codes: Sequence[str], minutes: float) -> None:
    began, done = time.monotonic(), 0
    for first in range(0, len(codes), PART):
        if time.monotonic() - began > 60 * minutes:
            print(f"The time is over after {done * REPEATS} of {len(codes) * REPEATS} sends", flush=True)
            return
        part = codes[first : first + PART]
        print(exactly_once(world, port, part), flush=True)
        done += len(part)


def beside_half_sent(world: World, port: int, codes: Sequence[str], chosen: argparse.Namespace) -> str:
    """Raises RuntimeError where somebody is not answered."""
    head = f"POST /r/{world.made['handle']}/send/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\n".encode()
    held = []
    for _ in range(HALF_SENT):
        half = socket.create_connection(("127.0.0.1", port))
        half.sendall(head + b'{"code": "' + b"x" * 500)
        held.append(half)
    met = crowd(port, world.made, codes, chosen)
    for half in held:
        half.close()
    return f"{HALF_SENT} half-sent uploads: {met['kept']} answer beside them, p95 of Send {p95(met['send']):.0f} ms"


def hour(world: World, port: int, codes: Sequence[str], chosen: argparse.Namespace) -> str:
    met = crowd(port, world.made, codes, chosen, check=True, seconds=chosen.seconds)
    return (
        f"{len(codes)} pupils in {met['seconds']:.0f} s from one address: p95 page {p95(met['page']):.0f} ms, "
        f"check and Send {p95(met['send']):.0f} ms, slowest {1000 * max(met['send']):.0f} ms; {met['statuses']}"
    )


def exactly_once(world: World, port: int, codes: Sequence[str]) -> str:
    """Raises RuntimeError for an answer that is lost or there twice."""
    before, began = stored(world), time.monotonic()
    sends = [(code, f"{tab}{secrets.token_hex(15)}f") for code in codes for tab in "ab"] * (REPEATS // 2)
    random.Random(1).shuffle(sends)
    with ThreadPoolExecutor(TABLETS) as pool:
        parts = list(pool.map(lambda nth: tablet(world.made, port, sends[nth::TABLETS]), range(TABLETS)))
    receipts: defaultdict[str, set[str]] = defaultdict(set)
    for part in parts:
        for code, receipt in part.items():
            receipts[code].add(receipt)
    # Whose replies were all dropped sends again, as the page does by itself.
    unread = [(code, number) for code, number in sends if code not in receipts]
    for code, receipt in tablet(world.made, port, unread, drops=False).items():
        receipts[code].add(receipt)
    there = stored(world) - before
    twice = sum(len(found) > 1 for found in receipts.values())
    if twice or there != len(codes):
        raise RuntimeError(f"{len(codes)} tickets, {there} answers, {twice} tickets with two receipts")
    return (
        f"{len(sends)} sends of {len(codes)} tickets, half of the replies never read: {there} answers there, "
        f"{len(receipts)} tickets with a receipt, none lost, none twice; {time.monotonic() - began:.0f} s"
    )


def tablet(
    made: Mapping[str, Any], port: int, sends: Sequence[tuple[str, str]], *, drops: bool = True
) -> dict[str, str]:
    """The receipts that were read, by ticket. `drops`: every other reply is not waited for."""
    read: dict[str, str] = {}
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for nth, (code, number) in enumerate(sends):
        body = json.dumps({"code": code, "checked": made["codes"][code], "submission_id": number, "a-safe": "4"})
        connection.request("POST", f"/r/{made['handle']}/send/", body, {"Content-Type": "application/json"})
        if drops and nth % 2:
            connection.close()
            continue
        reply = json.loads(connection.getresponse().read())
        if reply["outcome"] == "kept":
            read[code] = reply["receipt"]
        elif reply["outcome"] != "used":
            raise RuntimeError(f"A send met {reply}")
    connection.close()
    return read


def p95(seconds: Sequence[float]) -> float:
    """In milliseconds."""
    return 1000 * sorted(seconds)[int(0.95 * len(seconds))]


if __name__ == "__main__":
    main()
