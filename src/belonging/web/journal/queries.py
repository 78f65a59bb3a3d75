"""Reading the journal. Call in a programme-wide scope, or in that of the chain's school."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from belonging.web.journal.models import Entry
from belonging.web.journal.rules import FIRST, Head

AT_A_TIME = 2000


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a chain is broken, and how: a sentence's end, "was altered"."""

    chain: str
    number: int
    how: str


def broken_link(chain: str) -> int | None:
    """The number of the first entry that was altered, removed or moved; None when the chain is whole."""
    fault = fault_in(chain)
    return None if fault is None else fault.number


def fault_in(chain: str) -> Fault | None:
    """The first thing wrong within the chain. What was cut off its end can be told by an earlier head alone."""
    previous = FIRST
    entries = Entry.objects.filter(chain=chain).order_by("number").iterator(chunk_size=AT_A_TIME)
    for expected, entry in enumerate(entries, start=1):
        if entry.number != expected:
            return Fault(chain, expected, "is missing")
        if entry.previous_hash != previous:
            return Fault(chain, expected, "does not follow the one before: one of the two was replaced or moved")
        if entry.hash != entry.expected_hash():
            return Fault(chain, expected, "was altered")
        previous = entry.hash
    return None


def chains() -> list[str]:
    return list(Entry.objects.order_by("chain").values_list("chain", flat=True).distinct())


def heads() -> list[Head]:
    """The last entry of every chain, by the chain's name."""
    found = []
    for chain in chains():
        last = Entry.objects.filter(chain=chain).order_by("-number").only("chain", "number", "hash").first()
        if last is not None:
            found.append(Head(chain, last.number, last.hash))
    return found


def faults_since(earlier: Iterable[Head]) -> list[Fault]:
    """What these heads, noted earlier and kept elsewhere, tell: chains cut short since, or written anew."""
    found = []
    for head in earlier:
        entry = Entry.objects.filter(chain=head.chain, number=head.number).only("hash").first()
        if entry is None:
            last = Entry.objects.filter(chain=head.chain).count()
            found.append(Fault(head.chain, last + 1, f"and all up to {head.number} were cut off"))
        elif entry.hash != head.hash:
            found.append(Fault(head.chain, head.number, "or one before it was replaced, and the chain written anew"))
    return found
