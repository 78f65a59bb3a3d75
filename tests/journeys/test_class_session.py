"""Shared tablets: one child after another, and nothing of the last child remains."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.answering_steps import heading, open_round, receipt
from tests.journeys.class_steps import (
    Class,
    a_class,
    answer,
    begin_with,
    everything_stored,
    finish,
    open_class,
    send,
    tap,
)
from tests.journeys.conftest import DESK, Service


@pytest.fixture
def tablet(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 768, "height": 1024}, has_touch=True, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def room(service: Service) -> Class:
    return a_class(open_round(service, slips=4), 2)


ANSWER, BODY = r"a-safe\":", r"submission_id\":"
"""As they stand in a store; kept pages have the names of the fields, and nobody's choices."""


def nothing_remains(tablet: BrowserContext, page: Page, *secrets: str) -> None:
    """Neither in any store nor behind Back, Forward or a reload."""
    for look in (lambda: None, page.reload, page.go_back, page.go_back, page.go_forward):
        look()
        page.wait_for_load_state()
        stored = everything_stored(tablet, page)
        assert [secret for secret in secrets if secret in stored] == []
        assert page.locator("input:checked[value='4']").count() == 0
        assert page.locator("[data-receipt]").all_inner_texts() in ([], [""])


def some_cards(page: Page) -> None:
    page.locator("[data-yes]").click()
    page.locator("[data-start]").click()
    cards = page.locator("fieldset.card:visible")
    expect(cards).to_be_visible()
    for _ in range(3):
        cards.locator("label.choice").first.click()
        page.locator("[data-next]").click()


def test_children_answer_one_after_another_by_square_typed_code_and_pictures(
    tablet: BrowserContext, room: Class
) -> None:
    here, page = room.here, tablet.new_page()
    open_class(page, room)
    assert room.key not in everything_stored(tablet, page)

    begin_with(page, here, here.codes[0])
    answer(page)
    send(page)
    first = receipt(page)
    finish(page)
    nothing_remains(tablet, page, here.codes[0], first, ANSWER, BODY)

    page.goto(here.address)
    answer(page, choice=1, code=here.codes[1])
    send(page)
    second = receipt(page)
    finish(page)
    nothing_remains(tablet, page, here.codes[1], second, ANSWER, BODY)

    tap(page, room, room.pictures[0])
    answer(page)
    send(page)
    third = receipt(page)
    finish(page)
    expect(heading(page, "Tap your five pictures")).to_be_visible()
    nothing_remains(tablet, page, third, ANSWER, BODY)
    assert len(here.rows()) == 3


def test_a_code_opens_its_own_edition_also_where_the_class_begins_in_another(
    tablet: BrowserContext, room: Class
) -> None:
    """The class of Year 4 begins in Younger; two tickets are of Year 5."""
    here, page = room.here, tablet.new_page()
    open_class(page, room)
    page.get_by_role("link", name="Begin with a code in letters").click()
    expect(page.locator("body.in-younger")).to_be_visible()
    answer(page, code=here.codes[0])
    expect(page.locator("body.in-standard")).to_be_visible()
    send(page)
    finish(page)
    expect(page.locator("body.in-younger [data-yes]")).to_be_visible()

    page.locator("[data-panel] summary").click()
    page.locator("[data-panel] [data-door='pictures']").click()
    expect(page.locator("body.in-pictures")).to_be_visible()
    answer(page, code=here.codes[1])
    expect(page.locator("body.in-pictures")).to_be_visible()


def test_where_a_class_is_ended_or_of_another_questionnaire_people_begin_as_ever(
    tablet: BrowserContext, room: Class
) -> None:
    here, other, page = room.here, open_round(room.here.service, slips=1), tablet.new_page()
    open_class(page, room)
    begin_with(page, other, other.codes[0])
    answer(page)
    send(page)
    finish(page)
    assert page.url == other.address

    page.goto(room.address)
    page.get_by_role("button", name="End the class on this device").click()
    expect(heading(page, "Open a class on this device")).to_be_visible()
    page.goto(f"{here.address}younger/")
    answer(page, code=here.codes[0])
    send(page)
    finish(page)
    assert page.url == here.address


def test_not_today_leaves_nothing_either(tablet: BrowserContext, room: Class) -> None:
    here, page = room.here, tablet.new_page()
    begin_with(page, here, here.codes[0])
    page.locator("[data-no]").click()
    expect(page.locator("[data-state='quiet']")).to_be_visible()
    assert here.codes[0] not in everything_stored(tablet, page)
    page.goto(f"{here.address}#{here.codes[0]}")
    answer(page)
    send(page)
    assert len(here.rows()) == 1


def test_a_receipt_that_nobody_touches_goes_after_three_minutes(tablet: BrowserContext, room: Class) -> None:
    here, page = room.here, tablet.new_page()
    page.clock.install()
    begin_with(page, here, here.codes[0])
    answer(page)
    send(page)
    mine = receipt(page)
    page.clock.run_for("02:50")
    expect(heading(page, "Thank you!")).to_be_visible()
    page.clock.run_for("00:20")
    expect(heading(page, "Thank you!")).to_be_hidden()
    assert mine not in everything_stored(tablet, page)


def test_a_child_who_walked_away_is_cleared_by_the_next_one_in_another_tab(tablet: BrowserContext, room: Class) -> None:
    """A camera opens each square in a tab of its own."""
    here, left = room.here, tablet.new_page()
    open_class(left, room)
    begin_with(left, here, here.codes[0])
    answer(left)
    following = tablet.new_page()
    begin_with(following, here, here.codes[1])

    expect(left.locator("[data-yes]")).to_be_visible()
    assert here.codes[0] not in everything_stored(tablet, left)
    answer(following)
    send(following)
    assert len(here.rows()) == 1


