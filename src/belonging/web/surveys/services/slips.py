"""Slips: codes are drawn in memory, handed over once as plain text, and kept only as HMACs."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from belonging.instruments.load import load
from belonging.web.base.pepper import pepper_for
from belonging.web.journal.services import Act, record_act
from belonging.web.surveys.errors import PackAlreadyPrinted, SlipsRefused
from belonging.web.surveys.models import Entrance, Pack, Round, Slip
from belonging.web.surveys.queries import labels_taken, locked
from belonging.web.surveys.rules.codes import new_code, response_key
from belonging.web.surveys.rules.pictures import MOST_WITH_PICTURES, class_key_of, new_picture_code, pictures_key
from belonging.web.surveys.rules.rounds import SLIP_FACTS, SLIP_VALUES
from belonging.web.surveys.services.rounds import refuse_unless_open

MOST_IN_A_PACK = 2000
MOST_AT_ONCE = 5000
LABEL_LENGTH = 40


@dataclass(frozen=True, slots=True)
class SlipOrder:
    """So many slips that carry the same facts; an empty fact is not stated. `joined`: after the baseline."""

    count: int
    year_group: str = ""
    sex: str = ""
    sen: str = ""
    edition: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class PackOrder:
    """Slips that are printed together. `teacher_email` is who is reminded, `sits_on` the day of the sitting."""

    label: str
    orders: tuple[SlipOrder, ...]
    year_group: str = ""
    teacher_email: str = ""
    sits_on: date | None = None

    @property
    def slips(self) -> int:
        return sum(order.count for order in self.orders)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A pack and what is printed with it. `words`: for whom each set is. `names`: one for each slip, or none at all."""

    order: PackOrder
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlipCode:
    """The faces of one slip's secret. `pictures` is empty where the pack has no picture codes."""

    code: str
    pictures: str = ""


@dataclass(frozen=True, slots=True)
class DrawnPack:
    """A pack with its codes, one tuple for each order, before anything is kept. `class_key` "" : no pictures."""

    order: PackOrder
    sets: tuple[tuple[SlipCode, ...], ...]
    class_key: str = ""


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
    drawn = draw_packs(round_=round_, orders=[PackOrder(pack_label, tuple(orders))])
    keep_packs(round_=round_, packs=drawn, actor=actor, now=now)
    return [[slip.code for slip in slips] for slips in drawn[0].sets]


def draw_packs(*, round_: Round, orders: Sequence[PackOrder]) -> list[DrawnPack]:
    """Codes for the packs, kept nowhere yet: what is typeset from them is good once `keep_packs` has stored them.

    Apart, because typesetting takes seconds in which nobody's answers should wait for a lock.
    Raises as `issue_sets`.
    """
    current = Round.objects.select_related("school", "cohort").get(pk=round_.pk)
    _refuse(current, orders)
    fresh = iter(_fresh_codes(current, sum(order.slips for order in orders)))
    return [_drawn(current, order, fresh) for order in orders]


@transaction.atomic
def keep_packs(*, round_: Round, packs: Sequence[DrawnPack], actor: str, now: datetime) -> list[Pack]:
    """Store the packs and the keys of their slips: all of them or none. Raises as `issue_sets`."""
    current = locked(round_)
    _refuse(current, [pack.order for pack in packs])
    kept, slips = [], []
    for drawn in packs:
        pack = _stored(current, drawn)
        kept.append(pack)
        slips += list(_slips(current, pack, drawn))
    # Rows lie in the order they are written: shuffled, so that a block of slips tells no facts apart.
    secrets.SystemRandom().shuffle(slips)
    Slip.objects.bulk_create(slips, batch_size=500)
    for pack in kept:
        act = Act("slips-issued", f"round:{current.pk}", {"pack": pack.pk, "slips": pack.slips})
        record_act(act=act, actor=actor, now=now, school_id=current.school_id)
    return kept


def clean_label(label: str) -> str:
    return " ".join(label.split())


def _refuse(current: Round, orders: Sequence[PackOrder]) -> None:
    refuse_unless_open(current)
    if current.entrance != Entrance.SLIPS:
        raise SlipsRefused("This questionnaire is answered by one link for everyone, so it has no slips.")
    if not orders:
        raise SlipsRefused("Please say how many slips you need: at least 1.")
    if sum(order.slips for order in orders) > MOST_AT_ONCE:
        raise SlipsRefused(
            f"At most {MOST_AT_ONCE:,} slips are printed at once. Please print them year group by year group."
        )
    _refuse_labels(current, [clean_label(order.label) for order in orders])
    editions = load(current.instrument).editions
    for order in orders:
        _refuse_misfit(current, order, editions)


