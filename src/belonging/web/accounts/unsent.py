"""What somebody sent from a session that had ended: kept beside the sign-in that follows, for that person alone.

Forms of the audit, the plan and the pages for families are long, and a session ends after half an hour without use.
Files are not kept, nor anything of other parts: no password or code, and nothing about a child's safety.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest

from belonging.web.accounts.models import User

KEY: Final = "unsent"
PARTS: Final = frozenset({"audit", "actions", "replies", "cases", "community", "hub", "sets", "training"})
MOST: Final = 40_000
"""Characters; more than the longest of these forms can hold."""
KEPT_FOR: Final = timedelta(hours=1)
SHOWN_FROM: Final = 20
"""Characters from which on a field is shown to whoever typed it; shorter ones are choices and keys."""
_TYPED: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form as it was sent, and where to."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(value for name, value in self.fields if len(value) >= SHOWN_FROM and name != "base")


def sent_in(request: HttpRequest, user: User, now: datetime) -> Mapping[str, object] | None:
    """To be put into the next session under KEY; None where nothing of it is kept."""
    match = request.resolver_match
    if request.method != "POST" or match is None or match.app_name not in PARTS or request.content_type != _TYPED:
        return None
    fields = [[name, value] for name, values in request.POST.lists() for value in values]
    fields = [pair for pair in fields if pair[0] != "csrfmiddlewaretoken"]
    if sum(len(value) for _, value in fields) > MOST:
        return None
    return {"path": request.get_full_path(), "fields": fields, "of": str(user.pk), "at": now.isoformat()}


def unsent_of(request: HttpRequest, user: User, now: datetime) -> Unsent | None:
    """What this person had sent; another's, and what is older than an hour, is thrown away."""
    kept = request.session.get(KEY)
    if kept is None:
        return None
    if kept["of"] != str(user.pk) or now - datetime.fromisoformat(kept["at"]) > KEPT_FOR:
        del request.session[KEY]
        return None
    return Unsent(kept["path"], tuple((name, value) for name, value in kept["fields"]))
