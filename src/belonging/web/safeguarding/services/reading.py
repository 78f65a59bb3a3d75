"""A reader's sitting: one comment at a time, held for a while, decided on, counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db import transaction

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.safeguarding.errors import CommentGone, NoSchoolToTell, NoteUnread, NothingLeftOfIt
from belonging.web.safeguarding.models import Claim, Sitting
from belonging.web.safeguarding.queries.comments import (
    claim_of,
    comment_of,
    free_comment,
    note_confirmed,
    rounds_that_wait,
    sitting_of,
)
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.services.backlogs import note_backlog, note_backlogs
from belonging.web.safeguarding.services.calls import pass_on_concern
from belonging.web.surveys.models import CommentState
from belonging.web.surveys.services.comments import Comment, Verdict, give_verdict

LEASE: Final = timedelta(minutes=15)
SITTING_ENDS: Final = timedelta(minutes=30)
"""Without a comment shown or decided on."""
ACTOR: Final = "end-sittings"


class Choice(StrEnum):
    """A reader's buttons."""

    AS_WRITTEN = "as_written"
    EDITED = "edited"
    PROGRAMME = "programme"
    KEEP = "keep"
    CONCERN = "concern"


@dataclass(frozen=True, slots=True)
class Decision:
    """`edited`: the words as the reader left them. `about`: whom a concern is about."""

    choice: Choice
    edited: str = ""
    about: About = About.NOBODY


@transaction.atomic
def next_comment(*, reader: str, now: datetime) -> Claim | None:
    """Give the reader the comment that they hold, else the next one; None when nothing waits.

    Call in a programme-wide scope. No two readers ever hold the same comment. Raises NoteUnread.
    """
    if note_confirmed(reader) is None:
        raise NoteUnread
    Claim.objects.filter(until__lte=now).delete()
    held = claim_of(reader, now)
    if held is not None and comment_of(held) is not None:
        return held
    Claim.objects.filter(reader=reader).delete()
    made = _claimed(reader, now)
    if made is None and note_backlogs(now=now):
        made = _claimed(reader, now)
    if made is not None:
        _count(reader, now, shown=1)
    return made


@transaction.atomic
def decide(*, handle: str, decision: Decision, reader: str, now: datetime) -> None:
    """Carry out what the reader chose for the comment in their hands. Call in a programme-wide scope.

    Raises CommentGone, NothingLeftOfIt, NoSchoolToTell.
    """
    claim = Claim.objects.select_for_update(of=("self",)).filter(handle=handle, reader=reader).first()
    comment = comment_of(claim) if claim is not None else None
    if claim is None or comment is None:
        raise CommentGone
    if decision.choice is Choice.CONCERN and claim.round.is_occasion:
        raise NoSchoolToTell
    if give_verdict(round_=claim.round, handle=handle, verdict=_verdict(decision, comment)) is None:
        raise CommentGone
    if decision.choice is Choice.CONCERN:
        pass_on_concern(round_=claim.round, text=comment.text, about=decision.about, actor=reader, now=now)
    round_ = claim.round
    claim.delete()
    _count(reader, now, verdict=decision.choice)
    note_backlog(round_=round_, now=now)


@transaction.atomic
def end_sitting(*, reader: str, now: datetime) -> None:
    """Put the comment back and write the sitting into the journal: counts, never words. Again changes nothing."""
    Claim.objects.filter(reader=reader).delete()
    sitting = Sitting.objects.select_for_update().filter(reader=reader, ended_at=None).first()
    if sitting is None:
        return
    sitting.ended_at = now
    sitting.save(update_fields=["ended_at"])
    act = Act("comments-read", f"sitting:{sitting.pk}", {"shown": sitting.shown, **sitting.verdicts})
    record_act(act=act, actor=reader, now=now)


def end_sittings_due(*, now: datetime) -> int:
    """End sittings in which nothing has happened for half an hour; how many. Outside any scope."""
    with programme_scope("comments: end sittings"):
        idle = Sitting.objects.filter(ended_at=None, last_at__lte=now - SITTING_ENDS)
        readers = list(idle.values_list("reader", flat=True))
        for reader in readers:
            end_sitting(reader=reader, now=now)
    return len(readers)


def _claimed(reader: str, now: datetime) -> Claim | None:
    for round_ in rounds_that_wait():
        comment = free_comment(round_, now)
        if comment is None:
            continue
        made, is_mine = Claim.objects.get_or_create(
            handle=comment.handle,
            defaults={"school_id": round_.school_id, "round": round_, "reader": reader, "until": now + LEASE},
        )
        if is_mine:
            return made
    return None


def _verdict(decision: Decision, comment: Comment) -> Verdict:
    choice = decision.choice
    if choice is Choice.CONCERN:
        return Verdict(CommentState.CONCERN)
    if choice is Choice.KEEP:
        return Verdict(CommentState.KEPT)
    text = comment.text if choice is Choice.AS_WRITTEN else decision.edited.strip()
    if not text:
        raise NothingLeftOfIt
    return Verdict(CommentState.KEPT if choice is Choice.PROGRAMME else CommentState.RELEASED, text)


def _count(reader: str, now: datetime, *, shown: int = 0, verdict: Choice | None = None) -> None:
    sitting = sitting_of(reader) or Sitting(reader=reader, began_at=now)
    sitting.last_at = now
    sitting.shown += shown
    if verdict is not None:
        sitting.verdicts = {**sitting.verdicts, verdict.value: sitting.verdicts.get(verdict.value, 0) + 1}
    sitting.save()
