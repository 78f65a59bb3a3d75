"""How many slips are used: counted now and then, kept only as rounded numbers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count

from belonging.web.surveys.models import Entrance, Pack, Response, Round, Slip
from belonging.web.surveys.rules.rounds import COUNT_EVERY, shown_count


@transaction.atomic
def refresh_counts(*, round_: Round, now: datetime) -> bool:
    """Count again if the last count is ten minutes old; whether it was counted."""
    last = round_.answered_counted_at
    if last is not None and now - last < COUNT_EVERY:
        return False
    count_used(round_, now=now)
    return True


def count_used(round_: Round, *, now: datetime) -> None:
    """Inside a transaction. Withdrawn answers count: their slip is used."""
    keys = Response.objects.filter(round=round_).values("key")
    used = dict(
        Slip.objects.filter(round=round_, key__in=keys).values_list("pack_id").annotate(Count("key")).order_by()
    )
    printed = 0
    for pack in Pack.objects.filter(round=round_):
        printed += pack.slips
        pack.used = shown_count(used.get(pack.pk, 0), out_of=pack.slips)
        pack.used_counted_at = now
        pack.save(update_fields=["used", "used_counted_at"])
    out_of = printed if round_.entrance == Entrance.SLIPS else None
    round_.answered = shown_count(keys.count(), out_of=out_of)
    round_.answered_counted_at = now
    round_.save(update_fields=["answered", "answered_counted_at"])
