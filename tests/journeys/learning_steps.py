"""What the journeys of learning and sharing have in common: people in browsers of their own, on phone or desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

from tests.journeys.conftest import DESK, PHONE, Service, follow

TOO_WIDE = """addEventListener("load", () => {
  const wide = document.documentElement.scrollWidth
  if (wide > %d) console.error(`this page is ${wide} px wide`)
})"""


def made(service: Service, maker: str = "", *, module: str = "make_learning", **arguments: object) -> Any:
    """What the maker of that name in that module of this folder made."""
    return service.make(maker, module=module, **arguments)


@dataclass(slots=True)
class People:
    """Opens browsers and watches them: no page may be wider than the screen, and none may complain."""

    browser: Browser
    service: Service
    made: Any = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def on_phone(self, who: str = "", **options: Any) -> Page:
        return self._page(who, {"viewport": PHONE, "has_touch": True, "is_mobile": True, **options})

    def at_desk(self, who: str = "", **options: Any) -> Page:
        return self._page(who, {"viewport": DESK, **options})

    def _page(self, who: str, options: dict[str, Any]) -> Page:
        context = self.browser.new_context(base_url=self.service.staff, reduced_motion="reduce", **options)
        self.contexts.append(context)
        context.add_init_script(TOO_WIDE % options["viewport"]["width"])
        if who:
            value = self.made["people"][who]
            context.add_cookies([{"name": self.made["cookie"], "value": value, "url": self.service.staff}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{page.url} breaks: {error}"))
        page.on("console", lambda said: self._hear(page, said))
        return page

    def _hear(self, page: Page, said: ConsoleMessage) -> None:
        """A form that comes back with what is wrong in it, or a page that is not there, is no fault."""
        if said.type == "error" and "Failed to load resource" not in said.text:
            self.faults.append(f"{page.url} says: {said.text}")


@contextmanager
def watched(browser: Browser, service: Service, given: Any = None) -> Iterator[People]:
    people = People(browser, service, given or {})
    try:
        yield people
        assert not people.faults, people.faults
    finally:
        for context in people.contexts:
            context.close()


def press(where: Page | Locator, words: str) -> None:
    """The button with these words, or the link drawn as one; done when the next page is there, whole."""
    follow(where.get_by_role("button", name=words, exact=True).first)


def press_tab_to(page: Page, words: str) -> None:
    """By the keyboard alone, to the link or button with these words."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == words:
            return
    raise AssertionError(f"{words} is not reached within 40 tab stops of {page.url}")
