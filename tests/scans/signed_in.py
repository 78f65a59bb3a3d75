"""Sign in to a running demo by its one click, as a browser does, and keep the cookies."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from http.client import HTTPMessage
from http.cookiejar import CookieJar
from typing import IO

CSRF = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
OPENS = re.compile(r'<form method="post" action="(/[^"?]+)[^"]*">\s*<input[^>]*csrf')


class _Led(urllib.request.HTTPRedirectHandler):
    """Remembers where a reply led."""

    last = ""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        self.last = newurl
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Visitor:
    """One person's browser without a screen."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = CookieJar()
        self._led = _Led()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), self._led)

    def get(self, path: str) -> str:
        with self._opener.open(self.address + path, timeout=60) as reply:
            return str(reply.read().decode(errors="replace"))

    def post(self, page: str, path: str, **fields: str) -> str:
        """`page`: whose form it is, for its token."""
        token = CSRF.search(self.get(page))
        sent = {**fields, **({"csrfmiddlewaretoken": token[1]} if token else {})}
        with self._opener.open(self.address + path, urllib.parse.urlencode(sent).encode(), timeout=60) as reply:
            return str(reply.read().decode(errors="replace"))

    def send(self, path: str, body: bytes) -> str:
        """The path to which the reply led; empty where it was a page."""
        self._led.last = ""
        with self._opener.open(self.address + path, body, timeout=60) as reply:
            reply.read()
        return urllib.parse.urlsplit(self._led.last).path

    def read(self, path: str, body: bytes) -> str:
        """What stands on the page that came back."""
        with self._opener.open(self.address + path, body, timeout=60) as reply:
            return str(reply.read().decode(errors="replace"))

    @property
    def cookies(self) -> str:
        """As the header that another program is to send."""
        return "; ".join(f"{each.name}={each.value}" for each in self.jar)


def signed_in(address: str, email: str) -> Visitor:
    """As the person with that address, of the demo alone."""
    visitor = Visitor(address)
    action = OPENS.search(visitor.get("/sign-in/"))
    if action is None:
        raise RuntimeError(f"{address}/sign-in/ has no button to sign in by: is it a demo?")
    visitor.post("/sign-in/", action[1], email=email)
    return visitor
