"""What of a sealed row is kept for good, the rule that the store holds every round to, and the digest over it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST_ALIKE = 10
"""Rows of a round with the same facts. No setting makes it fewer."""


KEPT_FACTS = ("year_group", "gender", "sen", "phase", "role", "edition", "language", "help", "way")
"""As a questionnaire's columns name them."""

_SEND = {"send": "yes", "no_send": "no"}


@dataclass(frozen=True, slots=True)
class ArchivedRow:
    """`facts` by name, without those that were withheld; `answers` to the statements alone."""

    answers: Mapping[str, int]
    facts: Mapping[str, str]


def fewest_alike(rows: Iterable[ArchivedRow]) -> int:
    """How many rows share all their facts, at least: whoever knows everybody's finds that many people for a row."""
    return min(Counter(_canonical(row.facts) for row in rows).values(), default=LEAST_ALIKE)


def lost_too_few(*, sealed: int, kept: int) -> bool:
    """Whether released totals less what is kept would speak of fewer than ten people."""
    return kept > 0 and 0 < sealed - kept < LEAST_ALIKE


def withheld_too_few(*, sealed: Iterable[Mapping[str, str]], kept: Iterable[ArchivedRow]) -> bool:
    """Whether exact counts by one fact, less the kept rows that state it, would speak of fewer than ten people.

    Facts that `sealed` has under another name are not counted here.
    """
    held = Counter(fact for row in sealed for fact in row.items())
    left = Counter(fact for row in kept for fact in row.facts.items())
    return any(0 < held[fact] - count < LEAST_ALIKE for fact, count in left.items())


def as_asked(facts: Mapping[str, str]) -> dict[str, str]:
    """Facts as they were asked: SEND alone where support or plan is withheld, the choices' edition where its own is."""
    stated = {name: value for name, value in facts.items() if value != "undisclosed"}
    send = _SEND.get(stated.get("send", ""), "")
    asked = {"sen": send} if send else {}
    return {**asked, "edition": facts.get("codes", ""), **{name: stated[name] for name in KEPT_FACTS if name in stated}}


def archive_digest(rows: Iterable[tuple[str, ArchivedRow]]) -> str:
    """SHA-256 (hex) over the sorted canonical rows (key, answers, facts)."""
    lines = sorted(_canonical([key, row.answers, row.facts]) for key, row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def digest_of_all(digests: Sequence[str]) -> str:
    """One digest over those of the rounds, for the journal."""
    return hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
