"""Break-glass: proposed by one of the programme, confirmed by another, tried by the school. Each step is journalled.

The journal has who, when, the ground and how many tries: no code, no words, no reference.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.safeguarding.errors import (
    AboutYou,
    AlreadyProposed,
    GlassMended,
    NoSlipsToFind,
    NoSuchComment,
    NotConfirmed,
    NoTriesLeft,
    SecondPersonNeeded,
    ThirdPersonNeeded,
)
from belonging.web.safeguarding.models import BreakGlass, Ending, Ground
from belonging.web.safeguarding.queries.glass import is_barred, is_of_the_two, live, spent_on
from belonging.web.safeguarding.queries.people import subjects_today
from belonging.web.safeguarding.rules.breaking import MOST_TRIES, over_at, read_reference
from belonging.web.safeguarding.rules.escalation import ERASED_AFTER, About
from belonging.web.safeguarding.rules.standing import Somebody
from belonging.web.safeguarding.services.breaking_mails import tell_lookers, tell_second_people, tell_witnesses
from belonging.web.safeguarding.services.calls import COUNTED_FOR
from belonging.web.surveys.models import Entrance, Round, State
from belonging.web.surveys.services.comment_slips import came_with, is_there, located_comment

ACTOR: Final = "end-break-glass"


@dataclass(frozen=True, slots=True)
class Reason:
    """`seen`: what was read or heard, for the second person alone. `about`: whom the comment is about."""

    ground: Ground
    seen: str
    about: About = About.NOBODY


@transaction.atomic
def propose(*, reference: str, reason: Reason, actor: str, now: datetime) -> BreakGlass:
    """Ask a second person to agree. In a programme-wide scope.

    Raises NoSuchComment, NoSlipsToFind, AlreadyProposed, NoTriesLeft.
    """
    beginning = read_reference(reference)
    found = located_comment(beginning=beginning) if beginning else None
    if found is None:
        raise NoSuchComment
    if found.round.entrance != Entrance.SLIPS:
        raise NoSlipsToFind
    if live().filter(Q(comment=found.handle) | Q(mark=found.mark)).exists():
        raise AlreadyProposed
    spent = spent_on(found.mark)
    if spent >= MOST_TRIES:
        raise NoTriesLeft(MOST_TRIES)
    made = BreakGlass.objects.create(
        handle=secrets.token_hex(6),
        school_id=found.round.host_id,
        round=found.round,
        comment=found.handle,
        ground=reason.ground.value,
        about=reason.about.value,
        subjects=_subjects(found.round, reason.about, now),
        mark=found.mark,
        spent=spent,
        seen=reason.seen,
        proposed_by=actor,
        proposed_at=now,
    )
    _record("break-glass-proposed", made, actor, now, ground=made.ground)
    tell_second_people(glass=made, now=now)
    return made


@transaction.atomic
def confirm(*, glass: BreakGlass, actor: str, now: datetime) -> None:
    """The second person agrees: the school may try codes. Raises SecondPersonNeeded, GlassMended."""
    current = _held(glass)
    _refuse_over(current, now)
    if current.proposed_by == actor:
        raise SecondPersonNeeded
    if current.confirmed_at is not None:
        return
    current.confirmed_by, current.confirmed_at = actor, now
    current.save(update_fields=["confirmed_by", "confirmed_at"])
    _record("break-glass-confirmed", current, actor, now)
    with school_scope(current.school_id):
        tell_lookers(glass=current, now=now)
        tell_witnesses(glass=current, step="confirmed", now=now)


@transaction.atomic
def end(*, glass: BreakGlass, actor: str, now: datetime) -> None:
    """Anybody of the programme ends it: before the confirmation that is a no. Raises GlassMended."""
    current = _held(glass)
    _refuse_over(current, now)
    _end(current, Ending.REFUSED if current.confirmed_at is None else Ending.NOT_FOUND, actor, now)


@transaction.atomic
def try_code(*, glass: BreakGlass, typed: str, who: Somebody, now: datetime) -> bool:
    """Whether the words came with this slip. A yes ends it, and so does the last try.

    In the school's scope. Raises CodeMistyped, which counts as no try; NotConfirmed, GlassMended, AboutYou,
    ThirdPersonNeeded.
    """
    current = _held(glass)
    if is_barred(current, who, timezone.localdate(now)):
        raise AboutYou
    if is_of_the_two(current, who):
        raise ThirdPersonNeeded
    _refuse_over(current, now)
    if current.confirmed_at is None:
        raise NotConfirmed
    matched = came_with(round_=current.round, handle=current.comment, mark=current.mark, typed=typed)
    current.tries += 1
    current.tried_by = who.account
    current.save(update_fields=["tries", "tried_by"])
    _record("break-glass-tried", current, who.account, now, number=current.tries, matched=matched)
    if matched or current.spent + current.tries >= MOST_TRIES:
        _end(current, Ending.FOUND if matched else Ending.NOT_FOUND, who.account, now)
    return matched


def end_glass_due(*, now: datetime) -> int:
    """End what is over: time has run out, the round is sealed, the comment is gone. Erase what was written down
    30 days after that, and the bare row after two years. Outside any scope; how many."""
    with programme_scope("break-glass: end"):
        over = [each for each in live().select_related("round") if _over(each, now) is not None]
        for each in over:
            with transaction.atomic():
                current = _held(each)
                ending = _over(current, now) if current.ended_at is None else None
                if ending is not None:
                    _end(current, ending, ACTOR, now)
        old = BreakGlass.objects.filter(ended_at__lte=now - ERASED_AFTER, erased_on=None)
        BreakGlass.objects.filter(round__state=State.SEALED).exclude(mark="").update(mark="")
        erased = old.update(seen="", about="", subjects=None, erased_on=timezone.localdate(now))
        BreakGlass.objects.filter(erased_on__isnull=False, ended_at__lte=now - COUNTED_FOR).delete()
        return len(over) + erased


def _subjects(round_: Round, about: About, now: datetime) -> list[str] | None:
    if round_.school is None or about is About.NOBODY:
        return None
    return sorted(subjects_today(round_.school, about, timezone.localdate(now)))


def _over(glass: BreakGlass, now: datetime) -> Ending | None:
    """How it would end by itself now."""
    if glass.round.state == State.SEALED:
        return Ending.SEALED
    if now >= over_at(proposed_at=glass.proposed_at, confirmed_at=glass.confirmed_at):
        return Ending.LAPSED
    there = is_there(round_=glass.round, handle=glass.comment, mark=glass.mark)
    return None if there else Ending.NOT_FOUND


def _refuse_over(glass: BreakGlass, now: datetime) -> None:
    if glass.ended_at is not None or _over(glass, now) is not None:
        raise GlassMended


def _end(glass: BreakGlass, ending: Ending, actor: str, now: datetime) -> None:
    glass.ending, glass.ended_at, glass.comment = ending.value, now, ""
    glass.save(update_fields=["ending", "ended_at", "comment"])
    _record("break-glass-ended", glass, actor, now, ending=ending.value, tries=glass.tries)
    if glass.confirmed_at is not None:
        with school_scope(glass.school_id):
            tell_witnesses(glass=glass, step="ended", now=now)


def _held(glass: BreakGlass) -> BreakGlass:
    """Held for us alone, its round too: sealing waits until we are done, or is done before we look."""
    current = BreakGlass.objects.select_for_update(of=("self",)).select_related("school").get(pk=glass.pk)
    current.round = type(current.round).objects.select_for_update(of=("self",)).get(pk=current.round_id)
    return current


def _record(name: str, glass: BreakGlass, actor: str, now: datetime, **details: object) -> None:
    act = Act(name, f"break-glass:{glass.handle}", {"round": glass.round_id, **details})
    with school_scope(glass.school_id):
        record_act(act=act, actor=actor, now=now, school_id=glass.school_id)
