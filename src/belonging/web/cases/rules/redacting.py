"""Words of a case study that may say who or where, and what stands in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from belonging.web.base.name_words import NAMES
from belonging.web.base.names_guard import Personal, PersonalKind, personal_in
from belonging.web.cases.rules.kinds import Treatment

COLLEAGUE: Final = "a colleague"
SOMEBODY: Final = "somebody"
CONTACT: Final = "the school office"
OUR_SCHOOL: Final = "our school"
OUR_AREA: Final = "our area"
_COMMON: Final = frozenset(
    {
        *("school", "primary", "secondary", "academy", "college", "infant", "junior", "special", "the", "of", "and"),
        *("for", "st", "saint", "church", "high", "community", "nursery", "centre", "unit", "house", "street", "road"),
    }
)
_PLACE: Final = re.compile(
    r"\b(?:[A-Z][a-z’']+ ){1,2}(?:Street|Road|Lane|Avenue|Park|Estate|Library|Centre|Church|Mosque|Temple|Hospital)\b"
)
_TITLE: Final = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam|Dame|Coach)\b")
_GAP: Final = re.compile(r"\[[^\]\n]{1,40}\]")


@dataclass(frozen=True, slots=True)
class OwnNames:
    """What says which school it is."""

    school: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that were found, and what is suggested for them: nothing where they may name nobody at all."""

    words: str
    treatment: Treatment | None
    replacement: str


@dataclass(frozen=True, slots=True)
class Replaced:
    words: str
    treatment: str
    replacement: str


def marked_in(text: str, own: OwnNames) -> list[Marked]:
    """Each once: the school's name and places, then what looks like a person's name or a way to reach one."""
    found: dict[str, Marked] = {}
    for words, instead in (*_school(own.school), *((place, OUR_AREA) for place in own.places if place)):
        if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE):
            found.setdefault(words.lower(), Marked(words, Treatment.MASKED, instead))
    for match in _PLACE.finditer(text):
        found.setdefault(match[0].lower(), Marked(match[0], Treatment.MASKED, OUR_AREA))
    known = " ".join(marked.words for marked in found.values())
    for each in personal_in(text, known=[known]):
        instead = _instead(each)
        found.setdefault(each.text.lower(), Marked(each.text, Treatment.ALWAYS if instead else None, instead))
    return list(found.values())


def _instead(found: Personal) -> str:
    """Empty for a word in capitals that is no name we know: it may be "Günaydın" as well as a surname."""
    if found.kind is not PersonalKind.NAME:
        return CONTACT
    if _TITLE.match(found.text):
        return COLLEAGUE
    return SOMEBODY if any(word.lower() in NAMES for word in re.split(r"[ -]", found.text)) else ""


def gaps_in(text: str) -> list[str]:
    """What still stands in square brackets ("[name]"), each once: a reader would stumble over it."""
    return list(dict.fromkeys(_GAP.findall(text)))


def undecided(marked: Iterable[Marked], decided: Iterable[Replaced]) -> list[Marked]:
    known = {each.words.lower() for each in decided}
    return [each for each in marked if each.words.lower() not in known]


def redacted(text: str, decided: Sequence[Replaced], *, masked: bool) -> str:
    """The longest words first, so that none stands inside another; a sentence keeps its capital."""
    wanted = {Treatment.ALWAYS, Treatment.MASKED} if masked else {Treatment.ALWAYS}
    for each in sorted(decided, key=lambda one: -len(one.words)):
        if each.treatment in wanted:
            text = _swapped(text, each)
    return text


def _swapped(text: str, each: Replaced) -> str:
    def instead(match: re.Match[str]) -> str:
        before = text[: match.start()].rstrip(" “‘\"'(")
        opens = not before or before[-1] in ".!?\n"
        return each.replacement[:1].upper() + each.replacement[1:] if opens else each.replacement

    return re.sub(rf"(?<!\w){re.escape(each.words)}(?!\w)", instead, text, flags=re.IGNORECASE)


def _school(name: str) -> list[tuple[str, str]]:
    """The whole name, and what is left without everyday words at its ends: "Maple Tree High", "Maple Tree"."""
    words = name.split()
    while words and words[0].lower() in _COMMON:
        words = words[1:]
    found = [name]
    while words:
        found.append(" ".join(words))
        if words[-1].lower().strip(".,’'") not in _COMMON:
            break
        words = words[:-1]
    return [(each, OUR_SCHOOL) for each in dict.fromkeys(found) if each]
