"""What the lead reads before signing off: what is unrated, and which versions still wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from belonging.web.audit.models import Audit, RatingEntry
from belonging.web.audit.presenters.work import audit_title, counted, way
from belonging.web.audit.queries.asked import Asked
from belonging.web.audit.rules.progress import Progress
from belonging.web.ui.components import Link


@dataclass(frozen=True, slots=True)
class SignOffPage:
    """`left` and `waiting` are empty where nothing is left."""

    title: str
    back: str
    asked: int
    left: str
    by_area: tuple[str, ...]
    waiting: str
    versions: tuple[Link, ...]


def sign_off_page(*, audit: Audit, progress: Progress, waiting: Sequence[tuple[RatingEntry, Asked]]) -> SignOffPage:
    left = progress.asked - progress.rated
    behind = [area for area in progress.by_area if area.rated < area.asked]
    words = f"{counted(left, 'statement')} of {progress.asked} {'is' if left == 1 else 'are'} not rated."
    return SignOffPage(
        title=audit_title(audit),
        back=way(audit, "stage"),
        asked=progress.asked,
        left=f"{words} You can sign off all the same; they stay unrated." if left else "",
        by_area=tuple(f"{area.title}: {area.asked - area.rated} of {area.asked} not rated" for area in behind),
        waiting=_waiting(len(waiting)),
        versions=tuple(_version(audit, entry, asked) for entry, asked in waiting),
    )


def _waiting(number: int) -> str:
    if not number:
        return ""
    verb, they = ("waits", "it is") if number == 1 else ("wait", "they are")
    return (
        f"{counted(number, 'version')} {verb} to be settled. Settle first, or sign off: what stands in the audit then "
        f"counts, and {they} set aside, to be read in the history."
    )


def set_aside_words(number: int) -> str:
    """What signing off did to versions that waited; empty where none did."""
    if not number:
        return ""
    which, verb = ("that waited is", "it stays") if number == 1 else ("that waited are", "they stay")
    return f" {counted(number, 'version')} {which} set aside; {verb} in the history."


def _version(audit: Audit, entry: RatingEntry, asked: Asked) -> Link:
    words = f"{asked.statement.number} {asked.statement.wording}"
    return Link(words, way(audit, "version", entry.statement, entry.pk))
