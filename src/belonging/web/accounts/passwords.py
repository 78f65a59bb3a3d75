"""Passwords that are long and yet among the first that somebody would try."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

_ROWS: Final = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm",
                "1qaz2wsx3edc4rfv5tgb6yhn", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujm")  # fmt: skip
_READ_AS: Final = str.maketrans("013457@$!", "oleastasi")
_OURS: Final = frozenset({"belonging", "belongingmatters", "belonging matters"})
_SHORTEST_RUN: Final = 3
_DIGITS: Final = 16


class PatternPasswordValidator:
    """Refuses a common password with something before or after it, one repeated, and runs along the keyboard.

    Django's list of common passwords has few of 12 characters and more. Those among the commonest 30,000 are listed
    beside this module, by digests.
    """

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002  # as Django calls it
        if is_patterned(password):
            raise ValidationError(
                "This password is a common word with something added, or follows a pattern, and would be tried "
                "early. Three or four words that do not belong together are better.",
                code="password_patterned",
            )

    def get_help_text(self) -> str:
        return "No common password with numbers added, and no row of keys: three or four unconnected words are good."


def is_patterned(password: str) -> bool:
    low = password.lower()
    return _is_listed(low) or _is_repeated(low) or _is_run(low) or _core_is_common(low)


def _is_listed(low: str) -> bool:
    return hashlib.sha256(low.encode()).hexdigest()[:_DIGITS] in _listed()


def _is_repeated(low: str) -> bool:
    """One thing of up to half the length over and over: "abcabcabcabc"."""
    return re.fullmatch(r"(.+?)\1+.?.?", low, re.DOTALL) is not None and len(set(low)) < len(low)


def _is_run(low: str) -> bool:
    """Pieces of three and more along a row of keys or the alphabet, either way, and nothing else."""
    at = 0
    while at < len(low):
        length = _run_from(low[at:])
        if length < _SHORTEST_RUN:
            return at > 0 and len(low) - at < _SHORTEST_RUN
        at += length
    return True


def _run_from(text: str) -> int:
    longest = 0
    for row in _ROWS:
        for line in (row, row[::-1]):
            length = longest
            while length < len(text) and text[: length + 1] in line:
                length += 1
            longest = max(longest, length)
    return longest


def _core_is_common(low: str) -> bool:
    """What is left without digits and signs at both ends, also with 0 read as o and so on."""
    for text in (low, low.translate(_READ_AS)):
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
        if len(core) >= 4 and (core in _common() or core in _OURS or _is_repeated(core)):
            return True
    return False


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


@cache
def _listed() -> frozenset[str]:
    lines = Path(__file__).with_name("long_common.txt").read_text().splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
