"""A person's forms filled in with markup, and a person's pages in a real browser that tells of whatever is run.

Told are dialogs, reports of the content policy, requests to anybody else, and replies without a policy.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit

from playwright.sync_api import Browser, Dialog, Page, Request, Response

from tests.scans.page_forms import forms_of
from tests.scans.payloads import MARK, MARKUP
from tests.scans.signed_in import Visitor, signed_in

LINK = re.compile(r'href="(/[^"#]*)"')
NUMBER = re.compile(r"\d+|[a-z0-9]{6}(?=/)")
LEFT_ALONE = re.compile(r"^/(sign-|account/|static/|demo/)|\.\w+/?$|/(pdf|csv|calendar|file)/")
"""What ends the visit, and what is no page."""
REPORTS = "document.addEventListener('securitypolicyviolation', e => console.error('POLICY ' + e.violatedDirective))"
RUN = tuple(each.replace("{m}()", f"alert('{MARK}')").replace("{m}", MARK) for each in MARKUP)


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
    """Fill in so many forms, following links; returns the paths of the pages seen, one of each kind and a few more."""
    visitor, payloads, ends = signed_in(address, email), cycle(RUN), time.monotonic() + seconds
    done, paths = set[str](), list[str]()
    for path, page in _pages(visitor, ends):
        paths.append(path)
        for form in forms_of(page, path):
            kind = NUMBER.sub("*", form.action)
            if form.method == "POST" and form.texts and kind not in done and not LEFT_ALONE.search(form.action):
                if seen.forms >= forms:
                    return paths
                done.add(kind)
                sent = [(n, next(payloads) if n in form.texts and "@" not in v else v) for n, v in form.fields]
                seen.forms += 1
                seen.taken += _taken(visitor, form.action, urlencode(sent).encode())
    return paths


def _pages(visitor: Visitor, ends: float) -> Iterator[tuple[str, str]]:
    waiting, known = ["/work/"], {"/work/"}
    while waiting and time.monotonic() < ends:
        path = waiting.pop(0)
        try:
            page = visitor.get(path)
        except HTTPError:
            continue
        yield path, page
        for link in LINK.findall(page):
            kind = NUMBER.sub("*", link)
            if kind not in known and not LEFT_ALONE.search(link):
                known.add(kind)
                waiting.append(link)


def _taken(visitor: Visitor, path: str, sent: bytes) -> bool:
    try:
        return visitor.send(path, sent) != path
    except HTTPError as refused:
        return refused.code < 400


def render(browser: Browser, address: str, email: str, paths: list[str], seen: Seen, *, seconds: float) -> None:
    """Open each of the paths as that person."""
    context = browser.new_context()
    for cookie in signed_in(address, email).jar:
        context.add_cookies([{"name": cookie.name, "value": cookie.value or "", "url": address}])
    page, ends = context.new_page(), time.monotonic() + seconds
    watch(page, address, seen)
    for path in paths:
        if time.monotonic() > ends:
            break
        page.goto(urljoin(address, path), wait_until="load")
        seen.pages += 1
        seen.said += MARK in page.content()
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
