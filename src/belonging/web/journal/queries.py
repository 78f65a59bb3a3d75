"""Reading the journal."""

from __future__ import annotations

from belonging.web.journal.models import Entry
from belonging.web.journal.rules import FIRST


def broken_link(chain: str) -> int | None:
    """The number of the first entry that was altered, removed or moved; None when the chain is whole."""
    previous = FIRST
    for expected, entry in enumerate(Entry.objects.filter(chain=chain).order_by("number"), start=1):
        if entry.number != expected or entry.previous_hash != previous or entry.hash != entry.expected_hash():
            return expected
        previous = entry.hash
    return None
