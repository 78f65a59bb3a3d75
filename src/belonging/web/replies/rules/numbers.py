"""A number on a page has to be one that was released: not a nicer one, and not a finer one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from belonging.web.replies.rules.shares import Printed, in_ten, tenths

_SPELT: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_N: Final = rf"(?:\d{{1,4}}(?:\.\d{{1,3}})?|{'|'.join(_SPELT)}|a hundred)"
_PEOPLE: Final = r"(?:of you|of us|of them|of our|pupils?|child(?:ren)?|parents?|families|people|boys|girls)"
_SHARE: Final = re.compile(
    rf"\b(?:(?P<bound>at least|at most|more than|over|under|fewer than|less than) )?"
    rf"(?:(?:between )?(?P<from>{_N})\s?(?:or|to|and|-|–)\s?)?(?P<to>{_N})\s?(?:in every|in|out of)\s?(?P<of>{_N})\b",
    re.IGNORECASE,
)
_PER_CENT: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})?\s?(?:%|per ?cent\b|percent\b)", re.IGNORECASE)
_PART: Final = re.compile(rf"\b(?:half|thirds?|quarters?)\b(?= {_PEOPLE})|\b(?:a third|a quarter)\b", re.IGNORECASE)
_RATHER: Final = re.compile(
    rf"\b(?P<word>most|few|all|none|every one|nearly all|hardly any)\b(?= {_PEOPLE})", re.IGNORECASE
)
_COUNT: Final = re.compile(rf"\b\d{{1,4}} {_PEOPLE}\b", re.IGNORECASE)
_FREE: Final = re.compile(r"\byears? \d{1,2}(?:(?:, | and | to |–|-)\d{1,2})*|0800\s?1111", re.IGNORECASE)
_BARE: Final = re.compile(r"\d+(?:\.\d+)?")


def shares_said(text: str) -> list[str]:
    """The pieces that state a share of people: "7 in 10", "40 %", "half of you"."""
    return [found.group() for pattern in (_SHARE, _PER_CENT, _PART) for found in pattern.finditer(text)]


def counts_said(text: str) -> list[str]:
    """The pieces that count people: "12 of you"."""
    return [found.group() for found in _COUNT.finditer(text)]


def unreleased(text: str, shares: Sequence[Printed]) -> list[str]:
    """The pieces of `text`, told of an item of which `shares` are printed, that are none of these."""
    left = _FREE.sub(" ", text)
    for share in sorted(shares, key=lambda each: -len(each.text)):
        if any(sign.isdigit() for sign in share.text):
            left = re.sub(re.escape(share.text), " ", left, flags=re.IGNORECASE)
    wrong = []
    for found in list(_SHARE.finditer(left)):
        left = left.replace(found.group(), " ", 1)
        if not any(_is(found, share) for share in shares):
            wrong.append(found.group())
    for found in list(_PER_CENT.finditer(left)):
        left = left.replace(found.group(), " ", 1)
        if not any(_value(found.group()) == share.low == share.high for share in shares):
            wrong.append(found.group())
    wrong += [found.group() for found in _PART.finditer(left) if not _half(found.group(), shares)]
    wrong += [found.group() for found in _RATHER.finditer(left) if not _rather(found["word"].lower(), shares)]
    return [*wrong, *(found.group() for found in _BARE.finditer(left))]


def out_of_ten(text: str) -> tuple[int, int] | None:
    """The fewest and the most out of ten that a sentence states, to be drawn; None where it states neither."""
    found = _SHARE.search(text)
    if found is None or _value(found["of"]) != 10:
        return None
    most = int(_value(found["to"]))
    return (int(_value(found["from"])) if found["from"] else most), min(most, 10)


def instead(shares: Sequence[Printed]) -> str:
    """What may be said, as words for a person."""
    return " or ".join(f"“{words}”" for words in dict.fromkeys(map(in_ten, shares)))


def _is(found: re.Match[str], share: Printed) -> bool:
    of, to = _value(found["of"]), _value(found["to"])
    start = _value(found["from"]) if found["from"] else None
    bound = (found["bound"] or "").lower()
    if share.text and not any(sign.isdigit() for sign in share.text):
        return False
    if of == 10:
        return (start, to, bound) in _tenths_said(share)
    if of == 100:
        return (to if start is None else start, to, bound) == (share.low, share.high, "")
    return False


def _tenths_said(share: Printed) -> Iterator[tuple[float | None, float, str]]:
    fewest, most = tenths(share)
    yield (None if fewest == most else fewest), most, ""
    if most == 10:
        yield None, fewest, "at least"
    if fewest == 0:
        yield None, most, "at most"


def _half(piece: str, shares: Sequence[Printed]) -> bool:
    """A half may stand for about a half, nothing else for anything."""
    return piece.lower() == "half" and any(share.low >= 33 and share.high <= 67 for share in shares)


def _rather(word: str, shares: Sequence[Printed]) -> bool:
    if word == "most":
        return any(share.low >= 50 for share in shares)
    if word == "few":
        return any(share.high <= 50 for share in shares)
    if word == "nearly all":
        return any(share.low >= 90 for share in shares)
    if word == "hardly any":
        return any(share.high <= 10 for share in shares)
    return any(share.low == share.high == (0 if word == "none" else 100) for share in shares)


def _value(words: str) -> float:
    plain = re.sub(r"[^\w.]|per ?cent|percent", "", words.lower())
    if plain in _SPELT:
        return float(_SPELT.index(plain))
    return 100.0 if plain == "ahundred" else float(plain)