def test_a_tab_that_missed_the_next_child_shows_nothing_of_the_last(tablet: BrowserContext, room: Class) -> None:
    """A page that was left hears of nobody."""
    here, left = room.here, tablet.new_page()
    open_class(left, room)
    begin_with(left, here, here.codes[0])
    some_cards(left)
    left.goto(f"{here.service.answering}/help/")
    begin_with(tablet.new_page(), here, here.codes[1])
    left.go_back()

    expect(left.locator("[data-yes]")).to_be_visible()
    assert left.locator("input[value='4']:checked").count() == 0
    assert here.codes[0] not in everything_stored(tablet, left)


def test_the_adults_page_ends_a_child_who_left_midway(tablet: BrowserContext, room: Class) -> None:
    here, page = room.here, tablet.new_page()
    open_class(page, room)
    begin_with(page, here, here.codes[0])
    some_cards(page)
    page.goto(room.address)
    page.get_by_role("link", name="Begin with a code in letters").click()

    expect(page.locator("[data-yes]")).to_be_visible()
    nothing_remains(tablet, page, here.codes[0], ANSWER)


def test_a_child_who_went_is_asked_for_and_then_cleared(tablet: BrowserContext, room: Class) -> None:
    here, page = room.here, tablet.new_page()
    open_class(page, room)
    page.clock.install()
    begin_with(page, here, here.codes[0])
    some_cards(page)
    card = page.locator("fieldset.card:visible h2").inner_text()
    page.clock.run_for("10:30")
    expect(heading(page, "All your answers are still here")).to_be_focused()
    page.locator("[data-still-on]").click()
    expect(heading(page, card)).to_be_focused()

    page.clock.run_for("10:30")
    expect(heading(page, "All your answers are still here")).to_be_focused()
    assert here.codes[0] in everything_stored(tablet, page)
    page.clock.run_for("05:00")
    expect(page.locator("[data-yes]")).to_be_visible()
    nothing_remains(tablet, page, here.codes[0], ANSWER)


def test_quiet_cards_do_not_come_back_for_the_next_child(tablet: BrowserContext, room: Class) -> None:
    here, page = room.here, tablet.new_page()
    begin_with(page, here, here.codes[0])
    page.locator("[data-no]").click()
    begin_with(page, here, here.codes[1])
    some_cards(page)
    page.locator("[data-back]").click()

    expect(page.locator("fieldset.card:visible")).to_be_visible()
    expect(page.locator("[data-state='quiet']")).to_be_hidden()


def test_answers_that_cannot_be_locked_up_keep_their_tab(tablet: BrowserContext, room: Class) -> None:
    tablet.add_init_script("Object.defineProperty(window.crypto, 'subtle', { value: undefined })")
    here, page = room.here, tablet.new_page()
    page.goto(f"{room.address}#{room.key}")
    page.get_by_role("button", name="Open the class").click()
    expect(page.get_by_text("Ready. From here on")).to_be_visible(timeout=30_000)
    tablet.set_offline(True)
    begin_with(page, here, here.codes[0])
    answer(page)
    page.locator("[data-send-button]").click()
    expect(heading(page, "Your answers have not gone yet")).to_be_visible()
    begin_with(tablet.new_page(), here, here.codes[1])
    page.goto(f"{room.address}pictures/")
    expect(heading(page, "Your answers have not gone yet")).to_be_visible()
    page.goto(room.address)
    page.get_by_role("link", name="Go back to them").click()
    expect(heading(page, "Your answers have not gone yet")).to_be_visible()
    tablet.set_offline(False)

    expect(page.locator("[data-yes]")).to_be_visible(timeout=25_000)
    assert len(here.rows()) == 1


def test_how_a_child_likes_the_page_goes_with_the_child(tablet: BrowserContext, room: Class) -> None:
    here, page = room.here, tablet.new_page()
    begin_with(page, here, here.codes[0])
    page.locator("[data-look-open]").click()
    page.locator("[data-look-panel]").get_by_role("button", name="Dark").click()
    page.locator("[data-look-close]").click()
    assert "dark" in everything_stored(tablet, page)
    answer(page)
    send(page)
    finish(page)
    assert "belonging:look" not in everything_stored(tablet, page)


def test_it_goes_on_the_page_of_pictures_too(tablet: BrowserContext, room: Class) -> None:
    here, page = room.here, tablet.new_page()
    open_class(page, room)
    begin_with(page, here, here.codes[0])
    page.locator("[data-look-open]").click()
    page.locator("[data-look-panel]").get_by_role("button", name="Dark").click()
    tap(page, room, room.pictures[0])

    assert page.locator("html").get_attribute("data-colours") is None
    assert "belonging:look" not in everything_stored(tablet, page)


def test_the_board_shows_the_way_in(browser: Browser, room: Class) -> None:
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(f"{room.address}#{room.key}")
    page.get_by_role("button", name="Open the class").click()
    page.get_by_role("link", name="The page for the board").click()

    expect(heading(page, "4 Maple")).to_be_visible()
    expect(page.get_by_text(room.here.address.partition("://")[2].rstrip("/"), exact=True)).to_be_visible()
    expect(page.get_by_text("Not counted yet").first).to_be_visible()
    page.get_by_text("For the adult", exact=True).click()
    page.get_by_label("How many of these 2 tickets are with pupils?").fill("1")
    page.get_by_role("button", name="Count again").click()
    expect(page.locator(".board__counts dd").first).to_have_text("1")
    context.close()
