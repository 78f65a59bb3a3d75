"""Put what a browser or a spreadsheet might run into every text field, then look at every page and every file.

In a browser the content policy is a second wall. This looks at the first: no page has a tag, an attribute or an address
made of what somebody typed, and no cell of a file begins as a formula does.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import count
from random import Random
from typing import Any
from urllib.parse import urlencode

import openpyxl

from tests.scans.fuzzing import Door, Fuzzer
from tests.scans.knocks import Knock
from tests.scans.page_forms import PageForm

MARK = "zqx"
"""In each tag, attribute and address that is planted, and in nothing of ours."""
MARKUP = (
    *("<{m} a=b>", '"><{m}>', "'><{m}>", "<script>{m}</script>", "</script><{m}>", "</textarea><{m}>", "</title><{m}>"),
    *(
        "<img src=x onerror={m}()>",
        '" onfocus={m}() autofocus="',
        "' onmouseover='{m}()",
        "` onload=`{m}()",
        "x onx={m}",
    ),
    *("<svg onload={m}()>", "<svg><style><img src=x onerror={m}()>", "<math><a xlink:href=javascript:{m}()>x</a>"),
    *(
        "javascript:{m}()",
        "JaVaScRiPt:{m}()",
        "java\tscript:{m}()",
        "data:text/html,<{m}>",
        "vbscript:{m}",
        "//{m}.example/",
    ),
    *("<a href=javascript:{m}()>x</a>", "[x](javascript:{m}())", "<https://{m}.example>", "<!--<{m}>-->", "--><{m}>"),
    *("<iframe srcdoc='<{m}>'>", "<base href=//{m}.example/>", "<meta http-equiv=refresh content=0;url=//{m}.example>"),
    *("&lt;{m}&gt;<{m}>", "\\u003c{m}\\u003e", "%3C{m}%3E", "{{{{{m}}}}}", "<{m}\x0c>", "\ufe64{m}\ufe65"),
)
ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
WORKED_OUT = ("1+1", "cmd|'/C calc'!A0", 'HYPERLINK("http://a.example","a")', "SUM(1+9)*cmd|' /C calc'!A0")
FORMULAS = (*(act + words for act in ACTS for words in WORKED_OUT[:3]), *(f"={words}" for words in WORKED_OUT), "-2+3")
SHEETS = ("text/csv", "spreadsheetml")
ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "xlink:href", "srcset", "poster", "srcdoc"})


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


def markup_in(page: str) -> list[str]:
    """Tags, attributes and addresses of the page that were made of something planted."""
    reading = _Reading()
    reading.feed(page)
    return reading.found


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if MARK in tag:
            self.found.append(f"<{tag}> is a tag")
        for name, value in attrs:
            said = "".join((value or "").lower().split())
            leads = name in ADDRESSES and MARK in said and (":" in said.split(MARK)[0] or said.startswith(f"//{MARK}"))
            if MARK in name or (name.startswith("on") and MARK in said) or (leads and not said.startswith("mailto:")):
                self.found.append(f"{name}={value!r} of <{tag}>")

    def handle_data(self, data: str) -> None:
        if MARK in data and self.get_starttag_text() == "<script>" and self.cdata_elem == "script":
            self.found.append("a script holds what was planted")


def active_cells(content: bytes, kind: str) -> list[str]:
    """Cells that a spreadsheet would work out."""
    if "csv" in kind:
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        return [cell for row in rows for cell in row if cell.startswith(ACTS) and not _is_number(cell)]
    book = openpyxl.load_workbook(io.BytesIO(content))
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    return hidden + [str(cell.value) for cell in cells if cell.data_type == "f"] + list(book.defined_names)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
