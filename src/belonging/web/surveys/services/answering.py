"""Recording and withdrawing one person's answers. Neither writes to the journal: two rows of one
transaction could be joined to each other."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from belonging.web.base.pepper import pepper_for
from belonging.web.surveys.errors import (
    AnswersDeleted,
    CodeUnknown,
    CodeUsed,
    ReceiptTaken,
    ReceiptUnknown,
    ResponseWithdrawn,
    RoundClosed,
)
from belonging.web.surveys.models import Entrance, Response, Round, Sharing, Slip
from belonging.web.surveys.queries import scope_of
from belonging.web.surveys.rules.acceptance import takes_sends, takes_withdrawals
from belonging.web.surveys.rules.asked import asked
from belonging.web.surveys.rules.choices_sent import codes_of
from belonging.web.surveys.rules.codes import receipt_key, receipt_of, response_key
from belonging.web.surveys.rules.editions import planned_edition
from belonging.web.surveys.rules.helping import Manner, Way
from belonging.web.surveys.services.answer_at_once import stored_at_once
from belonging.web.surveys.services.answer_groups import Group
from belonging.web.surveys.services.answer_rows import (
    Standing,
    in_the_way,
    inserted,
    standing_after,
    standing_of,
)
from belonging.web.surveys.services.linking import link_for

log = logging.getLogger(__name__)
_together: Final = Group(lambda: transaction.atomic(savepoint=False))
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
    "link": None,
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
    if round_.code_salt is None:
        raise RoundClosed
    return response_key(pepper=pepper_for(round_.code_salt), salt=round_.code_salt, secret=secret)


@transaction.atomic
def record_response(*, round_: Round, key: str, submission: Submission, now: datetime) -> Receipt:
    """Store one completed questionnaire, once; the same bytes again get the same receipt.

    The row is also the mark that the code is used. Durable when the outermost transaction has ended.
    Raises RoundClosed, CodeUnknown, CodeUsed, ResponseWithdrawn, AnswersDeleted, ReceiptTaken, InvalidAnswer.
    """
    receipt, row = _to_store(round_, key, submission)
    _store(round_, row, now)
    return receipt


def record_durably(*, round_: Round, key: str, submission: Submission, now: datetime) -> Receipt:
    """As `record_response`, in the round's scope and a transaction of its own: durable when it returns.

    Inside a transaction of the caller's, when that has ended.
    """
    if connection.in_atomic_block:
        with scope_of(round_):
            return record_response(round_=round_, key=key, submission=submission, now=now)
    receipt, row = _to_store(round_, key, submission)
    if connection.vendor == "sqlite":
        _together.write(lambda: _store_in_scope(round_, row, now))
    elif not stored_at_once(round_, row, now) and _store_in_scope(round_, row, now):
        log.warning("An answer took the slow way into the database")
    return receipt


def _store_in_scope(round_: Round, row: Mapping[str, object], now: datetime) -> bool:
    with scope_of(round_):
        return _store(round_, row, now)


def _to_store(round_: Round, key: str, submission: Submission) -> tuple[Receipt, dict[str, object]]:
    """The receipt, and the row by its columns. Raises InvalidAnswer, RoundClosed."""
    receipt = receipt_of(submission.submission_id)
    row = _row_of(round_, submission, key, _checked(round_, submission))
    row["receipt"] = _receipt_key(round_, receipt)
    return Receipt(receipt), row


def _store(round_: Round, row: Mapping[str, object], now: datetime) -> bool:
    """Inside the transaction that holds it: True where the row is new. A refusal has written nothing."""
    key = str(row["key"])
    with connection.cursor() as cursor:
        standing = standing_of(cursor, round_, key)
        _refuse_if_closed(standing, now)
        if round_.entrance == Entrance.SLIPS and not standing.has_slip:
            raise CodeUnknown
        new = inserted(cursor, row)
        if not new:
            _refuse_unless_same(cursor, row)
        # SQLite has one writer: there the round stands as it stood.
        if connection.vendor == "postgresql":
            _refuse_if_closed(standing_after(cursor, round_), now)
    return new


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
    planned_for(round_=round_, key=key)


def planned_for(*, round_: Round, key: str) -> str:
    """The edition that the slip of this key opens. Raises CodeUnknown or CodeUsed as `refuse_unusable_code`."""
    slip = Slip.objects.filter(key=key, round=round_).values_list("edition", "year_group").first()
    if slip is None:
        raise CodeUnknown
    if Response.objects.filter(key=key).exists():
        raise CodeUsed
    edition, year_group = slip
    editions = asked(round_.instrument, comments_on=round_.cohort.comments_on).editions
    return planned_edition(edition=edition, year_group=year_group, offered=editions)


def _fresh(round_: Round) -> Round:
    """The round as it stands inside this transaction, not as the caller read it."""
    return Round.objects.get(pk=round_.pk)


def _row_of(round_: Round, submission: Submission, key: str, answers: Mapping[str, int]) -> dict[str, object]:
    return {
        "key": key,
        "school_id": round_.school_id,
        "round_id": round_.pk,
        "answers": dict(answers),
        "comments": dict(submission.comments),
        "edition": submission.manner.edition,
        "language": submission.manner.language,
        "help": submission.manner.help,
        "way": submission.manner.way,
        "digest": submission.digest,
        "withdrawn": False,
        "sharing": submission.sharing.value,
        "may_print": submission.may_print,
        "screening": {},
        "link": link_for(round_, key),
    }


def _checked(round_: Round, submission: Submission) -> Mapping[str, int]:
    """The answers to what is asked. Raises InvalidAnswer."""
    comments_on, edition = round_.cohort.comments_on, submission.manner.edition
    instrument = asked(round_.instrument, comments_on=comments_on)
    known = codes_of(round_.instrument, comments_on=comments_on, edition=edition)
    if submission.comments or not all(code in known.get(key, ()) for key, code in submission.answers.items()):
        instrument.check(submission.answers, submission.comments, edition=edition)
    return instrument.without_unasked(submission.answers)


def _refuse_unless_same(cursor: CursorWrapper, row: Mapping[str, object]) -> None:
    """Something stands under that key, or under that receipt: these answers, sent again, or others."""
    found = in_the_way(cursor, row)
    if any(each.withdrawn and each.same_receipt for each in found):
        raise AnswersDeleted
    there = next((each for each in found if each.same_key), None)
    if there is None:
        raise ReceiptTaken
    if there.withdrawn:
        raise ResponseWithdrawn
    if there.digest != row["digest"]:
        raise CodeUsed


def _refuse_if_closed(standing: Standing, now: datetime) -> None:
    if not takes_sends(state=standing.state, closed=standing.closed, now=now):
        raise RoundClosed


def _salt(round_: Round) -> bytes:
    if round_.salt is None:
        raise RoundClosed
    return bytes(round_.salt)


def _receipt_key(round_: Round, receipt: str) -> str:
    salt = _salt(round_)
    return receipt_key(pepper=pepper_for(salt), salt=salt, receipt=receipt)
