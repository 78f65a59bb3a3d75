"""Codes, and when they work."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

LETTERS: Final = "BCDFGHJKMNPQRTVWXYZ"
"""No vowels, so that no word comes out; nothing that is taken for something else when it is read aloud."""
CODE_LENGTH: Final = 6
OPENS_BEFORE: Final = timedelta(minutes=30)
CLOSES_AFTER: Final = timedelta(minutes=60)
FEEDBACK_FOR: Final = timedelta(days=14)


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def new_door_token() -> str:
    return secrets.token_urlsafe(24)


def as_code(typed: str) -> str:
    """However it was typed: "bcd-fgh", "BCD FGH"."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def is_door_open(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    return starts_at - OPENS_BEFORE <= now <= ends_at + CLOSES_AFTER
