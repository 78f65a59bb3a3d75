"""Put what a browser or a spreadsheet might run into every text field, then look at every page and every file.

In a browser the content policy is a second wall. This looks at the first: no page has a tag, an attribute or an address
made of what somebody typed, and no cell of a file begins as a formula does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any
from urllib.parse import urlencode

from tests.scans.fuzzing import Door, Fuzzer
from tests.scans.knocks import Knock
from tests.scans.page_forms import PageForm
from tests.scans.payloads import MARK, active_cells, markup_in

SHEETS = ("text/csv", "spreadsheetml")


@dataclass(slots=True)
class Planted:
    sent: int = 0
    taken: int = 0
    """Replies that led on: what was sent is now stored."""
    pages: int = 0
    files: int = 0
    said: int = 0
    """Pages on which something planted is to be read, as it should be: as text."""
    faults: list[str] = field(default_factory=list)


def plant(fuzzer: Fuzzer, doors: list[Door], payloads: tuple[str, ...], *, rounds: int = 1) -> Planted:
    """Send each form of each door, a payload in each of its text fields; look at what comes back at once."""
    told, turn = Planted(), count(Random(7).randrange(len(payloads)))
    for _ in range(rounds):
        for door in doors:
            for form in door.forms:
                if form.texts and form.method == "POST":
                    filled = _filled(form, payloads, turn)
                    path, _, query = form.action.partition("?")
                    kind = "application/x-www-form-urlencoded"
                    reply = fuzzer.ask(door.actor, Knock("POST", path, query, filled.encode(), kind), keep=True)
                    told.sent += 1
                    told.taken += reply.status_code in (301, 302, 303)
                    _judge(told, f"POST {door.route}", reply)
    return told


def look(fuzzer: Fuzzer, doors: list[Door], told: Planted) -> Planted:
    for door in doors:
        _judge(told, f"GET {door.route}", fuzzer.ask(door.actor, Knock("GET", door.address)))
    return told


def _filled(form: PageForm, payloads: tuple[str, ...], turn: Iterator[int]) -> str:
    """Addresses of mail, and what has to be a number, stay as they are where the form filled them in."""
    made = []
    for name, value in form.fields:
        planted = payloads[next(turn) % len(payloads)].replace("{m}", MARK)
        keeps = name not in form.texts or "@" in value or value.isdigit() or name == "csrfmiddlewaretoken"
        made.append((name, value if keeps else planted))
    return urlencode(made, errors="surrogatepass")


def _judge(told: Planted, where: str, reply: Any) -> None:
    kind = reply.headers.get("Content-Type", "")
    if any(each in kind for each in SHEETS):
        told.files += 1
        told.faults += [f"{where}: {cell!r} is a formula" for cell in active_cells(reply.body, kind)]
    elif "text/html" in kind:
        told.pages += 1
        page = reply.body.decode()
        told.said += MARK in page
        told.faults += [f"{where}: {each}" for each in markup_in(page)]
    for name, value in reply.headers.items():
        if MARK in value.lower() and (name.lower() == "location" and f"//{MARK}" in value):
            told.faults.append(f"{where}: leads to {value}")
