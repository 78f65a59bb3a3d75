"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """`remedy`: what to do about it; empty while all is well. `stops`: an upgrade should not begin like this."""

    what: str
    level: Level
    said: str
    remedy: str = ""
    stops: bool = False


def ok(what: str, said: str) -> Finding:
    return Finding(what, Level.OK, said)


def look(what: str, said: str, remedy: str) -> Finding:
    return Finding(what, Level.LOOK, said, remedy)


def wrong(what: str, said: str, remedy: str, *, stops: bool = False) -> Finding:
    return Finding(what, Level.WRONG, said, remedy, stops)
