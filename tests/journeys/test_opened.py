"""A lead opens the report step by step; a pupil hears it on a tablet, a parent reads it on a phone."""

from __future__ import annotations

from io import BytesIO

from playwright.sync_api import Browser, Page, ViewportSize, expect
from pypdf import PdfReader

from tests.journeys.conftest import DESK, Service, follow
from tests.journeys.test_accessibility import faults
from tests.journeys.test_listen import HERE, VOICE, finish, last_said

TABLET: ViewportSize = {"width": 820, "height": 1180}


def test_a_lead_opens_it_a_pupil_hears_it_and_a_parent_reads_it(browser: Browser, page: Page, service: Service) -> None:
    made: dict[str, str] = service.make("made", module="make_openings")
    desk = browser.new_context(viewport=DESK, base_url=service.staff, reduced_motion="reduce")
    desk.add_cookies([{"name": made["cookie"], "value": made["lead"], "url": service.staff}])
    lead = desk.new_page()
    lead.goto(made["report"])
    follow(lead.get_by_role("link", name="Open it to staff, governors, pupils and families"))
    assert faults(lead) == []

    opened = {name: opened_to(lead, name) for name in ("Staff", "Governors", "Pupils", "Families")}
    print_on_one_side(lead, opened["Governors"])
    desk.close()

    heard_by_a_pupil(browser, opened["Pupils"])
    page.goto(opened["Families"])
    expect(page.get_by_role("heading", name="What we heard")).to_be_visible()
    expect(page.get_by_text("Words for families.")).to_be_visible()
    assert page.context.cookies() == []
    assert faults(page) == []


def opened_to(lead: Page, name: str) -> str:
    """Looked at with words, opened from there; the address."""
    words = f"Words for {name.lower()}."
    lead.get_by_role("link", name=name).last.click()
    lead.get_by_label("Your own words at the top of the page").fill(words)
    lead.get_by_role("button", name="See it as they will").click()
    expect(lead.get_by_text("Nobody can read it yet.")).to_be_visible()
    expect(lead.get_by_text(words)).to_be_visible()
    assert faults(lead) == []
    lead.get_by_role("button", name=f"Open it to {name.lower()}").click()
    expect(lead.get_by_text(f"It is open to {name.lower()} now.")).to_be_visible()
    assert faults(lead) == []
    square = lead.locator(".bm-open__qr svg")
    assert square.get_attribute("viewBox"), "drawn whole, at whatever size"
    address = lead.locator(".bm-open__address").inner_text()
    follow(lead.get_by_role("link", name="All four steps"))
    return address


def print_on_one_side(lead: Page, address: str) -> None:
    lead.goto(address)
    assert faults(lead) == []
    assert len(PdfReader(BytesIO(lead.pdf(format="A4"))).pages) == 1


def heard_by_a_pupil(browser: Browser, address: str) -> None:
    tablet = browser.new_context(viewport=TABLET, has_touch=True, reduced_motion="reduce")
    tablet.add_init_script(f"({VOICE})({[HERE]!r})".replace("True", "true"))
    page = tablet.new_page()
    page.goto(address)
    expect(page.get_by_role("button", name="Read it all to me")).to_be_visible()
    page.get_by_role("listitem").get_by_role("button", name="Listen").first.click()
    assert last_said(page).startswith(page.locator(".bm-kids__share").first.inner_text().split("\n")[0][:20])
    expect(page.locator(".bm-now-read")).to_have_count(1)
    page.get_by_role("button", name="Read it all to me").click()
    assert last_said(page) == "What you told us"
    finish(page)
    assert last_said(page) == "You told us how school feels. Thank you!"
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".bm-now-read")).to_have_count(0)
    assert faults(page) == []
    tablet.close()


def test_without_a_voice_or_a_script_it_is_a_plain_page(browser: Browser, service: Service) -> None:
    made: dict[str, str] = service.make("made", module="make_openings")
    plain = browser.new_context(base_url=service.staff, java_script_enabled=False)
    plain.add_cookies([{"name": made["cookie"], "value": made["lead"], "url": service.staff}])
    page = plain.new_page()
    page.goto(f"{made['report']}open/pupils/preview/")
    expect(page.locator(".bm-kids__share").first).to_be_visible()
    expect(page.get_by_role("button", name="Listen")).to_have_count(0)
    plain.close()
