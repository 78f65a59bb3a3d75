"""A teacher prints slips by number and from a list, and a class sits with the pictures on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from belonging.web.surveys.rules.pictures import pictures_in
from tests.journeys.answering_steps import agree, answer_all, button, heading, open_round, receipt
from tests.journeys.conftest import DESK, Service, follow
from tests.journeys.running_demo import running_demo
from tests.journeys.test_accessibility import sign_in, the_open_round

LIST = """UPN,Legal Surname,Forename,NC Year,Reg Group,SEN Status,Opt out
A1,Khan,Aisha,4,4 Birch,K,
A2,Ali,Bo,4,4 Birch,N,
A3,Oak,Cy,5,5 Birch,,yes
A4,Zed,Di,5,5 Birch,E,
"""


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
    page.wait_for_load_state()

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
        follow(page.get_by_role("link", name="Print slips for another class"))
    fill_and_press(page, label)
    expect(page.get_by_role("alert").first).to_contain_text("have been made already")


def test_a_lost_connection_is_said_before_anybody_presses_again(demo: str, page: Page) -> None:
    sign_in(page, demo, "own-lead")
    page.goto(f"{the_open_round(page, 'pupil')}slips/")
    page.route("**/slips/", lambda route: route.abort())
    fill_and_press(page, "Ash")
    expect(page.get_by_text("We don’t know whether the slips were made.")).to_be_visible()


def test_a_list_is_checked_and_printed_with_names(demo: str, desk: tuple[Page, bool], tmp_path: Path) -> None:
    page, has_script = desk
    sign_in(page, demo, "own-lead")
    page.goto(f"{the_open_round(page, 'pupil')}slips/")
    page.get_by_role("link", name="Print slips for every class from your list").click()
    broken, good = tmp_path / "broken.csv", tmp_path / "good.csv"
    broken.write_text(LIST.replace("Bo,4", "Bo,four").replace("Birch", f"Birch {has_script}"))
    good.write_text(LIST.replace("Birch", f"Birch {has_script}"))

    page.get_by_label("Your list of pupils").set_input_files(broken)
    button(page, "Look at the list").click()
    expect(page.get_by_text("Row 3: “four” in column D (“NC Year”) is no year group.")).to_be_visible()
    page.get_by_label("Your list of pupils").set_input_files(good)
    button(page, "Look at the list").click()
    expect(page.get_by_text("3 pupils in 2 classes will each get a slip.")).to_be_visible()
    expect(page.get_by_text("1 pupil. They stay on the roll.")).to_be_visible()
    page.wait_for_load_state()  # its script is there too

    with page.expect_download(timeout=60_000) as downloading:
        button(page, "Make the slips").click()
    assert Path(downloading.value.path()).read_bytes().startswith(b"%PDF-")
    if has_script:
        expect(heading(page, "The slips are made")).to_be_focused()
        expect(page.get_by_text("3 slips for 2 classes.")).to_be_visible()


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_a_class_sits_with_pictures_on_one_tablet(service: Service, browser: Browser, has_script: bool) -> None:
    here = open_round(service, slips=1)
    made = service.make("a_class", handle=here.handle, slips=2)
    context = browser.new_context(java_script_enabled=has_script)
    page = context.new_page()
    page.goto(f"{here.address}class/#{made['key']}")
    if not has_script:
        page.get_by_label("Class key").fill(made["key"])
    follow(button(page, "Open the class"))
    follow(page.get_by_role("link", name="Begin with five pictures"))
    for pictures in made["pictures"]:
        _sit(page, pictures, has_script=has_script)
        if not has_script:
            page.goto(f"{here.address}class/pictures/")
    assert len(here.rows()) == 2
    _tap(page, made["pictures"][0], has_script=has_script)
    expect(page.get_by_text("This ticket has been used.")).to_be_visible()
    context.close()


def _tap(page: Page, pictures: str, *, has_script: bool) -> None:
    """Without a script each tap is a page of its own."""
    for name in pictures_in(pictures):
        key = page.locator(".keypad").get_by_role("button", name=name, exact=True)
        if has_script:
            key.click()
        else:
            follow(key)


def _sit(page: Page, pictures: str, *, has_script: bool) -> None:
    expect(heading(page, "Tap your five pictures")).to_be_visible()
    _tap(page, pictures, has_script=has_script)
    if not has_script:
        expect(page.locator("[data-ticket-ready]")).to_be_visible()
        page.locator("[data-send-button]").click()
        expect(heading(page, "Thank you!")).to_be_visible()
        return
    agree(page)
    answer_all(page, 14)
    page.locator("[data-send-button]").click()
    assert receipt(page)
    page.reload()
    assert receipt(page)
    follow(button(page, "Finish"))
