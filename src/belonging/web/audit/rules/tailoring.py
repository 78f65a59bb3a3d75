"""How a school makes the audit its own: numbers of its own statements, and reasons for hiding one."""

from __future__ import annotations

from typing import Final

OWN: Final = "own-"


def is_own(key: str) -> bool:
    return key.startswith(OWN)


def own_number(key: str, area: int) -> str:
    """ "1.A" for "own-1" in the first area: a letter that stays, so that nobody takes it for the programme's number."""
    return f"{area}.{_letters(int(key.removeprefix(OWN)))}"


def next_key(known: list[str]) -> str:
    """The key after the highest ever given: one is never used again."""
    return f"{OWN}{max((int(key.removeprefix(OWN)) for key in known), default=0) + 1}"


def _letters(number: int) -> str:
    """A to Z, then AA, AB …"""
    letters = ""
    while number > 0:
        number, at = divmod(number - 1, 26)
        letters = chr(ord("A") + at) + letters
    return letters
