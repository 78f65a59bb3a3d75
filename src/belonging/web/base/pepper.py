"""The pepper, and those before it: what is made now is made under the first, and what was made before still fits.

A round's salt ends in the mark of the pepper that its codes were made under, so that a new pepper makes no slip of an
open round unknown. Salts without a mark were drawn before there was one: they go with the oldest.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Final

from django.conf import settings

RANDOM: Final = 32
"""Bytes of a salt that are drawn; its mark follows."""


def peppers() -> tuple[bytes, ...]:
    """The one that new things are made under, then those before it, the newest first."""
    return (bytes(settings.BELONGING_PEPPER), *settings.PEPPERS_BEFORE)


def mark_of(pepper: bytes) -> str:
    """Eight letters that tell one pepper from another and say nothing of either: each is long and random."""
    return hmac.new(pepper, b"belonging: mark of the pepper", hashlib.sha256).hexdigest()[:8]


def new_salt() -> bytes:
    return secrets.token_bytes(RANDOM) + bytes.fromhex(mark_of(peppers()[0]))


def pepper_for(salt: bytes) -> bytes:
    """That the salt was drawn under. Where it is no longer set, the present one, under which nothing then fits."""
    known = peppers()
    mark = salt[RANDOM:].hex()
    if not mark:
        return known[-1]
    return next((pepper for pepper in known if mark_of(pepper) == mark), known[0])


def fits(expected: Callable[[bytes], str], stored: str) -> bool:
    """Whether `stored` is what `expected` gives under any of the peppers."""
    found = [hmac.compare_digest(expected(pepper), stored) for pepper in peppers()]
    return any(found)
