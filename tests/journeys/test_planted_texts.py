"""What people type in is shown as they typed it, in a real browser, and nothing of it is run. In full: `make soak`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route

from tests.journeys.running_demo import running_demo
from tests.scans.browser import Seen, plant_over_http, render, watch
from tests.scans.payloads import MARK

pytestmark = pytest.mark.browser
POLICY = {"Content-Security-Policy": "default-src 'none'; script-src 'self'"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_demo(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.mark.parametrize("email", ["lead@demo.example", "manager@demo.example"])
def test_nothing_that_is_typed_is_run(email: str, demo: str, browser: Browser) -> None:
    seen = Seen()
    paths = plant_over_http(demo, email, seen, forms=14, seconds=90)
    render(browser, demo, email, paths[:16], seen, seconds=90)
    assert seen.faults == []
    assert seen.taken > 1
    assert seen.pages > 5
    assert seen.said > 1


@pytest.mark.parametrize(
    ("body", "headers", "told"),
    [
        (f"<script>alert('{MARK}')</script>", {}, f"dialog {MARK}"),
        (f"<script>alert('{MARK}')</script>", POLICY, "POLICY script-src"),
        ("<img src=http://elsewhere.invalid/a.png>", {}, "request to http://elsewhere.invalid/"),
        ("<p>Nothing</p>", {}, "no content policy"),
    ],
)
def test_control_what_is_run_is_told(body: str, headers: dict[str, str], told: str, browser: Browser) -> None:
    def page_of_ours(route: Route) -> None:
        route.fulfill(body=body, headers={"Content-Type": "text/html", **headers})

    page, seen = browser.new_page(), Seen()
    page.route("http://127.0.0.1:1/**", page_of_ours)
    watch(page, "http://127.0.0.1:1", seen)
    page.goto("http://127.0.0.1:1/")
    for _ in range(200):  # some is told a moment after the page is there
        if any(told in fault for fault in seen.faults):
            break
        page.wait_for_timeout(50)
    page.close()
    assert any(told in fault for fault in seen.faults), seen.faults
