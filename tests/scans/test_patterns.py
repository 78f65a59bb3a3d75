"""No pattern takes much longer for 100 kB made to confuse it than for as many harmless ones."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from functools import cache
from types import FrameType

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

import belonging

SIZE, TIMES, AT_LEAST, GIVE_UP = 100_000, 300, 0.1, 2.0
"""Seconds beneath which no ratio tells anything, and after which no end is waited for."""
PIECES = (
    *("a", "A", "0", " ", "\t", "\n", "-", "_", ".", ",", "@", "(", "[", "{", "<", '"', "'", "*", "/", "\\", ":", "%"),
    *("a ", "a.", "a@", "a-", "0.", "0 ", "A b", "http://", "www.", "](", "**", "1,", "<a", "&lt;", "é", "label::"),
)
ENDS = ("!", "\0", "")
HARMLESS = "The quick brown fox jumps over 13 lazy dogs. "
SKIPPED = (".migrations", ".__main__", ".packs.engine", ".imports.engine", ".findings.engine", "config.answering_")
"""Settings that change the process; engines whose patterns see our own columns."""


class TooLong(Exception):
    """No end in GIVE_UP seconds."""


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Each that a module of ours has compiled, by its name."""
    found: dict[str, re.Pattern[str]] = {}
    for each in pkgutil.walk_packages(belonging.__path__, "belonging.", onerror=lambda _: None):
        if any(part in each.name for part in SKIPPED):
            continue
        for value in list(vars(importlib.import_module(each.name)).values()):
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found.setdefault(value.pattern, value)
    return found


def confusing(size: int) -> Iterator[str]:
    for piece in PIECES:
        for end in ENDS:
            yield (piece * (size // len(piece) + 1))[:size] + end


def seconds(pattern: re.Pattern[str], text: str) -> float:
    began = time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, GIVE_UP)
    try:
        pattern.fullmatch(text)
        pattern.search(text)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.perf_counter() - began


def _gave_up(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong


def slow(pattern: re.Pattern[str], size: int = SIZE) -> str:
    """What is slow about it, as a sentence, or nothing."""
    text, before = (HARMLESS * (size // len(HARMLESS) + 1))[:size], signal.signal(signal.SIGALRM, _gave_up)
    try:
        usual = max(seconds(pattern, text), AT_LEAST / TIMES)
        for text in confusing(size):
            took = seconds(pattern, text)
            if took > AT_LEAST and took > TIMES * usual:
                return f"{pattern.pattern!r} takes {took / usual:.0f} times as long for {text[:12]!r}..."
    except TooLong:
        return f"{pattern.pattern!r} finds no end for {text[:12]!r}..."
    finally:
        signal.signal(signal.SIGALRM, before)
    return ""


CAPPED: dict[str, str] = {}
"""Patterns that would be slow, and what bounds what they are given."""


def test_no_pattern_of_ours_is_confused() -> None:
    told = {pattern: said for pattern, compiled in patterns().items() if (said := slow(compiled, 20_000))}
    assert sorted(said for pattern, said in told.items() if pattern not in CAPPED) == []
    assert len(patterns()) > 60


@pytest.mark.parametrize("bad", [r"(a+)+$", r"\s+$", r"(\w+\s?)*!", r"(?:a|aa)+c"])
def test_control_a_pattern_that_goes_round_is_seen(bad: str) -> None:
    assert slow(re.compile(bad), 20_000)


@pytest.mark.parametrize("validator", [EmailValidator(), URLValidator(schemes=["https"])])
def test_validators_are_not_confused(validator: EmailValidator | URLValidator) -> None:
    for text in confusing(SIZE):
        began = time.perf_counter()
        with pytest.raises(ValidationError):
            validator(text)
        assert time.perf_counter() - began < 1
