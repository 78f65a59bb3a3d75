"""What looks like a person's name, or a way to reach one, in what somebody is about to post. Pure.

It points out; the writer decides. Names can be missed: no page may promise that none is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from belonging.web.base.name_words import (
    CALENDAR,
    CALENDAR_BEFORE,
    KNOWN,
    LIKE_WORDS,
    NAMES,
    THINGS,
    VERBS,
    WORDS_TOO,
)


class PersonalKind(StrEnum):
    """The values are what a person reads: "looks like …"."""

    NAME = "a name"
    ADDRESS = "an e-mail address"
    PHONE = "a phone number"
    HANDLE = "a name on a social network"

    @property
    def several(self) -> str:
        return {
            PersonalKind.NAME: "names",
            PersonalKind.ADDRESS: "e-mail addresses",
            PersonalKind.PHONE: "phone numbers",
            PersonalKind.HANDLE: "names on a social network",
        }[self]


@dataclass(frozen=True, slots=True)
class Personal:
    kind: PersonalKind
    text: str
    start: int
    """Where it stands: `text[start:start + len(...)]` is it."""


LONGEST_READ: Final = 20_000
_TITLE: Final = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam|Dame|Father|Rev|Reverend|Imam|Rabbi|Coach|Aunt|Uncle)"
)
_TITLED: Final = re.compile(rf"\b{_TITLE}\.?[ \t]+[A-Z][\w’'-]*(?:[ \t]+[A-Z][\w’'-]+)?")
_ADDRESS: Final = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}(?!\w)")
_PHONE: Final = re.compile(r"(?<![\w.])(?:\+\d{2}[ -]?(?:\(0\))?|\(?0)\d(?:[ ()-]{0,2}\d){7,9}(?![\w])")
_FREE_LINE: Final = re.compile(r"\(?0(?:80|3)")
"""Helplines and organisations, no person's."""
_HANDLE: Final = re.compile(r"(?<![\w@./])@[A-Za-z]\w{2,30}")
_OFFICES: Final = frozenset({"office", "info", "enquiries", "admin", "hello", "help", "contact", "support", "school"})
_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_OWN: Final = re.compile(r"[’'](?:s|S)?\Z")
_ENDS: Final = ".!?:;…\n"
_THROUGH: Final = " \t“”\"‘’'()•*#>"
"""Between the end of a sentence and the first letter of the next."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    opens: bool
    """Whether a sentence begins with it."""
    before: str
    """The word before it in the same sentence, in lower letters; a number too; empty where there is none."""
    after: str

    @property
    def bare(self) -> str:
        return _OWN.sub("", self.text)

    @property
    def low(self) -> str:
        return self.bare.lower()

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def names_in(text: str, *, known: Iterable[str] = ()) -> tuple[str, ...]:
    """What looks like a person's name, each once, in the order of the text. `known`: words that name nobody here."""
    found = personal_in(text, known=known)
    return tuple(dict.fromkeys(each.text for each in found if each.kind is PersonalKind.NAME))


def personal_in(text: str, *, known: Iterable[str] = ()) -> tuple[Personal, ...]:
    """Names, addresses, phone numbers and handles, in the order of the text; none stands inside another.

    `known` are words or names of things that may stand: the school's name, say. Reads the first LONGEST_READ letters.
    """
    read = text[:LONGEST_READ]
    allowed = {_OWN.sub("", word).lower() for name in known for word in _WORD.findall(name)}
    found: list[Personal] = []
    for each in (*_ways(read), *_titled(read), *_names(read, allowed)):
        end = each.start + len(each.text)
        if not any(each.start < other.start + len(other.text) and other.start < end for other in found):
            found.append(each)
    return tuple(sorted(found, key=lambda each: each.start))


def _ways(text: str) -> Iterator[Personal]:
    for match in _ADDRESS.finditer(text):
        if match[1].lower() not in _OFFICES:
            yield Personal(PersonalKind.ADDRESS, match[0], match.start())
    for match in _PHONE.finditer(text):
        if not _FREE_LINE.match(match[0]):
            yield Personal(PersonalKind.PHONE, match[0], match.start())
    for match in _HANDLE.finditer(text):
        yield Personal(PersonalKind.HANDLE, match[0], match.start())


