"""A teacher prints slips: after a mistake the page says that they are made, and pressing again makes no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.answering_steps import button, heading
from tests.journeys.conftest import DESK
from tests.journeys.running_demo import running_demo
from tests.journeys.test_accessibility import sign_in, the_open_round


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_demo(tmp_path_factory.mktemp("slips")) as address:
        yield address


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def desk(browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[Page, bool]]:
    context = browser.new_context(viewport=DESK, java_script_enabled=request.param)
    yield context.new_page(), request.param
    context.close()


def fill_and_press(page: Page, label: str) -> None:
    page.get_by_label("Class or group").fill(label)
    if page.get_by_label("Year group").count():
        page.get_by_label("Year group").select_option(index=1)
    page.locator("input[inputmode=numeric]").first.fill("3")
    button(page, "Make the slips").click()


def test_after_a_mistake_the_slips_are_made_once(demo: str, desk: tuple[Page, bool]) -> None:
    page, has_script = desk
    sign_in(page, demo, "own-lead")
    slips = f"{the_open_round(page, 'pupil')}slips/"
    label = f"Elm {has_script}"
    page.goto(slips)
    button(page, "Make the slips").click()
    expect(page.get_by_role("alert").first).to_be_visible()

    with page.expect_download() as downloading:
        fill_and_press(page, label)
    assert Path(downloading.value.path()).read_bytes().startswith(b"%PDF-")
    if has_script:
        expect(heading(page, "The slips are made")).to_be_focused()
        expect(page.get_by_text(f"3 slips for {label}.")).to_be_visible()
        expect(page.get_by_text("There is a problem")).to_have_count(0)
        with page.expect_download() as again:
            page.get_by_role("link", name="Save the file again").click()
        assert Path(again.value.path()).read_bytes() == Path(downloading.value.path()).read_bytes()
        page.get_by_role("link", name="Print slips for another class").click()
    fill_and_press(page, label)
    expect(page.get_by_role("alert").first).to_contain_text("have been made already")


def test_a_lost_connection_is_said_before_anybody_presses_again(demo: str, page: Page) -> None:
    sign_in(page, demo, "own-lead")
    page.goto(f"{the_open_round(page, 'pupil')}slips/")
    page.route("**/slips/", lambda route: route.abort())
    fill_and_press(page, "Ash")
    expect(page.get_by_text("We don’t know whether the slips were made.")).to_be_visible()
