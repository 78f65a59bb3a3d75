"""Words that may point at one child: a name, a class, a condition. They are pointed out; the reader decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from belonging.web.safeguarding.rules.words import names_in

CONDITIONS: Final = (
    "adhd", "anorexia", "anxiety", "asd", "asperger", "aspergers", "autism", "autistic", "blind", "cancer",
    "cerebral palsy", "deaf", "depressed", "depression", "diabetes", "diabetic", "down syndrome",
    "down’s syndrome", "down's syndrome", "dyslexia", "dyslexic", "dyspraxia", "dyspraxic", "ehcp", "epilepsy",
    "epileptic", "fostered", "foster child", "in care", "looked after child", "mute", "mutism", "ocd", "pregnant",
    "self-harm", "tourette", "tourettes", "wheelchair",
)  # fmt: skip
_CONDITION: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in sorted(CONDITIONS, key=len, reverse=True))})(?!\w)",
    re.IGNORECASE,
)
_CLASS: Final = re.compile(
    r"\b(?:(?i:year|class|form|group|set)\s)?(?:1[0-3]|[1-9])(?:[A-HJ-Z]{1,2}|[a-f])\b"
    r"|\b(?i:class|form)\s(?:1[0-3]|[1-9])\b"
)


def pointing(texts: Iterable[str]) -> list[str]:
    """Each once, and none that is a part of a longer one: "Mrs Khan", not "Khan" too."""
    found = [piece for text in texts for piece in (*_names(text), *_matches(_CLASS, text), *_matches(_CONDITION, text))]
    parts = {part for piece in found if len(piece.split()) > 1 for part in piece.split()}
    return list(dict.fromkeys(piece for piece in found if piece not in parts))


def _names(text: str) -> list[str]:
    return [name for name in names_in(text) if name != "Years"]


def _matches(pattern: re.Pattern[str], text: str) -> list[str]:
    return [match.group() for match in pattern.finditer(text)]
