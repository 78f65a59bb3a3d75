"""A whole service beside the tests, and a browser in front of it.

The service has its own folder and SQLite file, and runs as people run it: demo mode, collected static files,
one process for answering and one for staff. One process fills it as the journeys ask: `tests/journeys/maker.py`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.journeys.maker import Maker
from tests.migrated import migrated_file

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}
expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = pytest.mark.skip(reason="Chromium is missing (Debian: apt-get install chromium)")
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if not Path(CHROMIUM).exists():
                item.add_marker(missing)


@dataclass(frozen=True, slots=True)
class Service:
    """Base addresses without a final slash, and the folder that holds everything."""

    answering: str
    staff: str
    home: Path
    environment: dict[str, str]
    maker: Maker

    def make(self, maker: str, *, module: str = "make", **arguments: object) -> Any:
        """What the maker of that name in that module of this folder made."""
        return self.maker.make(module, maker, arguments)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    home = tmp_path_factory.mktemp("service")
    answering, staff = free_port(), free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("BELONGING_")},
        "BELONGING_MODE": "demo",
        "BELONGING_HOME": str(home),
        "BELONGING_ANSWERING_URL": f"http://127.0.0.1:{answering}",
        "BELONGING_STAFF_URL": f"http://127.0.0.1:{staff}",
        "DJANGO_SETTINGS_MODULE": "belonging.web.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    shutil.copyfile(migrated_file(), home / "belonging.sqlite3")
    collect = [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, env=environment, cwd=ROOT, check=True)
    maker = Maker(environment)
    servers = [
        started("belonging.web.config.answering_wsgi", answering, home / "answering.log", environment),
        started("belonging.web.config.wsgi", staff, home / "staff.log", environment),
    ]
    try:
        made = Service(f"http://127.0.0.1:{answering}", f"http://127.0.0.1:{staff}", home, environment, maker)
        await_reply(f"{made.answering}/", home / "answering.log")
        await_reply(f"{made.staff}/", home / "staff.log")
        yield made
    finally:
        maker.stop()
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait(timeout=20)


def started(module: str, port: int, log: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), f"{module}:application"]
    with log.open("wb") as written:
        return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=written, stderr=subprocess.STDOUT)


def await_reply(address: str, log: Path) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  # our own address
        except urllib.error.HTTPError as reply:
            reply.close()
        except OSError:
            time.sleep(0.2)
            continue
        return
    raise AssertionError(f"{address} does not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield launched
    launched.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """360 × 740, by touch; nothing is loaded from elsewhere, and the content policy is never broken."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Iterator[Page]:
    opened = phone.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    yield opened
    assert complaints == []


def follow(way: Locator) -> None:
    """Click what leads to another page; done when that page is there, whole. A click alone may be done before."""
    with way.page.expect_event("load"):
        way.click()