def _refuse_misfit(current: Round, pack: PackOrder, editions: Sequence[str]) -> None:
    if not pack.orders or any(order.count < 1 for order in pack.orders):
        raise SlipsRefused("Please say how many slips you need: at least 1.")
    if pack.slips > MOST_IN_A_PACK:
        raise SlipsRefused(f"At most {MOST_IN_A_PACK} slips can be printed at once. Please print them class by class.")
    for order in pack.orders:
        if order.edition and order.edition not in editions:
            raise SlipsRefused(f"{order.edition!r} is not an edition of this questionnaire.")
        for fact in SLIP_FACTS:
            value = getattr(order, fact)
            if value and fact not in current.slip_facts:
                raise SlipsRefused(
                    f"Slips of this questionnaire do not carry {fact.replace('_', ' ')}: the form asks instead."
                )
            if value and value not in SLIP_VALUES[fact]:
                raise SlipsRefused(f"{value!r} is not a {fact.replace('_', ' ')} that a slip can carry.")


def _refuse_labels(current: Round, labels: Sequence[str]) -> None:
    if not all(labels):
        raise SlipsRefused("Please give the pack a name, for instance the class it is for.")
    for label in labels:
        if len(label) > LABEL_LENGTH:
            raise SlipsRefused(f"“{label}” is too long for a pack's name. Please shorten it to {LABEL_LENGTH} letters.")
    for label, times in Counter(label.casefold() for label in labels).items():
        if times > 1:
            raise SlipsRefused(f"Two packs are called “{label}”. Please give each pack a name of its own.")
    taken = labels_taken(current)
    for label in labels:
        if label.casefold() in taken:
            raise PackAlreadyPrinted(
                f"Slips for “{label}” have been made already: please look for the file in your downloads. "
                "There is no other copy, because their codes were not kept. "
                "If they are lost, mark that pack as lost, and you can print new slips. "
                f"If you need more, print them under another name, for instance “{label}, catch-up”."
            )


def _drawn(current: Round, order: PackOrder, fresh: Iterator[str]) -> DrawnPack:
    pictures: Iterator[str] = iter(())
    if current.audience == "pupil" and order.slips <= MOST_WITH_PICTURES:
        pictures = iter(_fresh_pictures(order.slips))
    sets = tuple(tuple(SlipCode(next(fresh), next(pictures, "")) for _ in range(each.count)) for each in order.orders)
    return DrawnPack(order, sets, new_code() if sets[0][0].pictures else "")


def _fresh_pictures(count: int) -> list[str]:
    """Picture codes that are all different."""
    made: dict[str, None] = {}
    while len(made) < count:
        made[new_picture_code()] = None
    return list(made)


def _fresh_codes(current: Round, count: int) -> list[str]:
    """`count` codes that no slip has."""
    made: dict[str, None] = {}
    while len(made) < count:
        keys = {_key(current, code): code for code in (new_code() for _ in range(count - len(made)))}
        taken = set(Slip.objects.filter(key__in=list(keys)).values_list("key", flat=True))
        made |= {code: None for key, code in keys.items() if key not in taken}
    return list(made)


def _stored(current: Round, drawn: DrawnPack) -> Pack:
    order = drawn.order
    salt = bytes(current.salt or b"")
    key = class_key_of(pepper=pepper_for(salt), salt=salt, key=drawn.class_key)
    return Pack.objects.create(
        school_id=current.school_id,
        round=current,
        label=clean_label(order.label),
        slips=order.slips,
        year_group=order.year_group,
        teacher_email=order.teacher_email,
        sits_on=order.sits_on,
        class_key=key if drawn.class_key else "",
    )


def _slips(current: Round, pack: Pack, drawn: DrawnPack) -> Iterator[Slip]:
    salt = bytes(current.salt or b"")
    for order, codes in zip(drawn.order.orders, drawn.sets, strict=True):
        for each in codes:
            pictures = each.pictures and pictures_key(
                pepper=pepper_for(salt), salt=salt, pack=pack.pk, code=each.pictures
            )
            yield Slip(
                key=_key(current, each.code),
                school_id=current.school_id,
                round=current,
                pack=pack,
                year_group=order.year_group,
                sex=order.sex,
                sen=order.sen,
                edition=order.edition,
                joined=order.joined,
                pictures=pictures,
            )


def _key(current: Round, code: str) -> str:
    salt = current.code_salt or b""
    return response_key(pepper=pepper_for(salt), salt=salt, secret=code)
