"""Numbers in a case study's own text: those of the questionnaires are drawn, never typed."""

from __future__ import annotations

from collections.abc import Sequence

from belonging.web.replies.rules.numbers import counts_said, shares_said, unreleased
from belonging.web.replies.rules.shares import Printed


def shares_unpicked(text: str, picked: Sequence[Printed]) -> list[str]:
    """Shares of people ("80%", "7 in 10") that are none of the figures that were picked."""
    return [piece.strip() for piece in dict.fromkeys(shares_said(text)) if unreleased(piece, picked)]


def own_numbers(text: str, picked: Sequence[Printed]) -> list[str]:
    """What needs a source: shares that were not picked, and counts of people in figures ("118 pupils")."""
    counts = [piece.strip() for piece in dict.fromkeys(counts_said(text)) if any(sign.isdigit() for sign in piece)]
    return [*shares_unpicked(text, picked), *counts]


def claim_words(shares: Sequence[str], *, has_source: bool) -> str:
    """What to do about shares that are not figures; empty where there are none."""
    if not shares:
        return ""
    said = " and ".join(f"“{piece}”" for piece in shares)
    if has_source:
        return (
            f"{said}: told as your school’s own number. If it is from the questionnaires, pick it as a figure instead."
        )
    return (
        f"{said} is not among the figures you picked. If it is from the questionnaires, take it out and pick the "
        "figure. If it is your own, say where it comes from."
    )
