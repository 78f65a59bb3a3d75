"""No pattern takes much longer for text made to confuse it than for as much harmless text.

    python -m tests.scans.patterns [SIZE]

Each is tried with SIZE signs (10,000) of many kinds, by search and by fullmatch, whichever the code uses. Exits with 1
where one is slow and CAPPED does not say what bounds what it is given.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import signal
import sys
import time
import warnings
from collections.abc import Iterator
from functools import cache
from types import FrameType

import django

import belonging

SIZE, TIMES, AT_LEAST, GIVE_UP = 10_000, 300, 0.1, 2.0
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
def patterns() -> dict[tuple[str, str], re.Pattern[str]]:
    """Each that a module of ours has compiled, by the first module that has it, and what it says."""
    known, found = set[str](), dict[tuple[str, str], re.Pattern[str]]()
    for each in pkgutil.walk_packages(belonging.__path__, "belonging.", onerror=lambda _: None):
        if any(part in each.name for part in SKIPPED):
            continue
        for value in list(vars(importlib.import_module(each.name)).values()):
            of_text = isinstance(value, re.Pattern) and isinstance(value.pattern, str)
            if of_text and value.pattern not in known:
                known.add(value.pattern)
                found[each.name.removeprefix("belonging."), value.pattern] = value
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


CAPPED: dict[str, str] = {
    "evaluation.reproduction.archive": "names in a pack that we made, read by the terminal of an evaluator; fullmatch",
    "web.enrolment.rules.documents": "names of our own files; fullmatch",
    "web.enrolment.rules.translations": "cells of a workbook of at most 5,000 rows, each no longer than our letter",
    "web.files.rules.opendocument": "addresses in a document, in a child process with 8 s; match from the beginning",
    "web.hub.rules.checks": "names in our own modules; fullmatch",
    "web.hub.rules.markup": "texts of forms, which are at most a few thousand signs long",
    "web.imports.rules.dropping": "cells of a past survey, cut before, in a child process with a limit of seconds",
    "web.reports.presenters.openings.colleagues": "our own sentences",
    "web.reports.presenters.technical.printed": "our own sentences",
    "web.reports.rules.figure_words": "notes of a report, which are at most a few thousand signs long",
    "web.safeguarding.rules.words": "comments, which are at most 2,000 signs long",
    "web.schools.rules.register_words": "names in the register, read by the terminal",
}
"""Modules with patterns that slow down with the square of a text's length, and what bounds the text."""


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    warnings.simplefilter("ignore")
    django.setup()
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    told = {where: said for where, compiled in patterns().items() if (said := slow(compiled, size))}
    wrong = [f"{module}: {said}" for (module, _), said in told.items() if module not in CAPPED]
    print("\n".join(wrong) or f"{len(patterns())} patterns; the slow ones are bounded: {len(told)}.", flush=True)  # noqa: T201  # said to the person at the terminal
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
