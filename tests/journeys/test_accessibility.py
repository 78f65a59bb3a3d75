"""Public pages and a lead's, judged by axe against WCAG 2.2 AA: a phone and a desk, light and dark; and reflow.

Everybody else's pages are judged on the way through the demo (test_demo_walk.py), on one screen; those on which people
answer in test_accessibility_answering.py.

What axe finds is a fault; what it cannot find is most of what matters: docs/accessibility.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import resolve
from playwright.sync_api import Browser, Error, Page, ViewportSize, expect

from tests.journeys.conftest import DESK, PHONE, follow
from tests.journeys.running_demo import running_demo

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
Scheme = Literal["light", "dark"]
SEEN_AS: tuple[tuple[ViewportSize, Scheme], ...] = ((PHONE, "light"), (DESK, "light"), (PHONE, "dark"))
NARROWEST: ViewportSize = {"width": 320, "height": 256}
ROLES = ("own-lead",)
A_ROUND = "schools/<slug:school>/rounds/<slug:handle>/"
OF_A_ROLE = {"", "programme/", "schools/<slug:school>/", A_ROUND}
"""Routes whose pages differ with who looks; others are judged once."""
NO_PAGES = (".<slug:kind>", ".pdf", "/pdf/", ".docx", ".csv", ".xlsx", ".zip", ".json", "work/", "sign-out/")
"""Files, and what leads everyone to another page."""
OF_ONE_KIND = 1
"""Pages of one route that one visitor is led to; rounds are all looked at, for each state is another page."""


def faults(page: Page) -> list[str]:
    """What axe says against the page, seen each way, with everything that can be opened open."""
    page.wait_for_load_state()  # what was waited for may stand there before the rest
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.evaluate(AXE_SCRIPT)
    found = sideways(page)
    for size, scheme in SEEN_AS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        rules = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", RULES)
        found += [
            f"{urlsplit(page.url).path}, {size['width']} px, {scheme}: {rule['id']}\n"
            f"{node['html'][:200]}\n{node['failureSummary']}"
            for rule in rules["violations"]
            for node in rule["nodes"]
        ]
    return found


def sideways(page: Page) -> list[str]:
    """WCAG 1.4.10: nothing but a table in its own frame is scrolled sideways at 320 px (1280 px at 400 %)."""
    page.set_viewport_size(NARROWEST)
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{urlsplit(page.url).path} is {wide} px wide at 320"] if wide > NARROWEST["width"] else []


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """axe is put into the page past the content policy; nothing moves, so that no colour is half-way."""
    context = browser.new_context(viewport=PHONE, bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_demo(tmp_path_factory.mktemp("demo")) as address:
        yield address


def sign_in(page: Page, demo: str, role: str) -> None:
    page.goto(f"{demo}/sign-in/")
    follow(page.locator(f"button[value='{role}@demo.example']"))


def walk(page: Page, demo: str) -> Iterator[str]:
    """Follow every link to a page of the demo, a few of each kind; gives each page's route while it is open."""
    waiting, seen, looked = [page.url], {page.url}, Counter[str]()
    while waiting:
        try:
            page.goto(waiting.pop(0))
        except Error as error:
            if "Download is starting" not in str(error):
                raise
            continue  # a file, whatever its address
        yield route_of(page.url)
        for link in page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)"):
            address = link.partition("#")[0]
            if not address.startswith(f"{demo}/") or address in seen:
                continue
            seen.add(address)
            route = route_of(address)
            looked[route] += 1
            if not route.endswith(NO_PAGES) and (looked[route] <= OF_ONE_KIND or route == A_ROUND):
                waiting.append(address)


def route_of(address: str) -> str:
    """The template of its path: "schools/<slug:school>/"."""
    path = urlsplit(address).path
    # The demo's own pages are in no URLconf but the demo's.
    return path if path.startswith("/demo/") else resolve(path, "belonging.web.config.urls").route


def test_axe_is_heard(demo: str, visitor: Page) -> None:
    visitor.goto(demo)
    visitor.evaluate("document.querySelector('h1').innerHTML = '<span style=\"color: #999\">Grey</span><img src=x>'")
    assert {re.findall(r"(?:light|dark): ([\w-]+)", fault)[0] for fault in faults(visitor)} == {
        "color-contrast",
        "image-alt",
    }
    visitor.evaluate("document.querySelector('h1').style.width = '900px'")
    assert len(sideways(visitor)) == 1


def test_no_page_that_a_link_leads_to_breaks_a_rule(demo: str, visitor: Page) -> None:
    found: list[str] = []
    met, judged = set[str](), set[str]()
    visitor.goto(demo)
    for role in ("", *ROLES):
        if role:
            sign_in(visitor, demo, role)
        for route in walk(visitor, demo):
            if visitor.url in judged:
                continue
            met.add(route)
            if route not in OF_A_ROLE:
                judged.add(visitor.url)
            found += faults(visitor)
    assert found == []
    assert {"", "interest/", "schools/<slug:school>/", A_ROUND, f"{A_ROUND}slips/"} <= met


def test_neither_does_what_is_refused(demo: str, visitor: Page) -> None:
    visitor.goto(f"{demo}/no-such-page/")
    found = faults(visitor)
    sign_in(visitor, demo, "own-lead")
    round_ = the_open_round(visitor, "pupil")
    for step in ("open", "slips"):
        visitor.goto(f"{round_}{step}/")
        found += faults(visitor)
        visitor.locator("main form input:not([type=hidden])").first.fill("")
        visitor.locator("main form button").first.click()
        expect(visitor.get_by_role("alert").first).to_be_visible()
        found += faults(visitor)
    assert found == []


def test_a_round_breaks_none_as_it_is_closed_and_sealed(demo: str, visitor: Page) -> None:
    sign_in(visitor, demo, "own-lead")
    visitor.goto(the_open_round(visitor, "parent"))
    found: list[str] = []
    for words in ("Close this questionnaire", "Yes, close it", "Seal it now", "Yes, seal it now"):
        follow(visitor.get_by_role("link", name=words).or_(visitor.get_by_role("button", name=words)).first)
        found += faults(visitor)
    assert found == []


def the_open_round(page: Page, audience: str) -> str:
    """Its address, found from the school's home, where the page is."""
    links = page.locator("a[href*='/rounds/']").evaluate_all("all => all.map(one => one.href)")
    for link in sorted(set(links)):
        page.goto(link)
        words = page.locator("h1").inner_text().lower()
        if audience in words and "open" in words:
            return str(link)
    raise AssertionError(f"No open round of {audience}s among {links}")
