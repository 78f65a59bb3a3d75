"""Archiving: when the evaluation is over, sealed rows give way to coarse ones that are nobody's any more."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort, CohortState
from belonging.web.surveys.errors import NotToArchive
from belonging.web.surveys.models import Archive, ArchivedAnswers, Round, SealedAnswers, SealedComment
from belonging.web.surveys.queries.archives import (
    answered_still,
    linked_still,
    rounds_to_archive,
    sealed_facts,
    unread_still,
)
from belonging.web.surveys.rules.archived_rows import (
    LEAST_ALIKE,
    ArchivedRow,
    archive_digest,
    digest_of_all,
    fewest_alike,
    lost_too_few,
    withheld_too_few,
)
from belonging.web.surveys.services.traces import erase_traces, note_traces


@dataclass(frozen=True, slots=True)
class Archived:
    """What was done, in counts: rows kept and destroyed, comments destroyed and released ones that stay."""

    rounds: int
    kept: int
    destroyed: int
    comments_destroyed: int
    comments_kept: int
    digest: str


def refuse_unfinished(cohort: Cohort) -> None:
    """Raises NotToArchive, with what is to be done first. In a programme-wide scope."""
    if cohort.state != CohortState.FINISHED:
        raise NotToArchive(f"{cohort.name} is not finished. Finish it on its page first.")
    if waiting := answered_still(cohort):
        raise NotToArchive(
            f"In {cohort.name} {_counted(waiting, 'questionnaire')} not sealed yet. Close and seal first."
        )
    if unread := unread_still(cohort):
        raise NotToArchive(
            f"In {cohort.name} {_counted(unread, 'comment')} not read yet, and would be destroyed. A reader has to "
            "look at each first: one may be about harm."
        )
    if linked_still(cohort):
        raise NotToArchive(
            f"Baseline and endline of {cohort.name} are still linked, and a matched file can be asked for. When nobody "
            f"will, 'belonging keys destroy {cohort.slug} --end' ends it; the worker does so 90 days after the endline."
        )
    if not rounds_to_archive(cohort):
        raise NotToArchive(f"{cohort.name} has no sealed answers that are not archived.")


@transaction.atomic
def archive_cohort(*, cohort: Cohort, kept: Mapping[int, Sequence[ArchivedRow]], actor: str, now: datetime) -> Archived:
    """Put `kept`, the coarse rows by round, in place of the cohort's sealed rows; destroy comments nobody may read.

    All in one transaction: killed at any point, it is done or not begun. Raises NotToArchive, also where rows are too
    few alike: the rule is held to here again.
    """
    with programme_scope("surveys: archive a cohort"):
        current = Cohort.objects.select_for_update().get(pk=cohort.pk)
        refuse_unfinished(current)
        rounds = rounds_to_archive(current)
        _refuse_too_few(rounds, kept)
        digests = [_archive(each, kept.get(each.pk, ()), actor=actor, now=now) for each in rounds]
        held = sum(len(kept.get(each.pk, ())) for each in rounds)
        destroyed, released = _settle_comments(rounds)
        sealed = sum(each.sealed_rows or 0 for each in rounds)
        done = Archived(len(rounds), held, sealed - held, destroyed, released, digest_of_all(digests))
        details = {"rounds": done.rounds, "kept": held, "destroyed": done.destroyed, "digest": done.digest}
        comments = {"comments_destroyed": destroyed, "comments_kept": released}
        act = Act("cohort-archived", f"cohort:{current.pk}", {**details, **comments})
        record_act(act=act, actor=actor, now=now)
    transaction.on_commit(erase_traces)
    return done


def _refuse_too_few(rounds: Sequence[Round], kept: Mapping[int, Sequence[ArchivedRow]]) -> None:
    for each in rounds:
        rows = kept.get(each.pk, ())
        few = fewest_alike(rows) < LEAST_ALIKE or lost_too_few(sealed=each.sealed_rows or 0, kept=len(rows))
        if few or withheld_too_few(sealed=sealed_facts(each), kept=rows):
            raise NotToArchive(f"Rows of round {each.pk} would stay, or be missing, that are too few to be nobody's.")


def _archive(current: Round, rows: Sequence[ArchivedRow], *, actor: str, now: datetime) -> str:
    """Under new keys, in random order; then the sealed rows go. The digest."""
    shuffled = list(rows)
    secrets.SystemRandom().shuffle(shuffled)
    keyed = [(secrets.token_hex(16), row) for row in shuffled]
    owner = {"school_id": current.school_id, "round": current}
    ArchivedAnswers.objects.bulk_create(
        ArchivedAnswers(key=key, answers=dict(row.answers), facts=dict(row.facts), **owner) for key, row in keyed
    )
    digest = archive_digest(keyed)
    Archive.objects.create(archived_on=timezone.localdate(now), rows=len(keyed), digest=digest, **owner)
    SealedAnswers.objects.filter(round=current).delete()
    note_traces(current)
    counts = {"kept": len(keyed), "destroyed": (current.sealed_rows or 0) - len(keyed), "digest": digest}
    act = Act("round-archived", f"round:{current.pk}", counts)
    record_act(act=act, actor=actor, now=now, school_id=current.school_id)
    return digest


def _settle_comments(rounds: Sequence[Round]) -> tuple[int, int]:
    """Destroy what nobody may read; of the rest keep the words that a reader let out. How many of each."""
    comments = SealedComment.objects.filter(round__in=rounds)
    unreadable = comments.filter(released_text="")
    destroyed = unreadable.count()
    unreadable.delete()
    return destroyed, comments.update(text="")


def _counted(count: int, what: str) -> str:
    return f"1 {what} is" if count == 1 else f"{count} {what}s are"
