"""Reading a page aloud. A headless browser has no voice, so the device's voice is a stub that notes what it is told."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.conftest import ROOT

SCRIPT = ROOT.joinpath("src", "belonging", "web", "home", "static", "home", "listen.js").read_text()
PAGE = """<!doctype html><html lang="en-gb"><body>
<p data-listen="part" hidden><button type="button" data-stop="Stop reading">Listen</button></p>
<section id="part"><h2>In short</h2><ul><li>We don’t ask
 your name.</li><li>You can skip anything.</li></ul></section></body></html>"""
VOICE = """(voices) => {
  const said = (window.said = []);
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  const stub = new EventTarget();
  stub.list = voices;
  stub.getVoices = () => stub.list;
  stub.speak = (words) => { said.push(words); };
  stub.cancel = () => { said.push("cancel"); };
  Object.defineProperty(window, "speechSynthesis", { value: stub });
}"""
HERE = {"lang": "en-GB", "localService": True}
FAR = {"lang": "en-GB", "localService": False}


def given(page: Page, voices: list[dict[str, object]]) -> None:
    page.set_content(PAGE)
    page.evaluate(VOICE, voices)
    page.add_script_tag(content=SCRIPT, type="module")


def last_said(page: Page) -> str:
    return str(page.evaluate("window.said.at(-1).text"))


def finish(page: Page) -> None:
    page.evaluate("window.said.at(-1).onend()")


def test_without_a_voice_of_the_device_there_is_no_button(page: Page) -> None:
    for voices in ([], [FAR], [HERE | {"lang": "fr-FR"}]):
        other = page.context.new_page()
        given(other, voices)
        expect(other.get_by_role("button")).to_have_count(0)


def test_a_voice_that_comes_late_brings_the_button(page: Page) -> None:
    given(page, [])
    expect(page.get_by_role("button", name="Listen")).to_be_hidden()
    page.evaluate(
        "(voice) => { speechSynthesis.list = [voice]; speechSynthesis.dispatchEvent(new Event('voiceschanged')); }",
        HERE,
    )
    expect(page.get_by_role("button", name="Listen")).to_be_visible()


def test_each_piece_is_read_and_marked_in_turn(page: Page) -> None:
    given(page, [FAR, HERE])
    page.get_by_role("button", name="Listen").click()
    expect(page.get_by_role("button", name="Stop reading")).to_be_visible()
    for words in ("In short", "We don’t ask your name.", "You can skip anything."):
        assert last_said(page) == words
        expect(page.locator(".bm-now-read")).to_have_count(1)
        finish(page)
    expect(page.locator(".bm-now-read")).to_have_count(0)
    expect(page.get_by_role("button", name="Listen")).to_be_visible()
    assert page.evaluate("window.said.filter((each) => each.voice && !each.voice.localService).length") == 0


def test_stop_stops_and_a_late_end_reads_no_further(page: Page) -> None:
    given(page, [HERE])
    page.get_by_role("button", name="Listen").click()
    page.evaluate("window.first = window.said.at(-1)")
    page.get_by_role("button", name="Stop reading").click()
    page.evaluate("window.first.onend()")
    assert page.evaluate("window.said.at(-1)") == "cancel"
    expect(page.locator(".bm-now-read")).to_have_count(0)
    expect(page.get_by_role("button", name="Listen")).to_be_visible()
