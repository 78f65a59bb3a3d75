"""A pack that went missing, and how many pupils the school has on the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from belonging.web.journal.services import Act, record_act
from belonging.web.surveys.errors import PackRevoked, ReasonMissing, RollRefused
from belonging.web.surveys.models import Pack, Response, Round, Slip
from belonging.web.surveys.queries import locked
from belonging.web.surveys.services.rounds import refuse_unless_open
from belonging.web.surveys.services.slips import DrawnPack, keep_packs

LONGEST_REASON = 200
LARGEST_ROLL = 5000


@transaction.atomic
def revoke_pack(*, pack: Pack, reason: str, actor: str, now: datetime) -> None:
    """Unused slips of a lost pack stop working at once; used ones stay counted. The label is free again.

    Raises RoundNotOpen, RoundClosed, RoundSealed, PackRevoked, ReasonMissing.
    """
    current = locked(pack.round)
    refuse_unless_open(current)
    said = " ".join(reason.split())[:LONGEST_REASON]
    if not said:
        raise ReasonMissing
    found = Pack.objects.select_for_update(of=("self",)).get(pk=pack.pk)
    if found.revoked_at is not None:
        raise PackRevoked(f"“{found.label}” is marked as lost already. You can print new slips for it.")
    used = Response.objects.filter(round=current).values("key")
    Slip.objects.filter(pack=found).exclude(key__in=used).delete()
    found.revoked_at = now
    found.class_key = ""
    found.save(update_fields=["revoked_at", "class_key"])
    act = Act("pack-revoked", f"round:{current.pk}", {"pack": found.pk, "reason": said})
    record_act(act=act, actor=actor, now=now, school_id=current.school_id)


@transaction.atomic
def keep_printed(
    *, round_: Round, packs: Sequence[DrawnPack], roll: int | None, actor: str, now: datetime
) -> list[Pack]:
    """`keep_packs`, and the roll where the list of pupils told it: all of it or nothing."""
    kept = keep_packs(round_=round_, packs=packs, actor=actor, now=now)
    if roll is not None:
        set_roll(round_=round_, roll=roll, actor=actor, now=now)
    return kept


@transaction.atomic
def set_roll(*, round_: Round, roll: int, actor: str, now: datetime) -> None:
    """How many could answer, from the roll on the day. Nothing is written when it is that already.

    Raises RoundNotOpen, RoundClosed, RoundSealed, RollRefused.
    """
    current = locked(round_)
    refuse_unless_open(current)
    if not 1 <= roll <= LARGEST_ROLL:
        raise RollRefused(f"Please give a number between 1 and {LARGEST_ROLL:,}.")
    if current.roll == roll:
        return
    details = {"from": current.roll, "to": roll}
    current.roll = roll
    current.save(update_fields=["roll"])
    act = Act("roll-set", f"round:{current.pk}", details)
    record_act(act=act, actor=actor, now=now, school_id=current.school_id)
    round_.refresh_from_db()
