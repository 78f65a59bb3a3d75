"""How many slips are used: counted now and then, kept only as rounded numbers.

Many rounds are counted with one pair of queries: a nation of 24,000 schools is counted every ten minutes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from belonging.web.base.scope import programme_scope
from belonging.web.surveys.models import Entrance, Pack, Response, Round, Slip, State
from belonging.web.surveys.rules.rounds import COUNT_EVERY, shown_count

AT_ONCE = 200
"""Rounds of one transaction: few enough that nobody waits for it, many enough that queries are few."""


def recount_due(*, now: datetime, batches: int | None = None) -> int:
    """Count the open and closed rounds whose last count is ten minutes old; how many were. Outside any scope.

    `batches` bounds the work of one call: what is left is due at the next. Where a batch fails, its rounds are
    counted one by one. What still fails is raised when all others are done.
    """
    counted, failures, reached = 0, list[Exception](), 0
    while (batches is None or batches > 0) and (batch := _due(now, after=reached)):
        batches = None if batches is None else batches - 1
        try:
            counted += _recount(batch, now)
        except Exception:  # noqa: BLE001  # each of its rounds is tried by itself, and the culprit is raised below
            for pk in batch:
                try:
                    counted += _recount([pk], now)
                except Exception as error:  # noqa: BLE001  # one school's fault must not keep the others waiting
                    error.add_note(f"round {pk}, to be counted")
                    failures.append(error)
        # What is held by somebody else, or broken, waits for the next look.
        reached = batch[-1]
    if failures:
        raise ExceptionGroup("Some rounds could not be counted", failures)
    return counted


@transaction.atomic
def refresh_counts(*, round_: Round, now: datetime) -> bool:
    """Count one round again if its last count is ten minutes old; whether it was counted."""
    last = round_.answered_counted_at
    if last is not None and now - last < COUNT_EVERY:
        return False
    count_used(round_, now=now)
    return True


def count_used(round_: Round, *, now: datetime) -> None:
    """Inside a transaction, whenever it was counted last. Withdrawn answers count: their slip is used."""
    _count([round_], now)
    round_.refresh_from_db(fields=["answered", "answered_counted_at"])


def _due(now: datetime, *, after: int) -> list[int]:
    with programme_scope("upkeep: counting"):
        return list(_stale(now).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def _stale(now: datetime) -> QuerySet[Round]:
    old = Q(answered_counted_at=None) | Q(answered_counted_at__lte=now - COUNT_EVERY)
    return Round.objects.filter(old, state__in=[State.OPEN, State.CLOSED])


def _recount(pks: Sequence[int], now: datetime) -> int:
    """Rounds that are being sealed or changed just now are passed over."""
    with programme_scope("upkeep: counting"), transaction.atomic():
        rounds = list(_stale(now).select_for_update(of=("self",), skip_locked=True).filter(pk__in=pks))
        _count(rounds, now)
    return len(rounds)


def _count(rounds: Sequence[Round], now: datetime) -> None:
    ids = [round_.pk for round_ in rounds]
    sent = Response.objects.filter(round__in=ids).order_by()
    answered = dict(sent.values_list("round_id").annotate(Count("key")))
    used = dict(
        Slip.objects.filter(round__in=ids, key__in=sent.values("key"))
        .order_by()
        .values_list("pack_id")
        .annotate(Count("key"))
    )
    packs = list(Pack.objects.filter(round__in=ids).only("pk", "round_id", "slips", "revoked_at"))
    shown = {pack.pk: shown_count(used.get(pack.pk, 0), out_of=pack.slips) for pack in packs}
    for number, pks in _by_number(shown).items():
        Pack.objects.filter(pk__in=pks).update(used=number, used_counted_at=now)
    out_of = _slips_out(packs, used)
    whole = {
        round_.pk: shown_count(
            answered.get(round_.pk, 0), out_of=out_of[round_.pk] if round_.entrance == Entrance.SLIPS else None
        )
        for round_ in rounds
    }
    for number, pks in _by_number(whole).items():
        Round.objects.filter(pk__in=pks).update(answered=number, answered_counted_at=now)


def _slips_out(packs: Iterable[Pack], used: Mapping[int, int]) -> Mapping[int, int]:
    """Slips that are with somebody, by round: of a lost pack, those that were used before."""
    out: dict[int, int] = defaultdict(int)
    for pack in packs:
        out[pack.round_id] += pack.slips if pack.revoked_at is None else used.get(pack.pk, 0)
    return out


def _by_number(numbers: Mapping[int, int]) -> Mapping[int, list[int]]:
    """Ids by the number to be written: numbers are rounded, so they are few."""
    found: dict[int, list[int]] = defaultdict(list)
    for pk, number in numbers.items():
        found[number].append(pk)
    return found
