"""“@Amara Linden” in a text. Pure: who has that name is asked elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from belonging.web.community.rules.limits import MOST_MENTIONS

_PART: Final = r"[^\W\d_][^\W\d_’'-]*(?:[’'-][^\W\d_]+)*"
_SPOKEN: Final = re.compile(rf"(?<![\w@./])@({_PART}(?:[ ]{_PART}){{0,3}})")
_OWN: Final = re.compile(r"[’']s?\Z")


@dataclass(frozen=True, slots=True)
class Spoken:
    """An @ with the words after it. `names` are what may be meant, the longest first, as written."""

    start: int
    words: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A mention as it stands in the text, with its @: `text[start:end]`."""

    start: int
    end: int
    name: str


def spoken_in(text: str) -> tuple[Spoken, ...]:
    """Each @ with a word after it, at most MOST_MENTIONS."""
    return tuple(
        Spoken(match.start(), match[1], tuple(_beginnings(match[1])))
        for match in list(_SPOKEN.finditer(text))[:MOST_MENTIONS]
    )


def named_in(text: str, known: Collection[str]) -> tuple[Named, ...]:
    """Those that name somebody of `known` (names in small letters), each by the longest name that fits."""
    found = []
    for spoken in spoken_in(text):
        name = next((each for each in spoken.names if each.lower() in known), None)
        if name is not None:
            found.append(Named(spoken.start, spoken.start + 1 + len(name), name.lower()))
    return tuple(found)


def unknown_in(text: str, known: Collection[str]) -> tuple[Named, ...]:
    """Those that name nobody of `known`: the first word, and what follows it in capitals. Names as written."""
    found = []
    for spoken in spoken_in(text):
        if not any(each.lower() in known for each in spoken.names):
            first, *rest = spoken.words.split(" ")
            name = " ".join([first, *takewhile(lambda word: word[0].isupper(), rest)])
            found.append(Named(spoken.start, spoken.start + 1 + len(name), name))
    return tuple(found)


def without(text: str, named: Collection[Named]) -> str:
    """The text with each mention blanked: as long as before."""
    for each in named:
        text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _beginnings(words: str) -> Iterator[str]:
    """The longest first; one with ’s at its end without it too."""
    parts = words.split(" ")
    for count in range(len(parts), 0, -1):
        name = " ".join(parts[:count])
        yield name
        if (bare := _OWN.sub("", name)) != name:
            yield bare
