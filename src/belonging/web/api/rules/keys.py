"""What a key is made of, and what it may allow."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import timedelta
from enum import StrEnum
from typing import Final

LONGEST: Final = timedelta(days=365)
CALLS_A_MINUTE: Final = 120
_FORM: Final = re.compile(r"bm_([0-9a-f]{12})_([A-Za-z0-9_-]{43})", re.ASCII)


class Scope(StrEnum):
    FINDINGS = "findings:read"
    SCHOOL_FINDINGS = "findings:schools"
    RESPONSE_RATES = "response-rates:read"
    SCHOOLS = "schools:read"
    SCHOOL_NAMES = "schools:names"
    ROUNDS = "rounds:read"


SAYS: Final = {
    Scope.FINDINGS: "Released findings of all schools together, and open data",
    Scope.SCHOOL_FINDINGS: "Released findings of each school, under its letter",
    Scope.RESPONSE_RATES: "How many have answered, rounded to 5",
    Scope.SCHOOLS: "Which schools take part: letter, and phase where three share it",
    Scope.SCHOOL_NAMES: "The schools’ names beside their letters",
    Scope.ROUNDS: "Questionnaires of each school: state and months",
}


def written(public_id: str, secret: str) -> str:
    """The key as a program sends it."""
    return f"bm_{public_id}_{secret}"


def parts_of(key: str) -> tuple[str, str] | None:
    """Public id and secret; None for what is no key of ours."""
    found = _FORM.fullmatch(key)
    return None if found is None else (found[1], found[2])


def digest_of(secret: str) -> str:
    """A secret is 256 random bits, so that one plain hash keeps it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret(secret: str, digest: str) -> bool:
    """Takes as long whichever letter is wrong."""
    return hmac.compare_digest(digest_of(secret), digest)
