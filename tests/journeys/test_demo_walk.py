"""Every person of the demo, every page that a link leads them to: it opens, fits a phone, and breaks no rule of axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, ConsoleMessage, Error, Page

from belonging.web.home.demo_people import EVERYONE
from tests.journeys.conftest import DESK, PHONE, follow
from tests.journeys.running_demo import running_demo

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
OF_A_PERSON = ("schools/", "programme/", "bodies/", "work/")
"""Pages that differ with who looks."""
DRAWN_LIKE_A_SCHOOLS = {"programme/<slug:cohort>/report/", "bodies/<slug:body>/schools/<slug:of>/<slug:cohort>/"}
"""Long reports: axe takes half a minute for each, and has judged a school's."""
A_LETTER = "/demo/mail/<n>/"
DRAWN = (".png", ".jpg", ".svg", ".mp3")
FILES = (".pdf", "/pdf", ".docx", ".csv", ".xlsx", ".zip", ".txt", ".json", ".toml", ".ics", *DRAWN)


@dataclass(slots=True)
class Walk:
    """One browser through all people. `judged`: routes that axe has seen; `faults`: what was wrong, and where."""

    page: Page
    demo: str
    judged: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    visited: int = 0

    def of(self, person: str) -> None:
        """From where signing in leads, one page of each kind; those that are the same for all, once."""
        self.page.goto(f"{self.demo}/sign-in/")
        follow(self.page.locator(f"button[value='{person}']"))
        waiting, known = [self.page.url], {self.page.url}
        kinds = {route_of(self.page.url)}
        while waiting:
            self.open(waiting.pop(0), person)
            for link in self.links():
                kind = route_of(link)
                if link in known or kind in kinds or kind == "sign-out/":
                    continue
                if kind in self.judged and not kind.startswith(OF_A_PERSON):
                    continue
                known.add(link)
                kinds.add(kind)
                waiting.append(link)

    def open(self, address: str, person: str) -> None:
        where = f"{person.partition('@')[0]}: {urlsplit(address).path}"
        if is_file(address):
            self.fetch(address, where)
            return
        self.page.set_viewport_size(DESK)
        try:
            reply = self.page.goto(address)
        except Error as error:
            if "Download is starting" not in str(error):
                raise
            self.fetch(address, where)
            return
        self.visited += 1
        if reply is None or reply.status != 200:
            self.faults.append(f"{where} answers {reply.status if reply else 'nothing'}")
            return
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            if wide > size["width"]:
                self.faults.append(f"{where} is {wide} px wide at {size['width']}")
        self.judge(address, where)

    def fetch(self, address: str, where: str) -> None:
        """A file is asked for once, whoever is offered it first."""
        if route_of(address) in self.files:
            return
        self.files.add(route_of(address))
        reply = self.page.request.get(address)
        if reply.status != 200:
            self.faults.append(f"{where} answers {reply.status}")

    def judge(self, address: str, where: str) -> None:
        if route_of(address) in self.judged:
            return
        self.judged.add(route_of(address))
        if route_of(address) in DRAWN_LIKE_A_SCHOOLS:
            return
        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", RULES)
        self.faults += [
            f"{where}: {rule['id']}: {node['html'][:160]}" for rule in found["violations"] for node in rule["nodes"]
        ]

    def links(self) -> list[str]:
        """None of a letter: it leads somebody else on."""
        if route_of(self.page.url) == A_LETTER:
            return []
        found: list[str] = self.page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
        here = (link.partition("#")[0] for link in found)
        return [link for link in here if link.startswith(f"{self.demo}/") and "/static/" not in link]


def route_of(address: str) -> str:
    """The template of its path, "schools/<slug:school>/"; the path with its numbers gone for the demo's own pages."""
    path = urlsplit(address).path
    try:
        return resolve(path, "belonging.web.config.urls").route
    except Resolver404:
        return re.sub(r"\d+", "<n>", path)


def is_file(address: str) -> bool:
    return urlsplit(address).path.rstrip("/").endswith(FILES)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_demo(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.fixture
def walk(browser: Browser, demo: str) -> Iterator[Walk]:
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    page = context.new_page()
    walk = Walk(page, demo)

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            walk.faults.append(f"{urlsplit(page.url).path} says: {said.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: walk.faults.append(f"{urlsplit(page.url).path} breaks: {error}"))
    yield walk
    context.close()


def test_everyone_can_open_all_that_they_are_led_to(walk: Walk) -> None:
    for person in EVERYONE:
        walk.of(person.email)
    assert walk.faults == []
    assert walk.visited > 10 * len(EVERYONE)
