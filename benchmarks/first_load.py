"""The first visit to the page that a pupil answers on: bytes, requests, and when it can be used on a slow line.

    python -m benchmarks.first_load                      (a small demo of its own)
    python -m benchmarks.first_load ADDRESS [ADDRESS …]   (addresses of questionnaires, without a code)

Chromium with an empty cache, held to 400 kbit/s and 400 ms for each request. Everything that arrives is counted as it
came over the line, compressed, headers included: page, styles, scripts, letters; pictures and sound apart. Usable:
“Yes, I'd like to” can be pressed. The aim: 60 kB, 3 s, nothing from elsewhere.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright
from tests.journeys.conftest import ARGUMENTS, CHROMIUM, PHONE
from tests.journeys.running_demo import running_demo

from belonging.web.home.demo_file import read_try_it
from benchmarks.measured import machine

KILOBITS, LATENCY = 400, 400
EDITIONS = ("", "younger/", "pictures/", "easy_read/", "sixth_form/")
APART = ("image/", "audio/", "video/")
HEAVY, SLOW = 60_000, 3.0


@dataclass(slots=True)
class Load:
    """One first visit. `seconds`: until it could be used."""

    seconds: float = 0.0
    bytes_of: dict[str, int] = field(default_factory=dict)
    pictures: int = 0
    elsewhere: list[str] = field(default_factory=list)

    @property
    def weight(self) -> int:
        return sum(self.bytes_of.values())


def first_load(browser: Browser, address: str, *, throttled: bool = True) -> Load:
    """Visit with nothing kept, as a tablet does on the first day."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    if throttled:
        speed = KILOBITS * 1000 / 8
        line.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": LATENCY, "downloadThroughput": speed, "uploadThroughput": speed},
        )
    load, kinds = Load(), dict[str, tuple[str, str]]()

    def on_response(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = (event["response"]["url"], event["response"]["mimeType"])

    def on_finished(event: dict[str, Any]) -> None:
        url, kind = kinds.get(event["requestId"], ("", ""))
        if urlsplit(url).netloc != urlsplit(address).netloc:
            load.elsewhere.append(url)
        elif kind.startswith(APART):
            load.pictures += int(event["encodedDataLength"])
        else:
            load.bytes_of[url] = int(event["encodedDataLength"])

    line.on("Network.responseReceived", on_response)
    line.on("Network.loadingFinished", on_finished)
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("[data-yes], [data-start]").locator("visible=true").first.click()
    load.seconds = time.perf_counter() - began
    page.wait_for_load_state("networkidle")
    context.close()
    return load


@contextmanager
def a_demo() -> Iterator[list[str]]:
    with tempfile.TemporaryDirectory() as home, running_demo(Path(home)) as staff:
        try_it = read_try_it(Path(home))
        if try_it is None:
            raise SystemExit("The demo names no questionnaire to answer.")
        port = urlsplit(staff).port or 0
        base = f"http://127.0.0.1:{port + 1}/r/{try_it.pupil_handle}/"
        yield [f"{base}{edition}" for edition in EDITIONS]


def told(addresses: list[str]) -> bool:
    """Print what each weighs and takes; whether all are as light and quick as they should be."""
    good = True
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for address in addresses:
            load = first_load(browser, address)
            good &= load.weight <= HEAVY and load.seconds <= SLOW and not load.elsewhere
            sys.stdout.write(
                f"{urlsplit(address).path:28} {load.weight / 1000:5.1f} kB in {len(load.bytes_of)} requests, "
                f"pictures {load.pictures / 1000:.1f} kB, usable after {load.seconds:.2f} s, "
                f"from elsewhere {len(load.elsewhere)}\n"
            )
        browser.close()
    return good


def main() -> int:
    sys.stdout.write(f"{machine()}\nHeld to {KILOBITS} kbit/s and {LATENCY} ms\n")
    if sys.argv[1:]:
        return 0 if told(sys.argv[1:]) else 1
    with a_demo() as addresses:
        return 0 if told(addresses) else 1


if __name__ == "__main__":
    sys.exit(main())
