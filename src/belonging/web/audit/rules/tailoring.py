"""How a school makes the audit its own: numbers of its own statements, and reasons for hiding one."""

from __future__ import annotations

from typing import Final

OWN: Final = "own-"
LONGEST_WORDING, LONGEST_TEXT, LONGEST_REASON = 300, 600, 500
"""Characters; as the columns have it."""

_ANY: Final = ("Somebody else is in charge of this for us, so we cannot change it.",)
_SPECIAL: Final = (
    "This is arranged for each pupil, in the pupil’s own plan.",
    "Our pupils are brought home when lessons end, so nothing takes place after school.",
    "Our classes do not follow year groups, so nobody moves from one to the next.",
)
_ALTERNATIVE: Final = (
    "Pupils stay with us for a short time only.",
    "Pupils stay on the roll of their own school, which does this.",
    "Our pupils are brought home when lessons end, so nothing takes place after school.",
)
SUGGESTED: Final = {"special": (*_SPECIAL, *_ANY), "alternative_provision": (*_ALTERNATIVE, *_ANY)}
"""Reasons for hiding a statement that schools of that setting often have. Words of their own are always possible."""


def suggested_reasons(setting: str) -> tuple[str, ...]:
    return SUGGESTED.get(setting, ("We have no pupils of the age that this is about.", *_ANY))


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
