"""The peppers: the one that new things are made under, and those before it that older things still need."""

from __future__ import annotations

import hashlib
import hmac


def mark_of(pepper: bytes) -> str:
    """Eight letters that tell one pepper from another and say nothing of either: each is long and random."""
    return hmac.new(pepper, b"belonging: mark of the pepper", hashlib.sha256).hexdigest()[:8]
