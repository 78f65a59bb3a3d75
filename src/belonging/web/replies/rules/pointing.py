"""Words that may point at one child: a name, a class, a condition. They are pointed out; the reader decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from belonging.web.safeguarding.rules.words import names_in

CONDITIONS: Final = (
    "adhd", "anorexia", "anxiety", "asd", "asperger", "aspergers", "autism", "autistic", "blind", "cancer",
    "cerebral palsy", "deaf", "depressed", "depression", "diabetes", "diabetic", "down syndrome", "downs",
    "down’s syndrome", "down's syndrome", "dyslexia", "dyslexic", "dyspraxia", "dyspraxic", "ehcp", "epilepsy",
    "epileptic", "fostered", "foster child", "in care", "looked after child", "mute", "mutism", "ocd", "pregnant",
    "self-harm", "tourette", "tourettes", "wheelchair",
)  # fmt: skip
_CONDITION: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in sorted(CONDITIONS, key=len, reverse=True))})(?!\w)",
    re.IGNORECASE,
)
_CLASS: Final = re.compile(
    r"\b(?:(?:year|class|form|group|set)\s)?(?:1[0-3]|[1-9])[A-HJ-Z]{1,2}\b|\b(?:class|form)\s(?:1[0-3]|[1-9])\b",
    re.IGNORECASE,
)


def pointing(texts: Iterable[str]) -> list[str]:
    """Each once, in the order in which they stand."""
    found = [
        piece for text in texts for piece in (*names_in(text), *_matches(_CLASS, text), *_matches(_CONDITION, text))
    ]
    return list(dict.fromkeys(found))


def _matches(pattern: re.Pattern[str], text: str) -> list[str]:
    return [match.group() for match in pattern.finditer(text)]
