"""A person's forms filled in with markup, and a person's pages in a real browser that tells of whatever is run.

Told are dialogs, reports of the content policy, requests to anybody else, and replies without a policy.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import cycle
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit

from playwright.sync_api import Browser, Dialog, Error, Page, Request, Response

from tests.scans.page_forms import PageForm, forms_of
from tests.scans.payloads import MARK, MARKUP, markup_in
from tests.scans.signed_in import Visitor, signed_in

LINK = re.compile(r'href="(/[^"#]*)"')
NUMBER = re.compile(r"(?<=/)(?=[a-z]*\d)[a-z0-9]{6}(?=/)|[A-Z0-9]{4}-[A-Z0-9]{4}|\d+")
"""Or a handle."""
VALUE = re.compile(r"=[^&]*")
LEFT_ALONE = re.compile(r"^/(sign-|account/|static/|demo/)|\.\w+/?$|/(pdf|csv|calendar|file)/")
"""What ends the visit, and what is no page."""
REPORTS = "document.addEventListener('securitypolicyviolation', e => console.error('POLICY ' + e.violatedDirective))"
RUN = tuple(each.replace("{m}()", f"alert('{MARK}')").replace("{m}", MARK) for each in MARKUP)
ANYWHERE = f"'\"><img src=x onerror=alert('{MARK}')>"
"""Is run as text and in either kind of quotes; each of the others is run in its own place alone."""


@dataclass(slots=True)
class Seen:
    forms: int = 0
    taken: int = 0
    pages: int = 0
    responses: int = 0
    said: int = 0
    """Pages on which something planted stands, as text."""
    faults: list[str] = field(default_factory=list)


def plant_over_http(address: str, email: str, seen: Seen, *, forms: int, seconds: float) -> list[str]:
    """Fill in so many forms, following links; returns paths: those to which a form led, then one of each kind seen."""
    visitor, payloads, ends = signed_in(address, email), cycle(RUN), time.monotonic() + seconds
    done, led, paths, most = set[str](), list[str](), list[str](), seen.forms + forms
    for path, page in _pages(visitor, ends):
        paths.append(path)
        for form in forms_of(page, path):
            kind = _kind(form.action)
            if form.method == "POST" and form.texts and kind not in done and not LEFT_ALONE.search(form.action):
                if seen.forms >= most:
                    return led + paths
                done.add(kind)
                seen.forms += 1
                if there := _taken(visitor, form, payloads):
                    seen.taken += 1
                    led.append(there)
    return led + paths


def _pages(visitor: Visitor, ends: float) -> Iterator[tuple[str, str]]:
    waiting, known = ["/work/"], {"/work/"}
    while waiting and time.monotonic() < ends:
        path = waiting.pop(0)
        try:
            page = visitor.get(path)
        except HTTPError:
            continue
        yield path, page
        for link in map(unescape, LINK.findall(page)):
            if _kind(link) not in known and not LEFT_ALONE.search(link):
                known.add(_kind(link))
                waiting.append(link)


def _kind(address: str) -> str:
    """One page shows as much as another that differs in numbers, handles and what is asked for."""
    path, _, asked = address.partition("?")
    return NUMBER.sub("*", path) + VALUE.sub("=", asked)


def _taken(visitor: Visitor, form: PageForm, payloads: Iterator[str]) -> str:
    """Where it led: sent with markup in every field, which is seldom taken, and again as careful as a person."""
    careless = [(name, next(payloads) if name in form.texts else value) for name, value in form.fields]
    careful = {name: next(payloads) + ANYWHERE if name in form.words else v for name, v in reversed(form.fields)}
    emails = {name: f"{name}@elsewhere.example" for name in form.texts if name.endswith("email") and not careful[name]}
    there = ""
    for sent in (careless, list((careful | emails).items())):
        try:
            led = visitor.send(form.action, urlencode(sent).encode())
        except HTTPError:
            continue
        if led and not LEFT_ALONE.search(led):
            there = led
    return there


def render(browser: Browser, address: str, email: str, paths: list[str], seen: Seen, *, seconds: float) -> None:
    """Open each of the paths as that person."""
    context = browser.new_context()
    for cookie in signed_in(address, email).jar:
        context.add_cookies([{"name": cookie.name, "value": cookie.value or "", "url": address}])
    page, ends = context.new_page(), time.monotonic() + seconds
    watch(page, address, seen)
    for path in dict.fromkeys(paths):
        if time.monotonic() > ends:
            break
        try:
            page.goto(urljoin(address, path), wait_until="load")
        except Error as error:
            if "Download is starting" in error.message:
                continue  # a file, and no page
            raise
        seen.pages += 1
        shown = page.content()
        seen.said += MARK in shown
        seen.faults += [f"{each} on {path}" for each in markup_in(shown)]
    context.close()


def watch(page: Page, address: str, seen: Seen) -> None:
    """`address`: that of the service; its second process is on the next port."""
    own = urlsplit(address).hostname

    def replied(reply: Response) -> None:
        seen.responses += 1
        ours = urlsplit(reply.url).scheme == "http" and "/static/" not in reply.url
        if ours and "content-security-policy" not in reply.headers:
            seen.faults.append(f"no content policy on {reply.url}")

    def asked(request: Request) -> None:
        place = urlsplit(request.url)
        if place.hostname != own and place.scheme not in ("data", "blob", "about"):
            seen.faults.append(f"request to {request.url} from {page.url}")

    def spoke(dialog: Dialog) -> None:
        seen.faults.append(f"dialog {dialog.message} on {page.url}")
        dialog.dismiss()

    page.add_init_script(REPORTS)
    page.on("dialog", spoke)
    page.on("console", lambda said: _heard(said.text, page.url, seen))
    page.on("response", replied)
    page.on("request", asked)


def _heard(said: str, where: str, seen: Seen) -> None:
    if said.startswith("POLICY") or "Content Security Policy" in said:
        seen.faults.append(f"{said[:160]} on {where}")
