"""Pages: each form filled in with markup, each page looked at, in this process and in a real browser."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from tests.journeys.conftest import ARGUMENTS, CHROMIUM
from tests.journeys.running_demo import running_demo
from tests.scans.browser import Seen, plant_over_http, render
from tests.scans.payloads import MARK, markup_in

from benchmarks.soak.fuzzed import fuzzed
from benchmarks.soak.results import Result

GOAL = "content policy on 100 % of responses, 0 third-party requests"
PEOPLE = ("lead@demo.example", "manager@demo.example", "senco@demo.example", "adviser@demo.example")
MOST_FORMS = 500


def run(minutes: float) -> Result:
    planted = fuzzed("markup", seconds=60, processes=1)
    replies = fuzzed("staffs or answering", seconds=15 * minutes, processes=1)
    seen = in_a_browser(60 * minutes / 2)
    inside = planted.get("markup")
    unpoliced = sum(part["unpoliced"] for part in replies.values())
    asked = sum(part["requests"] for part in replies.values())
    errors = sum(part["errors"] for part in planted.values())
    measured = (
        f"{unpoliced} of {asked:,} replies to fuzzed requests without a content policy; {len(seen.faults)} dialogs, "
        f"reports of the policy, requests to others and pages without a policy among {seen.pages} pages and "
        f"{seen.responses:,} responses in Chromium, after {seen.forms} forms filled in with markup of which "
        f"{seen.taken} were taken ({seen.said} pages show some of it, as text); {errors} tags or addresses made of it "
        f"on {inside['pages'] if inside else 0} pages of all routes, after {inside['sent'] if inside else 0} forms"
    )
    caught = len(markup_in(f"<{MARK}><a href='javascript:{MARK}()'>"))
    control = f"{caught} of 2 unescaped pieces of markup are seen"
    passed = not seen.faults and not unpoliced and not errors and seen.said > 0 and asked > 0 and caught == 2
    return Result("pages", GOAL, measured, passed, control)


def in_a_browser(seconds: float) -> Seen:
    seen, home = Seen(), Path(tempfile.mkdtemp(prefix="belonging-pages-"))
    try:
        with running_demo(home) as address, sync_playwright() as playing:
            browser = playing.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for email in PEOPLE:
                part = seconds / len(PEOPLE) / 2
                paths = plant_over_http(address, email, seen, forms=MOST_FORMS, seconds=part)
                render(browser, address, email, paths, seen, seconds=part)
            browser.close()
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return seen
