"""The page of a round, made once and kept as the bytes that go out: it is the same for everybody.

What it says may change while the round is open: a picture, a language signed off, recordings made, a school's name. So
what it is made from is gathered again when it was last looked at more than a second ago, and only what differs is made
anew.
"""

from __future__ import annotations

import gzip
import secrets
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from belonging.web.surveys.models import Entrance, Round
from belonging.web.surveys.presenters.answering import asking_of, page_of
from belonging.web.surveys.presenters.asking import Asking
from belonging.web.surveys.presenters.read_aloud import audio_for
from belonging.web.surveys.queries import scope_of
from belonging.web.surveys.rules.remembering import Remembered

MOST: Final = 400
"""Pages that are kept, each of some 60 kB."""
NUMBER: Final = "0123456789abcdef0123456789abcdef"
"""Stands on a kept page where each visit of an open link gets a submission id of its own."""
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it is and as it is sent; `numbered`: each visit gets a number of its own in it."""

    asking: Asking
    audio: str
    plain: bytes
    squeezed: bytes
    numbered: bool


_pages: Final = Remembered[Key, KeptPage](seconds=settings.ROUNDS_REMEMBERED, most=MOST)


def page_reply(request: HttpRequest, round_: Round, edition: str, language: str) -> HttpResponse | None:
    """The page for who begins now; None where the round has no such edition or language. Opens its own scope."""
    page = _page(round_, edition, language)
    if page is None:
        return None
    squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
    body = page.squeezed if squeezed else page.plain
    if page.numbered:
        numbered = page.plain.replace(NUMBER.encode(), secrets.token_hex(16).encode())
        body = gzip.compress(numbered, 1, mtime=0) if squeezed else numbered
    headers = {"Vary": "Accept-Encoding", "Content-Length": str(len(body))}
    headers |= {"Content-Encoding": "gzip"} if squeezed else {}
    return HttpResponse(body, headers=headers)


def _page(round_: Round, edition: str, language: str) -> KeptPage | None:
    def looked_at(before: KeptPage | None) -> KeptPage | None:
        with scope_of(round_):
            asking = asking_of(round_, edition, language)
            if asking is None:
                return None
            audio = audio_for(language)
            is_same = before is not None and (before.asking, before.audio) == (asking, audio)
            return before if is_same else _made(round_, asking, audio)

    return _pages.get((round_.handle, edition, language), looked_at)


def _made(round_: Round, asking: Asking, audio: str) -> KeptPage:
    numbered = round_.entrance == Entrance.OPEN_LINK
    context = {**page_of(asking), "submission_id": NUMBER if numbered else ""}
    plain = render_to_string("surveys/answer.html", context).encode()
    return KeptPage(asking, audio, plain, gzip.compress(plain, 9, mtime=0), numbered)
