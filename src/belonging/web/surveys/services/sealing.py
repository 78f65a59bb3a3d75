"""Sealing: answers are shuffled under fresh keys, and everything that tied them to a slip is destroyed."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belonging.instruments.load import load
from belonging.web.journal.services import Act, record_act
from belonging.web.surveys.errors import RoundNotOpen, RoundStillOpen, TooEarlyToSeal
from belonging.web.surveys.models import Response, Round, SealedAnswers, SealedComment, Slip, State
from belonging.web.surveys.queries import locked, phase_of
from belonging.web.surveys.rules.helping import Manner
from belonging.web.surveys.rules.rounds import sealed_from
from belonging.web.surveys.rules.sealed_rows import (
    FEWEST_PROFESSIONAL,
    FEWEST_WITH_FACTS,
    SealedRow,
    SlipFacts,
    digest_of,
    sealed_row,
    settled_answers,
    without_facts,
)
from belonging.web.surveys.services.comments import shuffled_comments
from belonging.web.surveys.services.counting import count_used
from belonging.web.surveys.services.linking import keep_links, keep_slips
from belonging.web.surveys.services.sitting import forget_teachers
from belonging.web.surveys.services.traces import erase_traces, note_traces


@transaction.atomic
def seal_round(*, round_: Round, actor: str, now: datetime, early: bool = False) -> None:
    """Shuffle, re-key, destroy. All in one transaction: killed at any point, it is either done or not begun.

    A second call changes nothing. `early` seals within 72 hours of the close, where answers that were sent
    in time but have not arrived are lost. Raises RoundNotOpen, RoundStillOpen, TooEarlyToSeal.
    """
    transaction.on_commit(erase_traces)
    current = locked(round_)
    if current.state != State.SEALED:
        _refuse_unsealable(current, now=now, early=early)
        _seal(current, actor=actor, now=now)
    round_.refresh_from_db()


def _refuse_unsealable(current: Round, *, now: datetime, early: bool) -> None:
    if current.state == State.DRAFT:
        raise RoundNotOpen("This questionnaire has not been opened yet, so there is nothing to shuffle.")
    if current.state == State.OPEN or current.closed_at is None:
        raise RoundStillOpen("This questionnaire is still open. Please close it first.")
    if not early and now < sealed_from(current.closed_at):
        raise TooEarlyToSeal(
            "Answers that were sent before the close may still be on their way for 72 hours. "
            "Please wait, or confirm that they may be lost."
        )


def _seal(current: Round, *, actor: str, now: datetime) -> None:
    count_used(current, now=now)
    open_rows = list(Response.objects.filter(round=current, withdrawn=False))
    answers = keyed_rows(current, _sealed_rows(current, open_rows))
    links = [(key, each.link) for (key, _row), each in zip(answers, open_rows, strict=True)]
    secrets.SystemRandom().shuffle(answers)
    comments = shuffled_comments(current, open_rows)
    withdrawn = Response.objects.filter(round=current, withdrawn=True).count()
    Response.objects.filter(round=current).delete()
    kept = keep_slips(current)
    slips = Slip.objects.filter(round=current).delete()[0]
    note_traces(current)
    forget_teachers(current)
    linked = keep_links(current, links) if len(answers) >= FEWEST_WITH_FACTS else 0
    store_sealed(current, answers, comments, now=now)
    counts = {"answers": len(answers), "comments": len(comments), "withdrawn": withdrawn, "slips": slips}
    if current.link_key:
        counts |= {"slips_kept": kept, "links": linked}
    act = Act("round-sealed", f"round:{current.pk}", counts)
    record_act(act=act, actor=actor, now=now, school_id=current.school_id)


def store_sealed(
    current: Round, answers: Sequence[tuple[str, SealedRow]], comments: Sequence[SealedComment], *, now: datetime
) -> None:
    """Write what lives on of a closed round that is locked, with its digest; from then on nothing can be added."""
    SealedAnswers.objects.bulk_create(
        SealedAnswers(key=key, school_id=current.school_id, round=current, **asdict(row)) for key, row in answers
    )
    SealedComment.objects.bulk_create(comments)
    current.state = State.SEALED
    current.salt = current.ticket_salt = None
    current.sealed_on = timezone.localdate(now)
    current.sealed_rows = len(answers)
    current.sealed_digest = digest_of(answers, ((each.key, each.box, each.text) for each in comments))
    current.save(update_fields=["state", "salt", "ticket_salt", "sealed_on", "sealed_rows", "sealed_digest"])


def _sealed_rows(current: Round, open_rows: Sequence[Response]) -> list[SealedRow]:
    """The rows as they live on, in the order of the open ones."""
    instrument = load(current.instrument)
    slips = {
        key: SlipFacts(year_group, sex, sen)
        for key, year_group, sex, sen in Slip.objects.filter(round=current).values_list(
            "key", "year_group", "sex", "sen"
        )
    }
    settled = {} if current.is_occasion else settled_answers(instrument, phase_of(current.host))
    return [
        sealed_row(
            instrument,
            {**row.answers, **settled},
            slips.get(row.key, SlipFacts()),
            Manner(row.edition, row.language, row.help, row.way),
        )
        for row in open_rows
    ]


def shuffled_rows(current: Round, rows: Sequence[SealedRow]) -> list[tuple[str, SealedRow]]:
    """In random order under random keys; of few, without facts about the person."""
    keyed = keyed_rows(current, rows)
    secrets.SystemRandom().shuffle(keyed)
    return keyed


def keyed_rows(current: Round, rows: Sequence[SealedRow]) -> list[tuple[str, SealedRow]]:
    """As they stand, under random keys; of few, without facts about the person."""
    if len(rows) < (FEWEST_PROFESSIONAL if current.is_occasion else FEWEST_WITH_FACTS):
        rows = without_facts(load(current.instrument), rows)
    return [(secrets.token_hex(16), row) for row in rows]
