"""A child chooses to take part or not, rests, and answers in the edition and language that fits."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from belonging.instruments.words import draft
from tests.journeys.answering_steps import Round, button, heading, open_round, past_practice, receipt
from tests.journeys.conftest import Service

FITS = """() => [...document.querySelectorAll("fieldset.card:not([hidden]) .choice:not(.choice--quiet)")]
    .every((choice) => choice.getBoundingClientRect().bottom <= innerHeight)"""


@pytest.fixture(scope="module")
def pupils(service: Service) -> Round:
    return open_round(service, slips=8, year_group="3", drafts=True)


def agree(page: Page, address: str, yes: str = "Yes, I’d like to") -> None:
    page.goto(address)
    button(page, yes).tap()


def to_the_cards(page: Page, pupils: Round, edition: str) -> None:
    agree(page, f"{pupils.address}{edition}/#{pupils.codes.pop()}")
    button(page, "Start").tap()
    past_practice(page)


def test_a_no_looks_like_a_yes_sends_nothing_and_leaves_the_ticket_unused(page: Page, pupils: Round) -> None:
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    code = pupils.codes[-1]
    page.goto(f"{pupils.address}younger/#{code}")
    yes, no = button(page, "Yes, I’d like to").bounding_box(), button(page, "Not today").bounding_box()
    assert yes is not None
    assert no is not None
    assert (yes["width"], yes["height"]) == (no["width"], no["height"])
    button(page, "Not today").tap()
    expect(heading(page, "A quiet time for you")).to_be_visible()
    shown: list[str] = []
    for place in range(1, 13):
        expect(page.locator("[data-place-now]")).to_have_text(f"{place} of 12")
        expect(page.locator("[data-beads] i.now")).to_have_count(1)
        shown.append(page.locator("#quiet h2").inner_text())
        button(page, "Next").locator("visible=true").tap()
    breathe = "Breathe in slowly. Breathe out slowly."
    assert (shown[:2], shown[-1]) == (["A quiet time for you", "How many sounds can you hear?"], breathe)
    assert len(set(shown)) == 12
    expect(heading(page, "Thank you!")).to_be_focused()
    assert code not in page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    button(page, "Finish").locator("visible=true").tap()
    expect(button(page, "Yes, I’d like to")).to_be_visible()
    assert not sent


def test_a_typed_code_leads_to_its_planned_edition(page: Page, pupils: Round) -> None:
    agree(page, pupils.address)
    page.locator("#code").fill(pupils.codes.pop())
    button(page, "Start").tap()
    past_practice(page)
    assert page.url == f"{pupils.address}younger/"
    for choice in ("Not much", "Most of the time"):
        page.locator("fieldset.card:visible label.choice").filter(has_text=choice).tap()
        button(page, "Next").tap()
    for _ in range(11):
        button(page, "Skip").tap()
    first = page.locator(".chosen li").first
    expect(first).to_contain_text("Not much")
    expect(first.locator("img")).to_have_count(2)
    button(page, "Send").tap()
    receipt(page)
    assert {"belong": 11, "teachers_interested": 13} in [row["answers"] for row in pupils.rows()]


def test_a_rest_covers_everything_and_leads_back_or_out(page: Page, pupils: Round) -> None:
    to_the_cards(page, pupils, "standard")
    page.locator("fieldset.card:visible label.choice").first.tap()
    button(page, "Pause").tap()
    expect(heading(page, "A short rest")).to_be_focused()
    expect(page.get_by_text("All of the time").locator("visible=true")).to_have_count(0)
    button(page, "Go on").tap()
    expect(page.locator("fieldset.card:visible input").first).to_be_checked()
    button(page, "Pause").tap()
    button(page, "Stop for today").tap()
    button(page, "Yes, stop").tap()
    expect(page.locator("[data-place-now]")).to_have_text("1 of 12")
    assert page.locator("input[type=radio]:checked").count() == 0
    assert "a-belong" not in page.evaluate("JSON.stringify({...sessionStorage})")


def test_an_adult_says_that_they_help_and_the_promise_follows(page: Page, pupils: Round) -> None:
    page.goto(f"{pupils.address}#{pupils.codes[-1]}")
    page.get_by_text("For the adult").tap()
    page.get_by_label("Someone reads it to the child").tap()
    button(page, "Yes, I’d like to").tap()
    expect(page.get_by_text("The person helping you will see your answers.")).to_be_visible()
    expect(page.get_by_text("Your teachers and head teacher can’t")).to_be_hidden()


@pytest.mark.parametrize("edition", ["standard", "younger", "pictures", "pictures_two", "easy_read", "sixth_form"])
def test_every_main_choice_is_seen_without_scrolling_on_a_small_phone(page: Page, pupils: Round, edition: str) -> None:
    page.set_viewport_size({"width": 360, "height": 672})  # 640 and the strip that says it is a demo
    agree(page, f"{pupils.address}{edition}/")
    for place in range(12):
        page.evaluate(
            """at => { const cards = [...document.querySelectorAll("[data-counted]")];
            document.querySelectorAll("[data-step]").forEach((step) => { step.hidden = step !== cards[at]; });
            document.querySelector("[data-top]").hidden = false; scrollTo(0, 0); }""",
            place,
        )
        assert page.evaluate(FITS), (edition, place)


def test_urdu_reads_from_right_to_left_and_its_codes_do_not(page: Page, pupils: Round) -> None:
    agree(page, f"{pupils.address}standard/ur/", page_words("choose_yes"))
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.locator("#code").evaluate("node => getComputedStyle(node).direction") == "ltr"
    page.locator("#code").fill("KT7X")
    page.locator("[data-start]").tap()
    said = page.locator("#code-wrong").inner_text()
    assert "8" in said
    assert not any(word in said for word in ("code", "letters", "typed"))


def page_words(key: str) -> str:
    words = draft("answering_v1", "ur")
    assert words is not None
    return words[f"pupil.{key}"]
