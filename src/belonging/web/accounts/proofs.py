"""What this session has proven of its user: a second factor, and how long ago who is there.

Every proof names the user it is of: a session may be begun as one person and go on as another.
"""

from __future__ import annotations

import time
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest

from belonging.web.accounts.models import User
from belonging.web.accounts.rules import RECENT

FACTOR_KEY: Final = "second_factor"
SET_UP: Final = "set-up"
PROVIDER: Final = "provider"
"""An identity provider says, of this sign-in, that it asked for one."""


def is_exempt(user: User) -> bool:
    """The demo's accounts are signed in by a click, and have nothing to prove anything with."""
    return settings.GUARD_SESSIONS is not True or (settings.DEMO is True and user.is_demo)


def note_factor(request: HttpRequest, user: User, how: str) -> None:
    """`how`: SET_UP or PROVIDER."""
    request.session[FACTOR_KEY] = [str(user.pk), how]


def forget_factor(request: HttpRequest) -> None:
    request.session.pop(FACTOR_KEY, None)


def factor_noted(request: HttpRequest, user: User) -> str:
    """How this user's second factor was proven here, other than by allauth's own step; empty if it was not."""
    owner, how = request.session.get(FACTOR_KEY) or ("", "")
    return str(how) if owner == str(user.pk) else ""


def has_proven_factor(request: HttpRequest, user: User) -> bool:
    return bool(factor_noted(request, user)) or any(each.get("method") == "mfa" for each in _records(request, user))


def proved_recently(request: HttpRequest, user: User) -> bool:
    """Whether the person has signed in, or shown again who they are, in the last quarter of an hour."""
    return any(time.time() - each["at"] < RECENT.total_seconds() for each in _records(request, user))


def _records(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    from allauth.account.internal.flows.login import get_authentication_records  # not in the answering process

    return list(get_authentication_records(request, user))
