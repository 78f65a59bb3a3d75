"""Rating a statement, so that nothing that anybody wrote is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from belonging.web.audit.errors import (
    AlreadySettled,
    AuditSignedOff,
    ChangedMeanwhile,
    NothingSaid,
    TooLong,
    UnknownStatement,
)
from belonging.web.audit.models import RATING_CHOICES, Audit, Rating, RatingEntry
from belonging.web.audit.queries.asked import asked_in, statement_in
from belonging.web.audit.queries.audits import locked
from belonging.web.base.errors import Refused
from belonging.web.journal.services import Act, record_act

LONGEST_HOW = 2000
VALUES = ("", *(value for value, _ in RATING_CHOICES))


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a statement. `revision` is the version that it began from; 0 where there was none.

    `settles` is the waiting version that this one is made of, if any.
    """

    value: str
    how_we_know: str
    revision: int
    settles: int | None = None


def rate(*, audit: Audit, statement: str, said: Said, actor: str, now: datetime) -> Rating:
    """Save a rating, or keep it beside the one that somebody else saved meanwhile. Call it outside a transaction
    that the refusal would undo: what is refused here is stored.

    Raises ChangedMeanwhile, AuditSignedOff, UnknownStatement, NothingSaid, TooLong.
    """
    outcome = _rate(audit=audit, statement=statement, said=said, actor=actor, now=now)
    if isinstance(outcome, Refused):
        raise outcome
    return outcome


@transaction.atomic
def _rate(*, audit: Audit, statement: str, said: Said, actor: str, now: datetime) -> Rating | Refused:
    """A refusal is given back, not raised, so that the version that it keeps is committed."""
    _check(said)
    current = locked(audit)
    found = statement_in(current, statement)
    if found is None:
        raise UnknownStatement
    theirs = Rating.objects.filter(audit=current, statement=statement).first()
    if theirs is not None and _same(theirs, said):
        _settle_waiting(current, statement, said, now)
        return theirs
    untouched = _is_untouched(current, statement, said)
    if not found.is_asked:
        kept = None if untouched else _kept(current, statement, said, actor, now, waits=not found.retired)
        return UnknownStatement(kept)
    if current.is_signed_off:
        return AuditSignedOff(None if untouched else _kept(current, statement, said, actor, now))
    if theirs is None and untouched:
        raise NothingSaid
    if theirs is not None and theirs.revision != said.revision:
        return theirs if untouched else ChangedMeanwhile(theirs, _kept(current, statement, said, actor, now))
    written = _written(theirs or Rating(audit=current, statement=statement), said, actor, now)
    _settle_waiting(current, statement, said, now)
    return written


@transaction.atomic
def settle(*, entry: RatingEntry, take: bool, revision: int, actor: str, now: datetime) -> Rating | None:
    """Take a waiting version over, or set it aside; it stays in the history. `revision`: what stood beside it.

    Gives what stands now. Raises AlreadySettled, AuditSignedOff, UnknownStatement, ChangedMeanwhile (once more).
    """
    audit = locked(entry.audit)
    waiting = RatingEntry.objects.get(pk=entry.pk)
    if waiting.taken or waiting.settled_at is not None:
        raise AlreadySettled
    theirs = Rating.objects.filter(audit=audit, statement=waiting.statement).first()
    said = Said(waiting.value, waiting.how_we_know, revision, settles=waiting.pk)
    if not take:
        _settle_waiting(audit, waiting.statement, said, now)
        act = Act("audit-version-set-aside", f"audit:{audit.pk}", {"entry": waiting.pk, "statement": waiting.statement})
        record_act(act=act, actor=actor, now=now, school_id=audit.school_id)
        return theirs
    if audit.is_signed_off:
        raise AuditSignedOff
    if waiting.statement not in {each.statement.key for each in asked_in(audit)}:
        raise UnknownStatement
    if theirs is not None and theirs.revision != revision:
        raise ChangedMeanwhile(theirs, waiting)
    written = _written(theirs or Rating(audit=audit, statement=waiting.statement), said, actor, now)
    _settle_waiting(audit, waiting.statement, said, now)
    return written


def _check(said: Said) -> None:
    if said.value not in VALUES:
        raise NothingSaid
    if len(said.how_we_know) > LONGEST_HOW:
        raise TooLong("How you know", LONGEST_HOW)


def _same(theirs: Rating, said: Said) -> bool:
    return theirs.value == said.value and theirs.how_we_know == said.how_we_know.strip()


def _is_untouched(audit: Audit, statement: str, said: Said) -> bool:
    """Whether a form says what it said when it was opened: then it is nothing against what stands there now."""
    began = RatingEntry.objects.filter(audit=audit, statement=statement, taken=True, revision=said.revision).first()
    value, how = (began.value, began.how_we_know) if began else ("", "")
    return said.value == value and said.how_we_know.strip() == how


def _kept(audit: Audit, statement: str, said: Said, actor: str, now: datetime, *, waits: bool = True) -> RatingEntry:
    """The version that is not taken. The same one sent twice, by a second click, is kept once.

    `waits`: somebody may still take it over; not where the statement is retired for good.
    """
    entry, _ = RatingEntry.objects.get_or_create(
        school_id=audit.school_id,
        audit=audit,
        statement=statement,
        revision=said.revision,
        value=said.value,
        how_we_know=said.how_we_know.strip(),
        taken=False,
        by=actor,
        settled_at__isnull=waits,
        defaults={"at": now, "settled_at": None if waits else now},
    )
    return entry


def _written(rating: Rating, said: Said, actor: str, now: datetime) -> Rating:
    """The next version, with its place in the history and the journal."""
    audit = rating.audit
    rating.school_id = audit.school_id
    rating.revision = rating.revision + 1 if rating.pk else 1
    rating.value, rating.how_we_know = said.value, said.how_we_know.strip()
    rating.changed_by, rating.changed_at = actor, now
    rating.save()
    RatingEntry.objects.create(
        school_id=audit.school_id,
        audit=audit,
        statement=rating.statement,
        revision=rating.revision,
        value=rating.value,
        how_we_know=rating.how_we_know,
        taken=True,
        by=actor,
        at=now,
    )
    details = {"statement": rating.statement, "revision": rating.revision}
    act = Act("audit-statement-rated", f"audit:{audit.pk}", details)
    record_act(act=act, actor=actor, now=now, school_id=audit.school_id)
    return rating


def _settle_waiting(audit: Audit, statement: str, said: Said, now: datetime) -> None:
    """The version that this one is made of, and those that say the very same: they have nothing left to settle."""
    waiting = RatingEntry.objects.filter(audit=audit, statement=statement, taken=False, settled_at__isnull=True)
    same = Q(value=said.value, how_we_know=said.how_we_know.strip())
    waiting.filter(Q(pk=said.settles) | same).update(settled_at=now)
