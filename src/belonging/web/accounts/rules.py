"""Invitations and sessions: how long they last, and what counts as a second factor."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

INVITATION_LASTS = timedelta(hours=72)
INVITATION_KEPT = timedelta(days=90)
"""After it has lapsed, been used or been withdrawn; then the address is forgotten."""
PASS_KEPT = timedelta(days=730)
"""After it is over: a school can see for so long who could look."""
IDLE = timedelta(minutes=30)
WHOLE_SESSION = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
"""How often a session writes down that it is in use."""
RECENT = timedelta(minutes=15)
"""How long a proof of who one is holds for acts that ask for it."""
UNUSED_CLOSES = timedelta(days=90)
"""After the last sign-in an account is closed."""
UNUSED_ERASED = timedelta(days=365)
"""After the last sign-in name and address are erased."""
CALLED_CLOSES, CALLED_ERASED = timedelta(days=365), timedelta(days=730)
"""The same for those who are told when a child wants to talk: months without a call are usual, and a closed account
would cost the child time."""
WARNED_BEFORE = timedelta(days=14)
NOBODY = "Account deleted"
"""The name of an account that was erased."""

TWO_FACTORS = frozenset({"mfa", "hwk", "otp", "sms", "tel", "fpt", "face", "iris", "sc", "swk"})
"""RFC 8176, values of `amr` that stand for something beside a password."""


def new_token() -> str:
    """256 random bits, for the address of an invitation."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token: SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def idle_too_long(*, began: datetime, seen: datetime, now: datetime) -> bool:
    """Whether a session is over: not used for `IDLE`, or begun `WHOLE_SESSION` ago. A clock set back ends it too."""
    return now - seen > IDLE or now - began > WHOLE_SESSION or began > now + NOTED_EVERY


def says_second_factor(*, amr: object, acr: object, accepted: Iterable[str]) -> bool:
    """Whether an identity provider says that it asked for more than a password.

    `amr`: RFC 8176, a list of methods; "mfa" alone says so, a list of two kinds does too. `acr`: a level,
    which counts where the operator has named it as `accepted`.
    """
    methods = {str(each) for each in amr} if isinstance(amr, list) else set()
    if "mfa" in methods or (methods & TWO_FACTORS and methods - TWO_FACTORS):
        return True
    return isinstance(acr, str) and acr in frozenset(accepted)
