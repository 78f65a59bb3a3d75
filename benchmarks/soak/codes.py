"""Slips of the finger, and a whole year group behind one address beside somebody who guesses."""

from __future__ import annotations

import argparse
import json
import secrets
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from belonging.web.surveys.rules.codes import ALPHABET, CodeMistyped, new_code, read_code
from benchmarks.answering import a_world, crowd, served
from benchmarks.soak.results import Result

GOAL = "100 % of single slips and swaps caught on the page; 0 of 120 pupils on one address slowed"
CODES, PUPILS, ROUNDS = 3000, 120, 10


def run(minutes: float) -> Result:
    tried, passed = slips_that_pass(CODES if minutes >= 10 else 100)
    typed_twice, wrong_kept = _control()
    slowed, paused, told = year_group(ROUNDS if minutes >= 10 else 1)
    return Result(
        section="codes",
        goal=GOAL,
        measured=f"{tried:,} slips and swaps, {passed} took for a code; {told}",
        passed=passed == slowed == 0 and wrong_kept and paused > 0,
        control=f"without the check symbol all {typed_twice} slips in seven symbols pass",
    )


def slips_that_pass(codes: int) -> tuple[int, int]:
    """How many wrong codes were tried, and how many of them look right."""
    tried = passed = 0
    for _ in range(codes):
        for wrong in mistyped(new_code()):
            tried += 1
            passed += _looks_right(wrong)
    return tried, passed


def mistyped(code: str) -> Iterator[str]:
    """Every code that differs in one symbol, and every swap of two."""
    for place, symbol in enumerate(code):
        yield from (code[:place] + other + code[place + 1 :] for other in ALPHABET if other != symbol)
    for first in range(len(code)):
        for second in range(first + 1, len(code)):
            if code[first] != code[second]:
                swapped = list(code)
                swapped[first], swapped[second] = swapped[second], swapped[first]
                yield "".join(swapped)


def _looks_right(code: str) -> bool:
    try:
        read_code(code)
    except CodeMistyped:
        return False
    return True


def _control() -> tuple[int, bool]:
    """Seven symbols alone tell no slip: whatever is typed is another code."""
    code = new_code()[:7]
    wrong = {code[:place] + other + code[place + 1 :] for place in range(7) for other in ALPHABET} - {code}
    return len(wrong), len(wrong) == 7 * (len(ALPHABET) - 1)


def year_group(rounds: int) -> tuple[int, int, str]:
    """How many of so many times 120 pupils were refused or made to wait, while somebody at their address guesses; how
    often that browser was paused: a guesser whom nothing stops would show nothing.
    """
    chosen = argparse.Namespace(workers=1, threads=32, connections=PUPILS)
    with a_world(PUPILS * rounds) as world, served(world, chosen) as (port, _):
        over = threading.Event()
        guesses: list[int] = []
        guesser = threading.Thread(target=_guess, args=(port, world.made["handle"], over, guesses))
        guesser.start()
        until = time.monotonic() + 60
        while 429 not in guesses and time.monotonic() < until:
            time.sleep(0.05)
        codes, slowest, refused = list(world.made["codes"]), 0.0, 0
        for number in range(rounds):
            met = crowd(port, world.made, codes[number * PUPILS : (number + 1) * PUPILS], chosen, check=True)
            refused += PUPILS - met["kept"]
            slowest = max(slowest, *met["send"])
        over.set()
        guesser.join()
    told = (
        f"{rounds} times {PUPILS} pupils at once from one address, {refused} refused, slowest check or Send "
        f"{1000 * slowest:.0f} ms, while a browser there tried {len(guesses)} wrong codes and was "
        f"paused {guesses.count(429)} times"
    )
    return refused, guesses.count(429), told


def _guess(port: int, handle: str, over: threading.Event, guesses: list[int]) -> None:
    """One browser with its cookie, as the page counts it. By hand: the cookie is for TLS, which nothing here speaks."""
    cookie, opener = "", urllib.request.build_opener()
    while not over.wait(0.05):
        body = json.dumps({"code": new_code(), "submission_id": secrets.token_hex(16)}).encode()
        head = {"Content-Type": "application/json", "Cookie": cookie}
        request = urllib.request.Request(f"http://127.0.0.1:{port}/r/{handle}/check/", body, head)  # our own
        try:
            with opener.open(request, timeout=10) as reply:
                status, headers = reply.status, reply.headers
        except urllib.error.HTTPError as refusal:
            status, headers = refusal.code, refusal.headers
            refusal.close()
        guesses.append(status)
        cookie = (headers.get("Set-Cookie") or cookie).partition(";")[0]
