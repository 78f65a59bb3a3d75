"""What a comment seems to hold. The list only orders the readers' queue: it hides nothing and decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Mark(StrEnum):
    """Why a comment may be read sooner. The values are what a reader sees."""

    DANGER = "may be about harm"
    SWEARING = "strong language"
    NAME = "may name somebody"


DANGER: Final = (
    "abuse", "abused", "abuses", "abusing", "assault", "assaulted", "bruise", "bruised", "bruises", "burned", "choke",
    "choked", "cut myself", "cutting", "die", "died", "drugs", "drunk", "fgm", "forced marriage", "frightened of",
    "gang", "gangs", "groom", "groomed", "grooming", "gun", "hate my life", "harass", "harassed", "harm", "harmed",
    "harming", "hit me", "hits", "hurt", "hurting", "hurts", "kicked", "kill", "killed", "kills", "knife", "molest",
    "neglect", "neglected", "no food", "not safe", "nude", "nudes", "overdose", "porn", "punch", "punched", "rape",
    "raped", "run away", "scared of", "self harm", "self-harm", "sex", "sexual", "sexually", "slap", "slapped",
    "starving", "strangle", "strangled", "suicidal", "suicide", "threat", "threaten", "threatened", "touched me",
    "touches", "touching", "unsafe", "violence", "violent", "want to disappear", "weapon",
)  # fmt: skip
SWEARING: Final = (
    "arse", "arsehole", "bastard", "bastards", "bitch", "bollocks", "bullshit", "crap", "cunt", "dick", "dickhead",
    "fuck", "fucked", "fucking", "fucks", "piss", "pissed", "prick", "shit", "shite", "shitty", "slag", "slut", "twat",
    "wank", "wanker", "wankers", "whore",
)  # fmt: skip
TITLE: Final = r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Madam|Father|Rev|Coach)\.?\s+[A-Z][\w’'-]*"
LEADER: Final = (
    r"\b(?:head\s?teacher|headmaster|headmistress|the head|deputy head|principal|executive head|senco|sendco)\b"
)
_NOT_NAMES = """
    I I'm I’m I've I’ve I'd I’d I'll I’ll Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
    March April May June July August September October November December Christmas Easter Ramadan Eid Diwali Hanukkah
    English Maths Science French Spanish German Art Music PE IT RE PSHE RSE SEN SEND SENCO EHCP ADHD ASD GCSE GCSEs
    A-level Year Reception Nursery Key Stage KS1 KS2 KS3 KS4 Covid COVID TA TAs PTA OK School Teams Zoom UK England
    Britain British London Muslim Muslims Christian Jewish Hindu Sikh Black Asian White Childline Ofsted"""
NOT_NAMES: Final = frozenset(_NOT_NAMES.split())
"""Capitals in the middle of a sentence that name nobody."""
CAPITAL: Final = re.compile(r"(?<![.!?:;…\n“\"(•-])[ \t,]+([A-Z][\w’'-]{1,30})")
LONGEST_READ: Final = 4000
"""Letters looked at; a comment is shorter."""


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    joined = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


_DANGER, _SWEARING = _any_of(DANGER), _any_of(SWEARING)
_TITLE, _LEADER = re.compile(TITLE), re.compile(LEADER, re.IGNORECASE)


def marks_of(text: str) -> frozenset[Mark]:
    """Which marks a comment gets."""
    read = text[:LONGEST_READ]
    found = set()
    if _DANGER.search(read):
        found.add(Mark.DANGER)
    if _SWEARING.search(read):
        found.add(Mark.SWEARING)
    if _LEADER.search(read) or names_in(read):
        found.add(Mark.NAME)
    return frozenset(found)


def names_in(text: str) -> list[str]:
    """What looks like somebody's name: a title with a capital after it, or a capital within a sentence."""
    titled = [match.group() for match in _TITLE.finditer(text)]
    capitals = [word for word in CAPITAL.findall(text) if _bare(word) not in NOT_NAMES and not word.isupper()]
    return list(dict.fromkeys([*titled, *capitals]))


def without_names(text: str) -> str:
    """A first draft for the reader to go on from: each likely name as [name]."""
    for name in sorted(names_in(text), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "[name]", text)
    return text


def urgency(text: str) -> int:
    """Smaller is read sooner."""
    marks = marks_of(text)
    order = (Mark.DANGER, Mark.NAME, Mark.SWEARING)
    return next((place for place, mark in enumerate(order) if mark in marks), len(order))


def _bare(word: str) -> str:
    return re.sub(r"[’']s\Z", "", word)
