"""A number on a page has to be one that was released: not a nicer one, and not a finer one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from belonging.web.replies.rules.crowds import PEOPLE, SAY, crowds_said, crowds_unreleased
from belonging.web.replies.rules.shares import Printed, at_least, at_most, in_ten, tenths

_UNITS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES: Final = {
    **{word: at for at, word in enumerate((*_UNITS, *_TEENS))},
    **{word: 20 + 10 * at for at, word in enumerate(_TENS)},
    "a": 0,
    "hundred": 100,
    "dozen": 12,
    "couple": 2,
}
_SPELT: Final = (
    rf"(?:(?:a|one) (?:hundred|dozen|couple)|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[1:])}))?"
    rf"|{'|'.join(reversed(_TEENS))}|{'|'.join(_UNITS)})"
)
_N: Final = rf"(?:\d{{1,4}}(?:\.\d{{1,3}})?|{_SPELT})"
_SHARE: Final = re.compile(
    rf"\b(?:(?P<bound>at least|at most|more than|over|under|fewer than|less than) )?"
    rf"(?:(?:between )?(?P<from>{_N})\s?(?:or|to|and|-|–)\s?)?(?P<to>{_N})\s?(?:in every|in|out of|of every)\s?"
    rf"(?P<of>{_N})\b",
    re.IGNORECASE,
)
_PER_CENT: Final = re.compile(rf"\b{_N}\s?(?:%|per ?cent\b|percent\b)", re.IGNORECASE)
_PARTED: Final = r"(?:third|quarter|fifth|sixth|eighth|tenth)s?"
_PART: Final = re.compile(
    rf"\b(?:half|thirds|quarters)\b(?= (?:{PEOPLE}|{SAY}))|\b{_N}\s?[/⁄]\s?{_N}\b(?= (?:{PEOPLE}|{SAY}))"
    rf"|\b(?:a|{_N})[ -]{_PARTED}\b(?! (?:of an|past|to|time|place|term)\b)",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(
    rf"(?<!every )(?<!each )(?<!any )(?<!no )\b(?:{_N}|(?:dozen|hundred|thousand)s?)(?: of)? (?:{PEOPLE}|{SAY})",
    re.IGNORECASE,
)
_FREE: Final = re.compile(
    rf"\byears? {_N}(?:(?:, | and | to |–|-){_N})*|0800\s?1111|half[ -](?:term|an hour|past)", re.IGNORECASE
)
_BARE: Final = re.compile(
    rf"\d+(?:\.\d+)?|\b(?!one\b|zero\b){_SPELT}\b|\b(?:dozen|hundred|thousand)s?\b|\bhalf\b|\bone(?= {PEOPLE})",
    re.IGNORECASE,
)


def shares_said(text: str) -> list[str]:
    """The pieces that state a share of people: "7 in 10", "forty per cent", "half of you"."""
    left = _plain(text)
    return [found.group() for pattern in (_SHARE, _PER_CENT, _PART) for found in pattern.finditer(left)]


def counts_said(text: str) -> list[str]:
    """The pieces that count people: "12 of you", "three pupils", "everyone is", "most of you say"."""
    left = _FREE.sub(" ", _plain(text))
    for pattern in (_SHARE, _PER_CENT, _PART):
        left = pattern.sub(" ", left)
    return [*(found.group() for found in _COUNT.finditer(left)), *crowds_said(left)]


def unreleased(text: str, shares: Sequence[Printed]) -> list[str]:
    """The pieces of `text`, told of an item of which `shares` are printed, that are none of these."""
    left = _FREE.sub(" ", _plain(text))
    for share in sorted(shares, key=lambda each: -len(each.text)):
        if any(sign.isdigit() for sign in share.text):
            left = re.sub(rf"(?<!\d){re.escape(share.text)}(?!\d)", " ", left, flags=re.IGNORECASE)
    wrong = []
    for found in list(_SHARE.finditer(left)):
        left = left.replace(found.group(), " ", 1)
        if not any(_is(found, share) for share in shares):
            wrong.append(found.group())
    for found in list(_PER_CENT.finditer(left)):
        left = left.replace(found.group(), " ", 1)
        if not any(_value(found.group()) == share.low == share.high for share in shares):
            wrong.append(found.group())
    for found in list(_PART.finditer(left)):
        left = left.replace(found.group(), " ", 1)
        if not _half(found.group(), shares):
            wrong.append(found.group())
    return [*wrong, *crowds_unreleased(left, shares), *(found.group() for found in _BARE.finditer(left))]


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


def _plain(text: str) -> str:
    """One way of writing: "1⁄2" for "½", "%" for its wide form, single spaces, nothing that is not seen."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return re.sub(r"[‐‑]", "-", re.sub(r"\s+", " ", seen))


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
        yield None, at_least(share), "at least"
    if fewest == 0:
        yield None, at_most(share), "at most"


def _half(piece: str, shares: Sequence[Printed]) -> bool:
    """A half may stand for about a half, nothing else for anything."""
    return piece.lower() == "half" and any(share.low >= 33 and share.high <= 67 for share in shares)


def _value(words: str) -> float:
    plain = re.sub(r"\s?(?:%|per ?cent|percent)", "", words.lower())
    if plain[:1].isdigit():
        return float(plain)
    parts = re.split(r"[- ]", plain)
    return 100.0 if parts[-1] == "hundred" else float(sum(_VALUES[part] for part in parts))
