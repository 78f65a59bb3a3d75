"""Files of sound and film that whoever runs the service has put there: words read aloud, statements signed."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from belonging.web.surveys.rules.spoken import NAME, VOICES
from belonging.web.surveys.views.shown_pictures import KEPT

RANGE = re.compile(r"bytes=([0-9]{1,15})-([0-9]{0,15})")
MOST_AT_ONCE = 1024 * 1024
"""Bytes of a film in one reply: a player asks for the next part itself, and no process holds a whole film."""
KINDS = {"mp3": "audio/mpeg", "mp4": "video/mp4", "vtt": "text/vtt; charset=utf-8"}


@require_safe
def audio(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """A text of the catalogue, read by the engine. Its name is made from the text, so it never changes."""
    if language not in VOICES or not NAME.fullmatch(name):
        raise Http404
    return _part(request, settings.AUDIO / language / f"{name}.mp3", "mp3")


@require_safe
def signed(request: HttpRequest, instrument: str, edition: str, item: str, kind: str) -> HttpResponse:
    """A statement in sign language, or what is said in it as captions."""
    folder = settings.SIGNED_VIDEOS
    if folder is None or kind not in ("mp4", "vtt"):
        raise Http404
    return _part(request, folder / instrument / edition / f"{item}.{kind}", kind)


def _part(request: HttpRequest, path: Path, kind: str) -> HttpResponse:
    """The whole file, or the part that a player asks for: Safari plays nothing that it can't have in parts."""
    try:
        size = path.stat().st_size
        asked = _asked(request.headers.get("Range", ""))
        first, until = asked or (0, size)
        if first >= size:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        last = min(until, size - 1)
        if asked:
            last = min(last, first + MOST_AT_ONCE - 1)
        with path.open("rb") as file:
            file.seek(first)
            content = file.read(last - first + 1)
    except OSError as error:
        raise Http404 from error
    headers = {"Cache-Control": f"public, {KEPT}", "Accept-Ranges": "bytes", "X-Content-Type-Options": "nosniff"}
    if asked:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return HttpResponse(content, status=206 if asked else 200, content_type=KINDS[kind], headers=headers)


def _asked(header: str) -> tuple[int, int] | None:
    """The first byte asked for and the last; None for the whole, also where the part makes no sense (RFC 9110)."""
    found = RANGE.fullmatch(header)
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or 10**15)
    return (first, last) if first <= last else None
