"""How one entry is chained to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

FIRST = "0" * 64
"""What stands for the previous hash in a chain's first entry."""


def chained_hash(previous_hash: str, content: Sequence[object]) -> str:
    """SHA-256 (hex) over the previous hash and the content, as canonical JSON."""
    text = json.dumps([previous_hash, *content], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
