"""Somebody who has never seen the pages: finds everything by the words on the screen, and takes time over it.

The time is reckoned by the keystroke-level model (S. K. Card, T. P. Moran, A. Newell, "The keystroke-level model for
user performance time with interactive systems", Communications of the ACM 23(7), 1980, 396–410), whose times are those
of an average typist. Reading, which that model leaves out, is added at the speed found by M. Brysbaert, "How many words
do we read per minute?", Journal of Memory and Language 109, 2019: 238 words of English non-fiction a minute.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Download, Locator, Page

CLICK = 1.2
"""Point with the mouse (1.1 s) and press its button (0.1 s)."""
CHARACTER = 0.28
"""One key of an average non-secretary typist."""
HOMING = 0.4
"""The hand goes from the mouse to the keys, and back."""
DECISION = 3.0
"""The mental operator, once a page: where am I, what now? The model has 1.35 s for somebody who knows the page."""
WORDS_A_MINUTE = 238
"""Every word on the screen is read, of headings, buttons and small print too. A sentence that was read before is not
read again, and a number that stands alone (a day in a calendar) is seen at a glance."""
PICKING_A_FILE = 8.0
"""In the computer's own window, which the test does not see."""
SENTENCE = re.compile(r"(?<=[.:?!,]) ")
PICKING_UP_THE_PHONE = 20.0
"""To open the authenticator app; the square is scanned, or the digits are read off."""

ON_THE_SCREEN = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
  while (walker.nextNode()) {
    const piece = walker.currentNode.data.trim(), around = walker.currentNode.parentElement
    const big = around.getBoundingClientRect().width > 1
    if (piece && big && around.checkVisibility({ visibilityProperty: true })) found.push(piece)
  }
  return found
}"""
"""Pieces of text that can be seen. What is there for screen readers alone is one pixel wide."""


@dataclass(slots=True)
class Clock:
    """What somebody has done so far, and for how long they waited for pages."""

    clicks: int = 0
    characters: int = 0
    fields: int = 0
    pages: int = 0
    words: int = 0
    studied: int = 0
    waited: float = 0.0
    elsewhere: float = 0.0

    @property
    def parts(self) -> dict[str, float]:
        """Seconds."""
        return {
            f"{self.clicks} clicks": self.clicks * CLICK,
            f"{self.characters} characters": self.characters * CHARACTER + self.fields * 2 * HOMING,
            f"{self.pages} pages": self.pages * DECISION,
            f"{self.words} words read": self.words * 60 / WORDS_A_MINUTE,
            "phone and files": self.elsewhere,
        }

    @property
    def seconds(self) -> float:
        """Without the time that pages took to come, which is the test machine's as much as ours."""
        return sum(self.parts.values())

    def __str__(self) -> str:
        parts = "; ".join(f"{name} {seconds:.0f} s" for name, seconds in self.parts.items())
        waited = f"Waited for pages: {self.waited:.0f} s"
        studied = f"{self.studied} words of agreements: {self.studied / WORDS_A_MINUTE:.1f} minutes more"
        return f"{self.seconds / 60:.1f} minutes ({parts}). {waited}. {studied}"


@dataclass(slots=True)
class Newcomer:
    page: Page
    clock: Clock = field(default_factory=Clock)
    seen: set[str] = field(default_factory=set)
    page_is: float = 0.0
    widest: int = 0
    widest_at: str = ""

    def open(self, address: str) -> None:
        """An address that somebody has in front of them: typed, or a link in a mail."""
        with self._waiting():
            self.page.goto(address)
        self.look()

    def begin(self) -> None:
        """The time counts from the page that is open, which is read first."""
        self.clock, self.seen = Clock(), set()
        self.look()

    def look(self) -> None:
        """Read what is new on the page."""
        self.page.wait_for_load_state()
        born = float(self.page.evaluate("performance.timeOrigin"))
        if born != self.page_is:
            self.page_is, self.clock.pages = born, self.clock.pages + 1
        wide = int(self.page.evaluate("document.documentElement.scrollWidth"))
        if wide > self.widest:
            self.widest, self.widest_at = wide, f"{self.page.url} is {wide} px wide"
        shown: list[str] = self.page.evaluate(ON_THE_SCREEN)
        sentences = dict.fromkeys(sentence for piece in shown for sentence in SENTENCE.split(piece))
        fresh = [sentence for sentence in sentences if sentence not in self.seen]
        self.seen.update(fresh)
        self.clock.words += sum(len(sentence.split()) for sentence in fresh if not sentence.isdecimal())

    @property
    def text(self) -> str:
        """Everything that can be read on the page."""
        return self.page.locator("body").inner_text()

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    def press(self, words: str) -> None:
        """A button or a link with these words, the last on the page where there are several."""
        self._follow(self._pressed(words))

    def press_first(self, words: str) -> None:
        """The first link on the page that has these words in it."""
        self._follow(self.page.get_by_role("link", name=words).first)

    def study(self, words: str) -> None:
        """Unfold a long text and read all of it. Its words are counted apart: reading them is not clicking."""
        before = self.clock.words
        self.unfold(words)
        self.clock.words, self.clock.studied = before, self.clock.studied + self.clock.words - before

    def unfold(self, words: str) -> None:
        self._click(self.page.get_by_text(words, exact=True))

    def tick(self, words: str) -> None:
        """A box or a choice, by its label."""
        self._click(self.page.get_by_label(words))

    def fill(self, words: str, text: str, group: str = "") -> None:
        """`group`: the words above the field, where several fields are called the same."""
        where: Page | Locator = self.page.get_by_role("group", name=group) if group else self.page
        where.get_by_label(words, exact=True).fill(text)
        self.clock.characters += len(text)
        self.clock.fields += 1

    def choose_file(self, words: str, file: Path) -> None:
        self.page.get_by_label(words).set_input_files(file)
        self.clock.clicks += 1
        self.clock.elsewhere += PICKING_A_FILE

    def download(self, words: str) -> Path:
        """The file that a button or link with these words gives."""
        with self._waiting(), self.page.expect_download(timeout=60_000) as downloading:
            self._pressed(words).click()
        self.clock.clicks += 1
        download: Download = downloading.value
        self.look()
        return Path(download.path())

    def take_the_phone(self) -> str:
        """The key behind the square. A test cannot scan, so it unfolds the key; people need not, and are not timed."""
        words, clicks = self.clock.words, self.clock.clicks
        self.unfold("I cannot scan the square")
        self.clock.words, self.clock.clicks = words, clicks
        self.clock.elsewhere += PICKING_UP_THE_PHONE
        return "".join(self.read(r"the key is:\s+((?:[A-Z2-7]{4}\s+)+)").split())

    def read(self, pattern: str) -> str:
        """What stands on the screen at that place."""
        found = re.search(pattern, self.text)
        assert found, f"{self.page.url} does not say {pattern!r}:\n{self.text}"
        return found[1] if found.groups() else found[0]

    def _pressed(self, words: str) -> Locator:
        page = self.page
        exact = page.get_by_role("button", name=words, exact=True).or_(page.get_by_role("link", name=words, exact=True))
        return exact.last

    def _follow(self, target: Locator) -> None:
        assert target.count(), f"{self.page.url} offers no {target}:\n{self.text}"
        with self._waiting(), self.page.expect_navigation():
            target.click()
        self.clock.clicks += 1
        self.look()

    def _click(self, target: Locator) -> None:
        with self._waiting():
            target.click()
        self.clock.clicks += 1
        self.look()

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.clock.waited += time.monotonic() - began