def _titled(text: str) -> Iterator[Personal]:
    for match in _TITLED.finditer(text):
        words = match[0].split()
        # "Miss Maths", "Sir Is": a title and a word that names nobody.
        kept = [words[0], *(word for word in words[1:] if _OWN.sub("", word).lower() not in KNOWN)]
        if len(kept) > 1 and words[1] == kept[1]:
            end = match[0].index(kept[-1]) + len(kept[-1])
            yield Personal(PersonalKind.NAME, _OWN.sub("", match[0][:end]), match.start())


def _names(text: str, allowed: set[str]) -> Iterator[Personal]:
    for together in _runs(text):
        run = list(together)
        hits = _hits(run, allowed)
        for hit, near in groupby(zip(run, hits, strict=True), key=lambda pair: pair[1]):
            if hit:
                words = [word for word, _ in near]
                piece = _OWN.sub("", text[words[0].start : words[-1].end])
                yield Personal(PersonalKind.NAME, piece, words[0].start)


def _hits(run: list[_Word], allowed: set[str]) -> list[bool]:
    """For each word of the run, whether it looks like a name."""
    if not run[0].text[0].isupper():
        return [word.low in NAMES and word.low not in LIKE_WORDS | allowed for word in run]
    named = any(word.low in NAMES for word in run)
    if any(_is_thing(word) for word in run) or (len(run) > 2 and not named and not run[0].opens):
        return [False] * len(run)
    shouted = all(word.bare.isupper() for word in run)
    return [word.low not in allowed and _is_name(word, at, run, shouted=shouted) for at, word in enumerate(run)]


def _is_name(word: _Word, at: int, run: list[_Word], *, shouted: bool) -> bool:
    low = word.low
    if low in NAMES:
        return not (shouted and len(low) < 3)
    if low in CALENDAR and (word.before in CALENDAR_BEFORE or (word.opens and word.after not in VERBS)):
        return False
    if low in WORDS_TOO and len(low) > 1:
        follows = run[at + 1] if at + 1 < len(run) else None
        surname = follows is not None and follows.low not in KNOWN and not follows.bare.isupper()
        plain = word.opens or low in KNOWN
        return not word.bare.isupper() and (not plain or word.after in VERBS or surname)
    if low in KNOWN or word.opens or word.bare.isupper() or any(part in KNOWN for part in low.split("’")):
        return False
    return not word.before.isdigit()


def _is_thing(word: _Word) -> bool:
    return word.low in THINGS and word.bare.lower() == word.low


def _runs(text: str) -> Iterator[list[_Word]]:
    """Words in capitals that stand together, and each word in small letters by itself."""
    run: list[_Word] = []
    for word in _words(text):
        joined = bool(run) and not word.opens and text[run[-1].end : word.start] in (" ", "-", "\u00a0")
        if word.text[0].isupper() and joined:
            run.append(word)
            continue
        if run:
            yield run
        run = [word] if word.text[0].isupper() else []
        if not run:
            yield [word]
    if run:
        yield run


def _words(text: str) -> Iterator[_Word]:
    matches = list(_WORD.finditer(text))
    for at, match in enumerate(matches):
        between = text[matches[at - 1].end() if at else 0 : match.start()]
        ahead = matches[at + 1][0].lower() if at + 1 < len(matches) else ""
        opens = _opens(text, match.start())
        numbers = between.split()
        last = matches[at - 1][0].lower() if at else ""
        before = numbers[-1] if numbers and numbers[-1].isdigit() else last
        yield _Word(match[0], match.start(), opens, "" if opens else before, ahead)


def _opens(text: str, start: int) -> bool:
    """Looks back through quotation marks and brackets; a quotation opens a sentence, a bracket within one does not."""
    ahead = text[max(0, start - 12) : start]
    rest = ahead.rstrip(_THROUGH)
    if not rest or "“" in ahead[len(rest) :]:
        return bool(rest) or start <= len(ahead)
    return rest[-1] in _ENDS or (rest[-1] in "-–—" and rest[:-1].rstrip(" ")[-1:] in ("", "\n"))
