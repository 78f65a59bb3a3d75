"""The link of two answers by one slip, and how long links are kept."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, timedelta
from typing import Final

KEY_BYTES: Final = 32
LINK_LENGTH: Final = 32
KEPT_DAYS: Final = 90
"""After the endline has closed, at the latest. Sooner where the matched file is handed out."""


def link_of(*, key: bytes, ticket: str) -> str:
    """HMAC-SHA256 (32 hex digits) of a slip's fingerprint under the cohort's key; without the key it tells nothing."""
    return hmac.new(key, f"link {ticket}".encode(), hashlib.sha256).hexdigest()[:LINK_LENGTH]


def key_digest(key: bytes) -> str:
    """It leads to no key: a key is 256 random bits."""
    return hashlib.sha256(key).hexdigest()


def last_day(closed: date) -> date:
    return closed + timedelta(days=KEPT_DAYS)
