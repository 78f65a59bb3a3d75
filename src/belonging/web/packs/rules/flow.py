"""Where a pack stands, and for how long its bytes are there."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from belonging.web.packs.rules.kinds import PackKind

KEPT: Final = timedelta(days=7)
"""From building to the end of the link and of the bytes."""
AGAIN: Final = timedelta(days=1)
"""How long after its first download a matched file, of which no other is made, can be downloaded again."""


class Standing(StrEnum):
    WAITS_FOR_FIRST = "first"
    WAITS_FOR_SECOND = "second"
    REFUSED = "refused"
    BUILDING = "building"
    FAILED = "failed"
    READY = "ready"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Dates:
    """What the standing of a pack follows from."""

    kind: PackKind
    first: bool
    second: bool
    refused: bool
    failed: bool
    built: bool
    expires_at: datetime | None
    destroyed: bool


def standing(dates: Dates, now: datetime) -> Standing:
    if dates.refused:
        return Standing.REFUSED
    if dates.built:
        over = dates.destroyed or dates.expires_at is None or dates.expires_at <= now
        return Standing.OVER if over else Standing.READY
    if dates.failed:
        return Standing.FAILED
    if dates.second or dates.kind is PackKind.SYNTHETIC:
        return Standing.BUILDING
    return Standing.WAITS_FOR_SECOND if dates.first else Standing.WAITS_FOR_FIRST


def link_token(handle: str, built_at: datetime, *, pepper: bytes) -> str:
    """The secret part of a pack's link. Made again when it is shown, so that it is stored nowhere."""
    words = f"pack link {handle} {built_at.isoformat()}".encode()
    return hmac.new(pepper, words, hashlib.sha256).hexdigest()[:40]


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
