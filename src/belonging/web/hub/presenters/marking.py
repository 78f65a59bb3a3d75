"""Marking in a text what was looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.safestring import SafeString

from belonging.web.hub.rules.concepts import MARK, pieces_of, stems_of
from belonging.web.hub.rules.spelling import words_in
from belonging.web.hub.rules.stems import stem
from belonging.web.ui.components.markup import element, joined

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


def marked(text: str, by: frozenset[str]) -> SafeString:
    """The text, escaped, with each word by which it was found in a <mark>."""
    if not by:
        return joined([text])
    wanted = {each for each in by if not each.startswith(MARK)}
    for concept in (each for each in by if each.startswith(MARK)):
        wanted |= stems_of(concept)
        wanted |= {each for piece in pieces_of(text) if piece.concept == concept for each in piece.stems}
    return joined(_parts(text, wanted))


def _parts(text: str, wanted: set[str]) -> Iterator[object]:
    at = 0
    for found in _WORD.finditer(text):
        yield text[at : found.start()]
        known = any(stem(word) in wanted for word in words_in(found[0]))
        yield element("mark", {}, found[0]) if known else found[0]
        at = found.end()
    yield text[at:]
