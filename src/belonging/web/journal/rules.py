"""How one entry is chained to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from belonging.web.base.numbers import LARGEST_KEY, whole_number

FIRST = "0" * 64
"""What stands for the previous hash in a chain's first entry."""


def chained_hash(previous_hash: str, content: Sequence[object]) -> str:
    """SHA-256 (hex) over the previous hash and the content, as canonical JSON."""
    text = json.dumps([previous_hash, *content], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Head:
    """How far a chain has come: its last entry's number and hash."""

    chain: str
    number: int
    hash: str


class UnreadableHeads(ValueError):
    """There is no line of a head in it."""


def written_heads(heads: Iterable[Head]) -> str:
    """One line for each chain: its name, the number of its last entry, that entry's hash."""
    return "".join(f"{head.chain} {head.number} {head.hash}\n" for head in heads)


def read_heads(text: str) -> list[Head]:
    """The heads in a file, a mail or a backup's manifest; what else is in it is passed over.

    Raises UnreadableHeads where there is none.
    """
    found = []
    text = _lines_of_manifest(text) if text.lstrip().startswith("{") else text
    for line in text.splitlines():
        words = line.split()
        if len(words) != 3 or len(words[2]) != len(FIRST):
            continue
        number = whole_number(words[1], most=LARGEST_KEY)
        if number is not None and (words[0] == "programme" or words[0].startswith("school:")):
            found.append(Head(words[0], number, words[2]))
    if not found:
        raise UnreadableHeads
    return found


def _lines_of_manifest(text: str) -> str:
    """`journal` in a backup's list of contents: chain to number and hash."""
    try:
        noted = json.loads(text)["journal"].items()
        return "".join(f"{chain} {number} {head}\n" for chain, (number, head) in noted)
    except (ValueError, RecursionError, KeyError, AttributeError, TypeError) as error:
        raise UnreadableHeads from error
