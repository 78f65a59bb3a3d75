"""What somebody sent from a session that had ended: kept beside the sign-in that follows, for that person alone.

Forms of the audit, the plan, a case study or a meeting are long, and a session ends after half an hour without use.
Files are not kept, nor anything of other parts: no password or code, and nothing about a child's safety. The session
has it encrypted, so that a copy of the database holds no words of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from cryptography.fernet import InvalidToken
from django.http import HttpRequest

from belonging.web.accounts.models import User
from belonging.web.accounts.secrecy import decrypted, encrypted

KEY: Final = "unsent"
PARTS: Final = frozenset({"audit", "actions", "replies", "cases", "community", "hub", "sets", "training", "voice"})
PAGES: Final = frozenset({"home:adviser"})
"""Single pages of parts that are not among these."""
MOST: Final = 40_000
"""Characters; more than the longest of these forms can hold."""
KEPT_FOR: Final = timedelta(hours=1)
SHOWN_FROM: Final = 20
"""Characters from which on a field is shown to whoever typed it; shorter ones are choices and keys."""
_TYPED: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form as it was sent, and where to."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(value for name, value in self.fields if len(value) >= SHOWN_FROM and name != "base")


def sent_in(request: HttpRequest, user: User, now: datetime) -> str | None:
    """To be put into the next session under KEY; None where nothing of it is kept."""
    match = request.resolver_match
    if request.method != "POST" or match is None or request.content_type not in _TYPED:
        return None
    if match.app_name not in PARTS and match.view_name not in PAGES:
        return None
    fields = [[name, value] for name, values in request.POST.lists() for value in values]
    fields = [pair for pair in fields if pair[0] != "csrfmiddlewaretoken"]
    if sum(len(value) for _, value in fields) > MOST:
        return None
    kept = {"path": request.get_full_path(), "fields": fields, "of": str(user.pk), "at": now.isoformat()}
    return encrypted(json.dumps(kept))


def unsent_of(request: HttpRequest, user: User, now: datetime) -> Unsent | None:
    """What this person had sent; another's, and what is older than an hour, is thrown away."""
    kept = _kept(request)
    if kept is None:
        return None
    if kept["of"] != str(user.pk) or now - datetime.fromisoformat(kept["at"]) > KEPT_FOR:
        del request.session[KEY]
        return None
    return Unsent(kept["path"], tuple((name, value) for name, value in kept["fields"]))


def forget_sent(request: HttpRequest) -> None:
    """Once it is sent again it is no longer kept."""
    if request.method == "POST" and KEY in request.session:
        kept = _kept(request)
        if kept is None or kept["path"] == request.get_full_path():
            request.session.pop(KEY, None)


def _kept(request: HttpRequest) -> dict[str, Any] | None:
    sealed = request.session.get(KEY)
    if not isinstance(sealed, str):
        return None
    try:
        kept: dict[str, Any] = json.loads(decrypted(sealed))
    except InvalidToken:
        return None
    return kept
