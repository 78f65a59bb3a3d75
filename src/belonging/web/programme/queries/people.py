"""Who stands behind the ids that notes keep."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from belonging.web.accounts.models import User

NO_ACCOUNT = "The public form"


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """A name for each: the account's, or "The public form". One query."""
    asked = set(actors)
    ids = {actor: made for actor in asked if (made := _uuid(actor)) is not None}
    known = {str(pk): name for pk, name in User.objects.filter(pk__in=ids.values()).values_list("pk", "name")}
    return {actor: known.get(actor, "The team" if actor in ids else NO_ACCOUNT) for actor in asked}


def _uuid(actor: str) -> UUID | None:
    try:
        return UUID(actor)
    except ValueError:
        return None
