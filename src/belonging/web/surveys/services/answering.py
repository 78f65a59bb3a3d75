"""Recording and withdrawing one person's answers. Neither writes to the journal: two rows of one
transaction could be joined to each other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from django.conf import settings
from django.db import connection, transaction

from belonging.web.surveys.errors import (
    CodeUnknown,
    CodeUsed,
    ReceiptTaken,
    ReceiptUnknown,
    ResponseWithdrawn,
    RoundClosed,
)
from belonging.web.surveys.models import Entrance, Response, Round, Sharing, Slip
from belonging.web.surveys.rules.acceptance import takes_sends, takes_withdrawals
from belonging.web.surveys.rules.asked import asked
from belonging.web.surveys.rules.codes import receipt_key, receipt_of, response_key
from belonging.web.surveys.rules.helping import Manner, Way

BLANK: Final[Mapping[str, object]] = {
    "answers": {},
    "comments": {},
    "screening": {},
    "sharing": Sharing.PROGRAMME,
    "may_print": False,
    "edition": "",
    "language": "",
    "help": "",
    "way": "",
    "digest": "",
    "withdrawn": True,
}
"""What is left of a withdrawn answer: the same for everybody."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a writer wishes for the comments. Unsaid: the narrower of the two, and nothing in print."""

    sharing: Sharing = Sharing.PROGRAMME
    may_print: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """One completed questionnaire as it was sent. `submission_id` is 32 hex digits made by the sender;
    `digest` the SHA-256 (hex) of all the rest, so that a repeat is known. `sharing` and `may_print` are the
    writer's wishes for the comments."""

    answers: Mapping[str, int]
    comments: Mapping[str, str]
    manner: Manner
    submission_id: str
    digest: str
    sharing: Sharing = Sharing.PROGRAMME
    may_print: bool = False

    @classmethod
    def of(
        cls,
        *,
        answers: Mapping[str, int],
        submission_id: str,
        comments: Mapping[str, str] | None = None,
        wishes: Wishes | None = None,
        manner: Manner | None = None,
    ) -> Self:
        """With its digest. The random submission id in it keeps the digest from being guessed back.

        Who wrote nothing wishes nothing: of them no wish is kept, which could tell one row from another.
        """
        kept = dict(comments or {})
        wished = wishes if wishes is not None and kept else Wishes()
        how = manner or Manner()
        content: list[object] = [dict(answers), kept, how.edition, how.language, how.help, submission_id]
        if how.way != Way.SCREEN:
            content.append(how.way)
        if kept:
            content += [wished.sharing.value, wished.may_print]
        digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
        return cls(answers, kept, how, submission_id, digest, wished.sharing, wished.may_print)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the person may keep: the only way to delete these answers while the round is open."""

    symbols: str

    @property
    def shown(self) -> str:
        """In two fives: KT7X4-MPC2F."""
        return f"{self.symbols[:5]}-{self.symbols[5:]}"


def key_of(*, round_: Round, secret: str) -> str:
    """The answer row's key from a slip's code, or from an open link's submission id."""
    return response_key(pepper=settings.BELONGING_PEPPER, salt=_salt(round_), secret=secret)


@transaction.atomic
def record_response(*, round_: Round, key: str, submission: Submission, now: datetime) -> Receipt:
    """Store one completed questionnaire, once; the same bytes again get the same receipt.

    The row is also the mark that the code is used. Durable when the outermost transaction has ended.
    Raises RoundClosed, CodeUnknown, CodeUsed, ResponseWithdrawn, ReceiptTaken, InvalidAnswer.
    """
    current = _fresh(round_)
    _refuse_if_closed(current, now)
    instrument = asked(current.instrument, comments_on=round_.cohort.comments_on)
    instrument.check(submission.answers, submission.comments, edition=submission.manner.edition)
    if current.entrance == Entrance.SLIPS and not Slip.objects.filter(key=key, round=current).exists():
        raise CodeUnknown
    receipt = receipt_of(submission.submission_id)
    row = Response(
        key=key,
        school_id=current.school_id,
        round=current,
        answers=instrument.without_unasked(submission.answers),
        comments=dict(submission.comments),
        edition=submission.manner.edition,
        language=submission.manner.language,
        help=submission.manner.help,
        way=submission.manner.way,
        digest=submission.digest,
        receipt=_receipt_key(current, receipt),
        sharing=submission.sharing,
        may_print=submission.may_print,
    )
    Response.objects.bulk_create([row], ignore_conflicts=True)
    _check_stored(row)
    _refuse_if_sealed_meanwhile(current, now)
    return Receipt(receipt)


@transaction.atomic
def withdraw_response(
    *,
    round_: Round,
    receipt: str,
    now: datetime,  # noqa: ARG001  # every service of a round takes the moment; until it is sealed any will do
) -> None:
    """Blank the answers of that receipt and leave their code used. Once more changes nothing.

    Comments go with them, and what a reader made of each; one already passed on as a concern stays with the school.
    Raises RoundClosed after sealing, ReceiptUnknown.
    """
    current = _fresh(round_)
    if not takes_withdrawals(state=current.state):
        raise RoundClosed("This questionnaire is over: the answers are shuffled and can't be found any more.")
    row = Response.objects.filter(round=current, receipt=_receipt_key(current, receipt))
    if not row.update(**BLANK):
        raise ReceiptUnknown


def refuse_unusable_code(*, round_: Round, key: str) -> None:
    """Raise CodeUnknown or CodeUsed unless answers could be sent with this key now."""
    if not Slip.objects.filter(key=key, round=round_).exists():
        raise CodeUnknown
    if Response.objects.filter(key=key).exists():
        raise CodeUsed


def _fresh(round_: Round) -> Round:
    """The round as it stands inside this transaction, not as the caller read it."""
    return Round.objects.get(pk=round_.pk)


def _refuse_if_closed(current: Round, now: datetime) -> None:
    closed = current.closed_at or current.closes_at
    if not takes_sends(state=current.state, closed=closed, now=now):
        raise RoundClosed


def _check_stored(row: Response) -> None:
    stored = Response.objects.filter(key=row.key).values_list("digest", "withdrawn").first()
    if stored is None:
        if Response.objects.filter(round=row.round, receipt=row.receipt).exists():
            raise ReceiptTaken
        raise RuntimeError("The database left out an answer row without saying why")
    digest, withdrawn = stored
    if withdrawn:
        raise ResponseWithdrawn
    if digest != row.digest:
        raise CodeUsed


def _refuse_if_sealed_meanwhile(current: Round, now: datetime) -> None:
    """SQLite has one writer. PostgreSQL checks the foreign key (and so meets the lock that sealing holds
    on the round) only at commit: asked to do it here, it waits for a sealing under way to end."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _refuse_if_closed(_fresh(current), now)


def _salt(round_: Round) -> bytes:
    if round_.salt is None:
        raise RoundClosed
    return bytes(round_.salt)


def _receipt_key(round_: Round, receipt: str) -> str:
    return receipt_key(pepper=settings.BELONGING_PEPPER, salt=_salt(round_), receipt=receipt)
