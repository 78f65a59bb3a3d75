"""A key of the API. Nobody has its secret."""

from __future__ import annotations

from django.utils import timezone

from belonging.web.api.rules.keys import LONGEST, Scope
from belonging.web.api.services.keys import NewKey, make_key
from tests.guards.doors.places import ACTOR, Samples


def api_key() -> Samples:
    now = timezone.now()
    new = NewKey("A dashboard", list(Scope), [], timezone.localdate(now) + LONGEST)
    key, _ = make_key(new=new, actor=ACTOR, now=now)
    return {"api_key": key.public_id}
