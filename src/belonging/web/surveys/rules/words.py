"""The words around the questions, for one kind of reader: catalogue/answering_v1.toml, laid over one another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from belonging.instruments.load import catalogue_text
from belonging.instruments.model import PROFESSIONAL_AUDIENCES, STANDARD
from belonging.instruments.tables import parse
from belonging.instruments.words import ANSWERING
from belonging.web.surveys.rules.editions import YOUNGEST

Words = Mapping[str, str]
FILE: Final = f"{ANSWERING}.toml"
FOR_THE_SCRIPT: Final = (
    "code_missing",
    "code_strange",
    "code_length",
    "code_wrong",
    "code_unknown",
    "code_used",
    "code_withdrawn",
    "code_paused",
    "session_over",
    "pictures_unknown",
    "or_word",
    "delete_done_title",
    "delete_done",
    "place_of",
    "check_skipped",
    "check_change",
    "sending",
    "still_here",
    "on_its_way_title",
    "on_its_way",
    "lost_title",
    "lost",
    "rest_title",
    "ticket_needed_title",
    "closed_title",
    "closed_send",
    "fault_title",
    "fault",
    "waiting",
    "waiting_count",
    "thanks_lead",
    "pictures_next",
    "pictures_wait",
    "pictures_empty",
    "listen",
    "listen_stop",
    "listen_none",
    "quiet_end",
)
"""The script has no words of its own: it finds these on the page."""
HOLE: Final = re.compile(r"\{(\w+)\}")


@cache
def table(part: str) -> Words:
    """One part of the catalogue in English: pupil, younger, adult, professional or room."""
    found = parse(catalogue_text(FILE), FILE).table(part)
    return MappingProxyType({key: found.text(key) for key in found.values})


def words_for(audience: str, edition: str = STANDARD, texts: Words | None = None) -> Words:
    """Every word by its key. `texts`: by flat key ("pupil.start") in another language; English where it has none."""
    return _laid(audience, edition) if texts is None else _said(audience, edition, texts)


@cache
def _laid(audience: str, edition: str) -> Words:
    return _said(audience, edition, MappingProxyType({}))


def _said(audience: str, edition: str, texts: Words) -> Words:
    words: dict[str, str] = {}
    for part in _parts(audience, edition):
        for key, english in table(part).items():
            words[key] = texts.get(f"{part}.{key}") or english
    if audience != "pupil":
        words.update({key.removesuffix(f"_{audience}"): said for key, said in words.items() if _is_of(key, audience)})
    return MappingProxyType(words)


def _is_of(key: str, audience: str) -> bool:
    return key.endswith(f"_{audience}")


def _parts(audience: str, edition: str) -> tuple[str, ...]:
    if audience == "pupil":
        return ("pupil", "younger") if edition in YOUNGEST else ("pupil",)
    return ("pupil", "adult", "professional") if audience in PROFESSIONAL_AUDIENCES else ("pupil", "adult")


def filled(text: str, **values: object) -> str:
    """The text with its {holes} filled; a hole without a value stays, so that the script can fill it."""
    return HOLE.sub(lambda hole: str(values.get(hole[1], hole[0])), text)


def listed(words: Words, each: list[str]) -> str:
    """ "a, b and c" in the language of the words."""
    if len(each) == 1:
        return each[0]
    return filled(words["facts_two"], first=", ".join(each[:-1]), last=each[-1])
