"""Comments that wait for a reader, and those that were released."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import F, Q, QuerySet, Sum

from belonging.web.safeguarding.models import Backlog, Claim, NoteConfirmation, Sitting
from belonging.web.safeguarding.rules.reader_note import NOTE_VERSION
from belonging.web.safeguarding.rules.reading_clock import is_overdue
from belonging.web.safeguarding.rules.words import urgency
from belonging.web.surveys.models import CommentState, Round, SealedComment, Sharing, State
from belonging.web.surveys.rules.comments import FEWEST_WITH_COMMENTS, school_reads
from belonging.web.surveys.services.comments import Comment, unread_comments


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for readers in the whole programme."""

    waiting: int
    urgent: int
    overdue: int


def queue(today: date) -> Queue:
    """Call in a programme-wide scope."""
    sums = Backlog.objects.aggregate(waiting=Sum("waiting"), urgent=Sum("urgent"))
    overdue = sum(each.waiting for each in overdue_backlogs(today))
    return Queue(sums["waiting"] or 0, sums["urgent"] or 0, overdue)


def overdue_backlogs(today: date) -> list[Backlog]:
    return [
        each
        for each in Backlog.objects.filter(waiting__gt=0)
        if is_overdue(waiting_since=each.waiting_since, urgent_since=each.urgent_since, today=today)
    ]


def rounds_that_wait() -> list[Round]:
    """Rounds with unread comments: those with urgent ones first, the longest waiting first."""
    found = Backlog.objects.filter(waiting__gt=0).select_related("round__school")
    ordered = found.order_by(F("urgent_since").asc(nulls_last=True), "waiting_since", "pk")
    return [each.round for each in ordered]


def free_comment(round_: Round, now: datetime) -> Comment | None:
    """The most urgent unread comment that no reader holds; among equals, any."""
    held = set(Claim.objects.filter(round=round_, until__gt=now).values_list("handle", flat=True))
    free = [comment for comment in unread_comments(round_) if not any(map(comment.goes_by, held))]
    return min(free, key=lambda comment: urgency(comment.text), default=None)


def claim_of(reader: str, now: datetime) -> Claim | None:
    return Claim.objects.filter(reader=reader, until__gt=now).select_related("round__school").first()


def claim_on(handle: str, reader: str) -> Claim | None:
    """The reader's claim on this comment, also when its time is up: until somebody else takes it, it is theirs."""
    return Claim.objects.filter(handle=handle, reader=reader).select_related("round__school").first()


def comment_of(claim: Claim) -> Comment | None:
    """The comment that a reader holds, if it is there still, under the handle by which it is held."""
    found = next((each for each in unread_comments(claim.round) if each.goes_by(claim.handle)), None)
    return replace(found, handle=claim.handle) if found is not None else None


def sitting_of(reader: str) -> Sitting | None:
    return Sitting.objects.filter(reader=reader, ended_at=None).first()


def note_confirmed(reader: str) -> NoteConfirmation | None:
    """That the reader has confirmed the newest note on how to read comments."""
    return NoteConfirmation.objects.filter(reader=reader, version=NOTE_VERSION).first()


def comments_for_school(round_: Round) -> list[SealedComment]:
    """What the school's leaders may read of a sealed round, in the order of random keys. Empty for a small round."""
    if round_.state != State.SEALED or not school_reads(answered=round_.sealed_rows):
        return []
    released = SealedComment.objects.filter(round=round_, state=CommentState.RELEASED, sharing=Sharing.SCHOOL)
    return list(released.order_by("key"))


def kept_from_school(round_: Round) -> int:
    """How many of a sealed round's comments were written for the school and are not for it to read."""
    meant = SealedComment.objects.filter(round=round_, sharing=Sharing.SCHOOL)
    return meant.exclude(state__in=[CommentState.RELEASED, CommentState.UNREAD]).count()


def unread_for_school(round_: Round) -> bool:
    """Whether a reader has still to look at some."""
    return SealedComment.objects.filter(round=round_, sharing=Sharing.SCHOOL, state=CommentState.UNREAD).exists()


def comments_of_occasions(rounds: Iterable[int]) -> list[SealedComment]:
    """What was released of these sealed rounds of occasions (ids), all together, in the order of random keys.

    Empty where they have fewer than ten forms together: with so few, words can be laid to a person.
    """
    ours = Round.objects.filter(pk__in=list(rounds), school__isnull=True)
    forms = ours.aggregate(forms=Sum("sealed_rows", default=0))["forms"]
    if forms < FEWEST_WITH_COMMENTS:
        return []
    found = SealedComment.objects.filter(round__in=ours, state=CommentState.RELEASED)
    return list(found.defer("text").order_by("key"))


def comments_for_programme(audiences: Iterable[str]) -> QuerySet[SealedComment]:
    """What the programme's team may read of sealed rounds: also what was released to it alone.

    Rounds of fewer than ten answers stay out: with so few, words can be laid to a person. In the order of keys.
    """
    may = Q(state=CommentState.RELEASED) | Q(state=CommentState.KEPT) & ~Q(released_text="")
    found = SealedComment.objects.filter(
        may, round__audience__in=list(audiences), round__sealed_rows__gte=FEWEST_WITH_COMMENTS
    )
    # What was written is not asked for: an evaluator's database role may read what was released of it alone.
    kept_from_all = (f"round__{column}" for column in Round.withheld)
    return found.select_related("round").defer("text", *kept_from_all).order_by("key")
