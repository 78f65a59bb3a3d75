"""From sealed rounds to stored findings: evaluate under the policy `release`, store, enter in the ledger."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime
from typing import Literal

from django.conf import settings
from django.db import IntegrityError, transaction

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, ReleasedTable, evaluate
from belonging.instruments.load import load
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.findings.models import LedgerEntry, Release
from belonging.web.findings.queries import is_released, releases_due
from belonging.web.findings.rules import Due
from belonging.web.journal.services import Act, record_act
from belonging.web.surveys.models import Round
from belonging.web.surveys.queries import Columns, sealed_columns

Outcome = Literal["made", "there already", "failed"]
Say = Callable[[Due, Outcome, int, int], None]

log = logging.getLogger(__name__)


def make_all_due(*, now: datetime, say: Say) -> int:
    """Make what is due, one transaction each; how many failed. `say` hears of each as it is done."""
    failed = 0
    due = releases_due()
    for done, one in enumerate(due, start=1):
        try:
            outcome: Outcome = "made" if make(one, now=now) else "there already"
        except Exception:  # one school's fault must not keep the others waiting; it is logged
            log.exception("Findings of %s, %s could not be made", one.strand, "+".join(one.waves))
            outcome, failed = "failed", failed + 1
        say(one, outcome, done, len(due))
    return failed


def make(due: Due, *, now: datetime) -> bool:
    """Evaluate and store one set of findings; False where it was there already."""
    answers, findings = evaluated(due)
    try:
        store(due, findings, digest=answers.digest, now=now)
    except IntegrityError:
        with _scope(due):
            if is_released(due):
                return False
        raise
    return True


def evaluated(due: Due) -> tuple[AnswerSet, Findings]:
    """The findings under the policy `release`; the service has no other."""
    instrument = load(due.strand.instrument)
    with programme_scope("findings: evaluate"):
        rounds = list(Round.objects.filter(pk__in=due.rounds).select_related("cohort"))
        answers = AnswerSet.from_columns(instrument, columns_of(rounds))
    plan = Plan.default(instrument, "programme" if due.strand.is_programme else "school")
    rolls = {(str(round_.school_id), round_.wave): round_.roll for round_ in rounds if round_.roll is not None}
    return answers, evaluate(answers, plan, Policy.release(), rolls)


def columns_of(rounds: Sequence[Round]) -> Columns:
    """The sealed answers of exactly these rounds (of one questionnaire), as `sealed_columns` has them."""
    schools: defaultdict[str, list[int]] = defaultdict(list)
    for round_ in rounds:
        schools[round_.wave].append(round_.school_id)
    first, joined = rounds[0], defaultdict[str, list[str | int | None]](list)
    for wave, school_ids in schools.items():
        part = sealed_columns(
            cohort=first.cohort,
            audience=first.audience,
            instrument=first.instrument,
            school_ids=school_ids,
            waves=[wave],
        )
        for name, values in part.items():
            joined[name] += values
    return joined


def store(due: Due, findings: Findings, *, digest: str, now: datetime) -> Release:
    """The findings unchanged, the ledger of their tables and the journal's entry, in one transaction."""
    school_id = due.strand.school_id or None
    reader = "programme" if due.strand.is_programme else "lead"
    with transaction.atomic(), _scope(due):
        release = Release.objects.create(
            school_id=school_id,
            cohort_id=due.strand.cohort_id,
            audience=findings.audience,
            instrument=findings.instrument,
            waves="+".join(due.waves),
            policy=findings.policy,
            engine_version=findings.engine_version,
            input_digest=keyed(digest),
            rounds=list(due.rounds),
            findings=findings.to_json(),
            released_at=now,
        )
        entries = [ledger_entry(release, table, reader) for table in findings.tables]
        LedgerEntry.objects.bulk_create(entries)
        shown = sum(entry.shown for entry in entries)
        details = {"waves": due.waves, "rounds": due.rounds, "shown": shown, "refused": len(entries) - shown}
        act = Act("findings-released", f"release:{release.pk}", {**details, "plan": findings.plan_digest})
        record_act(act=act, actor="findings engine", now=now, school_id=school_id)
    return release


def ledger_entry(release: Release, table: ReleasedTable, reader: str) -> LedgerEntry:
    """`digest` is SHA-256 of the table's canonical JSON, as it stands in the findings."""
    text = json.dumps(asdict(table), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return LedgerEntry(
        school_id=release.school_id,
        release=release,
        table=table.id,
        rung=table.rung.value,
        shown=table.refusal is None,
        reader=reader,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def keyed(digest: str) -> str:
    """HMAC of the rows' digest under the pepper: few rows could be guessed against the digest itself."""
    return hmac.new(settings.BELONGING_PEPPER, digest.encode(), hashlib.sha256).hexdigest()


def _scope(due: Due) -> AbstractContextManager[None]:
    return programme_scope("findings: store") if due.strand.is_programme else school_scope(due.strand.school_id)
