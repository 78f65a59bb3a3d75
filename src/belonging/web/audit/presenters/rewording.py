"""What a new version of the audit changed: the words of a statement then and now, and the team's notes for schools."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from belonging.web.audit.models import Edition
from belonging.web.audit.rules.changes import PARTS, StatementChange

Rows = tuple[tuple[str, str, str], ...]
"""(part, then, now)."""


@dataclass(frozen=True, slots=True)
class VersionNotes:
    title: str
    notes: str


def old_beside_new(change: StatementChange | None) -> Rows:
    """The texts of the statement that differ since the last audit; none where it is as it was, new or gone."""
    if change is None or change.then is None or change.now is None:
        return ()
    parts = [part for part, words in PARTS.items() if words in change.reworded]
    return tuple(
        (PARTS[part][:1].upper() + PARTS[part][1:], getattr(change.then, part), getattr(change.now, part))
        for part in parts
    )


def version_notes(editions: Iterable[Edition]) -> list[VersionNotes]:
    return [VersionNotes(f"What is new in version {each.version}", each.notes) for each in editions]
