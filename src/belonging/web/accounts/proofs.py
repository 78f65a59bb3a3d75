"""What this session has proven: a second factor, and how long ago who is there."""

from __future__ import annotations

import time
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from belonging.web.accounts.models import User
from belonging.web.accounts.rules import RECENT

FACTOR_KEY: Final = "second_factor"
_RECORDS_KEY: Final = "account_authentication_methods"
"""allauth's own: a list of what was proven when, kept in the session."""


def is_exempt(user: User) -> bool:
    """The demo's accounts are signed in by a click, and have nothing to prove anything with."""
    return settings.GUARD_SESSIONS is not True or (settings.DEMO is True and user.is_demo)


def note_factor(request: HttpRequest, how: str) -> None:
    """`how`: "set-up", or "provider" where an identity provider says that it asked for one."""
    request.session[FACTOR_KEY] = how


def has_proven_factor(request: HttpRequest) -> bool:
    return FACTOR_KEY in request.session or any(each.get("method") == "mfa" for each in _records(request))


def proved_recently(request: HttpRequest) -> bool:
    """Whether the person has signed in, or shown again who they are, in the last quarter of an hour."""
    return any(time.time() - _at(each) < RECENT.total_seconds() for each in _records(request))


def _at(record: dict[str, object]) -> float:
    at = record.get("at")
    return at if isinstance(at, float) else 0.0


def _records(request: HttpRequest) -> list[dict[str, object]]:
    found = request.session.get(_RECORDS_KEY)
    return found if isinstance(found, list) else []
