"""What axe and a ruler say of the pages that people answer on: any edition, colours, width, and state of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.answering_steps import Round

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
ENHANCED = "color-contrast-enhanced"
COLOURS = ("", "white", "dark", "strong")
WIDTHS: tuple[ViewportSize, ...] = (
    {"width": 360, "height": 640},
    {"width": 768, "height": 1024},
    {"width": 1280, "height": 800},
)
EDITIONS = ("standard", "younger", "pictures", "pictures_two", "easy_read", "sixth_form")
LARGE, LARGEST = 44, 64
AXE = """([tags, enhanced]) => axe.run(document, {
  runOnly: tags, rules: { [enhanced]: { enabled: true } }, resultTypes: ['violations'],
})"""
SMALL = """([large, largest]) => {
  const youngest = document.body.classList.contains("youngest");
  const seen = (one) => one.getClientRects().length && !one.closest("details:not([open]) > :not(summary)");
  const said = (one) => one.textContent.trim();
  const inSentence = (one) => one.matches("p a, li a") && said(one.parentElement) !== said(one);
  const box = (one) => (one.closest("label") || one).getBoundingClientRect();
  return [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), textarea")]
    .filter((one) => seen(one) && !inSentence(one) && !one.matches(".jump"))
    .map((one) => [one, box(one), youngest && one.closest(".choice, .moves") ? largest : large])
    .filter(([, { width, height }, least]) => width < least - 0.5 || height < least - 0.5)
    .map(([one, { width, height }]) => `${Math.round(width)}×${Math.round(height)} ${one.outerHTML.slice(0, 120)}`);
}"""


@dataclass(frozen=True, slots=True)
class Seen:
    """One way of looking at a page."""

    colours: str
    size: ViewportSize

    def __str__(self) -> str:
        return f"{self.colours or 'cream'}, {self.size['width']} px"


ALL_WAYS = tuple(Seen(colours, size) for colours in COLOURS for size in WIDTHS)


def faults(page: Page, ways: tuple[Seen, ...], *, adult: bool = False) -> list[str]:
    """What breaks WCAG 2.2 AA; on pupils' pages also its AAA contrast, and the size of what is touched."""
    page.wait_for_load_state()  # what was waited for may stand there before the rest
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    found = []
    for way in ways:
        page.set_viewport_size(way.size)
        page.evaluate("(colours) => { document.documentElement.dataset.colours = colours; }", way.colours)
        rules = page.evaluate(AXE, [RULES, ENHANCED])
        found += [
            f"{page.url}, {way}: {rule['id']}\n{node['html'][:200]}\n{node['failureSummary']}"
            for rule in rules["violations"]
            for node in rule["nodes"]
            if not (adult and rule["id"] == ENHANCED)
        ]
        found += [f"{page.url}, {way}: {small}" for small in page.evaluate(SMALL, [LARGE, LARGEST])]
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{page.url}, {way}: {wide} px wide"] if wide > way.size["width"] else []
    return found


def states(page: Page, here: Round, path: str, code: str, *, network: bool = False) -> Iterator[str]:
    """Go through a pupil's questionnaire to its receipt; gives each state of the page while it stands.

    Without `network` the first Send is lost on its way.
    """
    page.goto(f"{here.address}{path}#{code}")
    yield "choosing"
    page.locator("[data-yes]").click()
    yield "what is private"
    page.locator("[data-start]").click()
    expect(page.locator("[data-practice]")).to_be_visible()
    yield "practice"
    page.locator("[data-next]").click()
    page.locator("fieldset.card:visible label.choice").first.click()
    page.locator("fieldset.card:visible summary").first.click()
    yield "a card"
    page.locator("[data-look-open]").click()
    yield "look and sound"
    page.locator("[data-look-close]").click()
    page.locator("[data-pause]").click()
    yield "pause"
    page.locator("[data-state=pause] [data-go-on]").click()
    while page.locator("[data-next]").is_visible():
        page.locator("[data-next]").click()
    yield "check"
    if not network:
        page.route("**/send/", lambda route: route.abort())
    page.locator("[data-send-button]").click()
    expect(page.locator("[data-state=trouble], [data-state=receipt]").locator("visible=true")).to_have_count(1)
    if not network:
        yield "not gone yet"
        page.unroute("**/send/")
    if page.locator("[data-retry]").is_visible():
        page.locator("[data-retry]").click()
    expect(page.locator("[data-state=receipt]")).to_be_visible()
    yield "receipt"
