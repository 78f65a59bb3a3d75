"""The peppers: the one that new things are made under, and those before it that older things still need."""

from __future__ import annotations

import hashlib
import hmac


def mark_of(pepper: bytes) -> str:
    """Eight letters that tell one pepper from another and say nothing of either (each has 32 random letters or more)."""
    return hmac.new(pepper, b"belonging: mark of the pepper", hashlib.sha256).hexdigest()[:8]
