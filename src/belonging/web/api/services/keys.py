"""Keys: made, ended, and each call with one counted."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from belonging.web.api.errors import KeyEnded, KeyNotPossible, no_key, too_many
from belonging.web.api.models import ApiKey
from belonging.web.api.queries.keys import key_by_public_id
from belonging.web.api.rules.keys import CALLS_A_MINUTE, LONGEST, Scope, digest_of, is_secret, parts_of, written
from belonging.web.journal.services import Act, record_act


@dataclass(frozen=True, slots=True)
class NewKey:
    """`cohorts` are slugs; none: all of them, also later ones."""

    name: str
    scopes: Collection[Scope]
    cohorts: Collection[str]
    expires_on: date


@transaction.atomic
def make_key(*, new: NewKey, actor: str, now: datetime) -> tuple[ApiKey, str]:
    """The key's row, and the key itself, which nobody can show again. Raises KeyNotPossible."""
    if not timedelta(0) < new.expires_on - timezone.localdate(now) <= LONGEST:
        raise KeyNotPossible("A key lasts a year at most. Choose a day from tomorrow to a year from now.")
    if Scope.SCHOOL_NAMES in new.scopes and Scope.SCHOOLS not in new.scopes:
        raise KeyNotPossible("Names stand in the list of schools. Tick the list too, or leave names out.")
    secret = secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        public_id=secrets.token_hex(6),
        secret_hash=digest_of(secret),
        name=new.name,
        scopes=sorted(scope.value for scope in new.scopes),
        cohorts=sorted(new.cohorts),
        made_by=actor,
        made_at=now,
        expires_on=new.expires_on,
    )
    details = {"scopes": key.scopes, "cohorts": key.cohorts, "until": new.expires_on.isoformat()}
    record_act(act=Act("api-key-made", f"api-key:{key.public_id}", details), actor=actor, now=now)
    return key, written(key.public_id, secret)


@transaction.atomic
def end_key(*, key: ApiKey, actor: str, now: datetime) -> None:
    """From now on it opens nothing. Raises KeyEnded."""
    if not ApiKey.objects.filter(pk=key.pk, ended_at__isnull=True).update(ended_at=now, ended_by=actor):
        raise KeyEnded
    record_act(act=Act("api-key-ended", f"api-key:{key.public_id}"), actor=actor, now=now)


def admit(*, sent: str, now: datetime) -> ApiKey:
    """The key that a call came with. Its last day of use is noted, no hour. Raises Problem (401, 429)."""
    parts = parts_of(sent)
    key = None if parts is None else key_by_public_id(parts[0])
    # An unknown key takes as long as a wrong one.
    fits = is_secret(parts[1] if parts else "", key.secret_hash if key else digest_of(""))
    today = timezone.localdate(now)
    if key is None or not fits or key.ended_at is not None or key.expires_on < today:
        raise no_key()
    _spend(key, now)
    if key.last_used_on != today:
        ApiKey.objects.filter(pk=key.pk).update(last_used_on=today)
    return key


def _spend(key: ApiKey, now: datetime) -> None:
    minute, seconds = divmod(int(now.timestamp()), 60)
    counter = f"api-calls:{key.public_id}:{minute}"
    if cache.add(counter, 1, timeout=120):
        return
    try:
        made = cache.incr(counter)
    except ValueError:  # swept from the cache meanwhile
        cache.set(counter, 1, timeout=120)
        return
    if made > CALLS_A_MINUTE:
        raise too_many(60 - seconds)
