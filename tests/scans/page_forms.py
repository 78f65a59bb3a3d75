"""The forms of a page as a program that fills them in sees them: where they send, and what."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

TYPED = frozenset({"text", "search", "email", "url", "tel", "password", ""})
"""Kinds of an input into which words are typed."""


@dataclass(slots=True)
class PageForm:
    """`fields`: names with what stands in them. `texts`: those into which something is typed. `words`: of these, those
    that take any words: no numbers, no addresses, no trap for programs."""

    action: str
    method: str
    kind: str = "application/x-www-form-urlencoded"
    fields: list[tuple[str, str]] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)


def forms_of(page: str, address: str) -> list[PageForm]:
    """Those that send to this service."""
    reading = _Reading(address)
    reading.feed(page)
    return [each for each in reading.found if each.action.startswith("/")]


class _Reading(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[PageForm] = []
        self._form: PageForm | None = None
        self._select, self._area, self._written = "", "", ""
        self._chosen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        if tag == "form":
            whole = urlsplit(urljoin(self.address, had.get("action", "")))
            action = "" if whole.netloc else whole.path + (f"?{whole.query}" if whole.query else "")
            self._form = PageForm(action, had.get("method", "get").upper())
            self._form.kind = had.get("enctype", self._form.kind)
            self.found.append(self._form)
        elif self._form is None:
            return
        elif tag == "input" or (tag == "button" and had.get("name")):
            self._input(self._form, had)
        elif tag == "textarea":
            self._area, self._written = had.get("name", ""), ""
        elif tag == "select":
            self._select, self._chosen = had.get("name", ""), []
        elif tag == "option" and self._select:
            self._chosen.insert(0 if "selected" in had else len(self._chosen), had.get("value", ""))

    def handle_data(self, data: str) -> None:
        self._written += data if self._area else ""

    def handle_endtag(self, tag: str) -> None:
        if self._form is None:
            return
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._area:
            self._form.fields.append((self._area, self._written))
            self._form.texts.add(self._area)
            self._form.words.add(self._area)
            self._area = ""
        elif tag == "select" and self._select:
            # The first choice of a list is often none: the last one says something.
            self._form.fields.append((self._select, (self._chosen or [""])[0] or (self._chosen or [""])[-1]))
            self._select = ""

    def _input(self, form: PageForm, had: dict[str, str]) -> None:
        name, kind = had.get("name", ""), had.get("type", "")
        if not name:
            return
        if kind == "file":
            form.files.add(name)
        elif kind == "radio" and "checked" not in had and any(name == known for known, _ in form.fields):
            return
        else:
            form.fields.append((name, had.get("value", "on" if kind in ("checkbox", "radio") else "")))
        if kind in TYPED and had.get("autocomplete") != "one-time-code":
            form.texts.add(name)
            if kind in ("", "text", "search") and had.get("inputmode", "text") == "text" and "tabindex" not in had:
                form.words.add(name)
