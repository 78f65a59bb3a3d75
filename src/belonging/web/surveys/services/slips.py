"""Slips: codes are made, handed over once as plain text, and kept only as HMACs."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from belonging.web.journal.services import Act, record_act
from belonging.web.surveys.errors import PackAlreadyPrinted, SlipsRefused
from belonging.web.surveys.models import Entrance, Pack, Round, Slip
from belonging.web.surveys.queries import locked
from belonging.web.surveys.rules.codes import new_code, response_key
from belonging.web.surveys.rules.rounds import SLIP_FACTS, SLIP_VALUES
from belonging.web.surveys.services.rounds import refuse_unless_open

MOST_IN_A_PACK = 2000


@dataclass(frozen=True, slots=True)
class SlipOrder:
    """So many slips that carry the same facts; an empty fact is not stated."""

    count: int
    year_group: str = ""
    sex: str = ""
    sen: str = ""


def issue_slips(*, round_: Round, pack_label: str, orders: Sequence[SlipOrder], actor: str, now: datetime) -> list[str]:
    """As `issue_sets`, all codes in one shuffled list: nobody can tell which code carries which facts."""
    sets = issue_sets(round_=round_, pack_label=pack_label, orders=orders, actor=actor, now=now)
    codes = [code for codes in sets for code in codes]
    secrets.SystemRandom().shuffle(codes)
    return codes


@transaction.atomic
def issue_sets(
    *, round_: Round, pack_label: str, orders: Sequence[SlipOrder], actor: str, now: datetime
) -> list[list[str]]:
    """The codes (8 symbols, unformatted) of each order, in random order. They are kept nowhere.

    Raises RoundNotOpen, RoundClosed, RoundSealed, SlipsRefused, PackAlreadyPrinted.
    """
    current = locked(round_)
    refuse_unless_open(current)
    _refuse_misfit(current, orders)
    label = " ".join(pack_label.split())
    _refuse_label(current, label)
    pack = Pack.objects.create(
        school_id=current.school_id, round=current, label=label, slips=sum(order.count for order in orders)
    )
    sets, slips = [], []
    for order in orders:
        made = _fresh_codes(current, order.count)
        sets.append(list(made))
        slips += [_slip(current, pack, key, order) for key in made.values()]
    # Rows lie in the order they are written: shuffled, so that a block of slips tells no facts apart.
    secrets.SystemRandom().shuffle(slips)
    Slip.objects.bulk_create(slips)
    act = Act("slips-issued", f"round:{current.pk}", {"pack": pack.pk, "slips": pack.slips})
    record_act(act=act, actor=actor, now=now, school_id=current.school_id)
    return sets


def _refuse_misfit(current: Round, orders: Sequence[SlipOrder]) -> None:
    if current.entrance != Entrance.SLIPS:
        raise SlipsRefused("This questionnaire is answered by one link for everyone, so it has no slips.")
    if not orders or any(order.count < 1 for order in orders):
        raise SlipsRefused("Please say how many slips you need: at least 1.")
    if sum(order.count for order in orders) > MOST_IN_A_PACK:
        raise SlipsRefused(f"At most {MOST_IN_A_PACK} slips can be printed at once. Please print them class by class.")
    for order in orders:
        for fact in SLIP_FACTS:
            value = getattr(order, fact)
            if value and fact not in current.slip_facts:
                raise SlipsRefused(
                    f"Slips of this questionnaire do not carry {fact.replace('_', ' ')}: the form asks instead."
                )
            if value and value not in SLIP_VALUES[fact]:
                raise SlipsRefused(f"{value!r} is not a {fact.replace('_', ' ')} that a slip can carry.")


def _refuse_label(current: Round, label: str) -> None:
    if not label:
        raise SlipsRefused("Please give the pack a name, for instance the class it is for.")
    if Pack.objects.filter(round=current, label__iexact=label).exists():
        raise PackAlreadyPrinted(
            f"Slips for “{label}” have been made already: please look for the file in your downloads. "
            "There is no other copy, because their codes were not kept. "
            f"If they are lost, print new ones under another name, for instance “{label} again”."
        )


def _fresh_codes(current: Round, count: int) -> dict[str, str]:
    """`count` codes and their keys, none of them in use."""
    made: dict[str, str] = {}
    while len(made) < count:
        codes = [new_code() for _ in range(count - len(made))]
        keys = {
            code: response_key(pepper=settings.BELONGING_PEPPER, salt=bytes(current.salt or b""), secret=code)
            for code in codes
        }
        taken = set(Slip.objects.filter(key__in=keys.values()).values_list("key", flat=True))
        made |= {code: key for code, key in keys.items() if key not in taken}
    return made


def _slip(current: Round, pack: Pack, key: str, order: SlipOrder) -> Slip:
    return Slip(
        key=key,
        school_id=current.school_id,
        round=current,
        pack=pack,
        year_group=order.year_group,
        sex=order.sex,
        sen=order.sen,
    )
