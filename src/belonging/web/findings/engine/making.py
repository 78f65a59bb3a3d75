"""From sealed rounds to stored findings: evaluate under the policy, store, enter in the ledger."""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from django.db import IntegrityError, transaction

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, evaluate
from belonging.evaluation.choices import KINDS
from belonging.evaluation.disclosure.differences import Contradicted, agree_with
from belonging.evaluation.verification import Released, certify
from belonging.instruments.load import load
from belonging.web.base.pepper import fits, peppers
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.findings.engine.ledger import all_shown, ledger_entries
from belonging.web.findings.errors import AmendedBefore, NotProved, PlanAltered, PlanMissing, WouldWiden
from belonging.web.findings.models import FixedPlan, LedgerEntry, Release
from belonging.web.findings.queries import (
    findings_before,
    fixed_plan,
    is_professional,
    is_released,
    ledger_of,
    releases_due,
)
from belonging.web.findings.queries.amendments import is_amended
from belonging.web.findings.rules import Due, ShownAs, Strand, signature_of_plan, widened
from belonging.web.journal.models import Entry
from belonging.web.journal.services import Act, record_act
from belonging.web.surveys.models import Round
from belonging.web.surveys.queries import Columns, occasion_columns, sealed_columns

Outcome = Literal["made", "there already", "failed"]
HELD: Final = "release-held-back"
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
    """Evaluate and store one set of findings; False where it was there already.

    Raises AmendedBefore, PlanMissing, PlanAltered, NotProved, WouldWiden.
    """
    _refuse_after_amendment(due, now)
    fixed = plan_of(due.strand)
    made = certified(evaluated(due, fixed))
    try:
        store(due, made, fixed, now=now)
    except IntegrityError:
        with _scope(due):
            if is_released(due):
                return False
        raise
    return True


@dataclass(frozen=True, slots=True)
class Made:
    """One evaluation with what it was made from, and what was proved about it (JSON; empty: nothing was)."""

    released: Released
    certificate: str = ""

    @property
    def findings(self) -> Findings:
        return self.released.findings

    @property
    def digest(self) -> str:
        """Of the rows."""
        return self.released.answers.digest


def _refuse_after_amendment(due: Due, now: datetime) -> None:
    """Amendments wait for every planned wave, so this is of a wave that was planned after one was made."""
    if not due.strand.is_programme:
        return
    subject = f"cohort:{due.strand.cohort_id}"
    with transaction.atomic(), programme_scope("findings: was it amended?"):
        if not is_amended(due.strand):
            return
        details = {"instrument": due.strand.instrument, "waves": list(due.waves)}
        if not Entry.objects.filter(act=HELD, subject=subject, details=details).exists():
            record_act(act=Act(HELD, subject, details), actor="findings engine", now=now)
    raise AmendedBefore(
        f"Tables of {due.strand.instrument} were released that somebody had asked for afterwards. A further release "
        f"({', '.join(due.waves)}) is not checked beside them, so it is not made. Plan the wave in a cohort of its own."
    )


def plan_of(strand: Strand) -> FixedPlan:
    """The plan that was fixed and signed before. Raises PlanMissing, PlanAltered."""
    scope = "programme" if strand.is_programme else "school"
    fixed = fixed_plan(cohort_id=strand.cohort_id, instrument=strand.instrument, scope=scope)
    if fixed is None:
        raise PlanMissing(
            f"No plan is fixed for {strand.instrument}. The worker fixes plans by itself; or run 'belonging release'."
        )
    if not fits(lambda pepper: signature_of_plan(fixed.plan, pepper=pepper), fixed.signature):
        raise PlanAltered(
            f"Plan {fixed.pk} for {strand.instrument} is not the one that was signed, or the pepper is another. "
            "Nothing is released with it. Restore the plan's row, or the pepper, from a backup."
        )
    return fixed


def evaluated(due: Due, fixed: FixedPlan) -> Made:
    """The findings under the policy `release`, or `professional` for those who answer in a professional role."""
    answers, rolls = counted(due)
    plan = Plan.from_json(fixed.plan)
    findings = evaluate(answers, plan, policy_of(due.strand.instrument), rolls)
    return Made(Released(findings, answers, plan, rolls))


def counted(due: Due) -> tuple[AnswerSet, dict[tuple[str, str], int]]:
    """The sealed answers of exactly these rounds, and how many were on roll."""
    with programme_scope("findings: evaluate"):
        rounds = list(Round.objects.filter(pk__in=due.rounds).select_related("cohort"))
        answers = AnswerSet.from_columns(load(due.strand.instrument), columns_of(rounds))
    return answers, {(str(each.school_id), each.wave): each.roll for each in rounds if each.roll is not None}


def policy_of(instrument: str) -> Policy:
    return Policy.professional() if is_professional(instrument) else Policy.release()


def certified(made: Made) -> Made:
    """With the certificate of a school's tables; a programme's findings have none.

    Raises NotProved where it is of other tables than those that are printed: then nothing is released.
    """
    findings = made.findings
    if findings.scope != "school" or not findings.tables:
        return made
    certificate = certify(made.released)
    if not all(set(unit.tables) == printed_in(findings, unit.item, unit.wave) for unit in certificate.units):
        raise NotProved(
            "The certificate is not of the tables that would be printed, so nothing was released. This is a fault of "
            "the program: report it with the log."
        )
    return replace(made, certificate=certificate.to_json())


def printed_in(findings: Findings, item: str, wave: str) -> set[str]:
    """The tables that were audited together: those of other kinds of edition are of other people, one table of each."""
    found = {table.by for table in findings.tables if table.item == item and wave in table.waves}
    return found - KINDS.keys()


def columns_of(rounds: Sequence[Round]) -> Columns:
    """The sealed answers of exactly these rounds (of one questionnaire), as `sealed_columns` has them."""
    if rounds[0].is_occasion:
        return occasion_columns(rounds)
    schools: defaultdict[str, list[int]] = defaultdict(list)
    for round_ in rounds:
        schools[round_.wave].append(round_.host_id)
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


def store(due: Due, made: Made, fixed: FixedPlan, *, now: datetime) -> Release:
    """The findings unchanged, the ledger of their tables and the journal's entry, in one transaction.

    Raises WouldWiden where the ledger says that an earlier wave was shown more coarsely before.
    """
    findings = made.findings
    with transaction.atomic(), _scope(due):
        refuse_widening(due, findings)
        release = Release.objects.create(
            school_id=due.strand.school_id or None,
            cohort_id=due.strand.cohort_id,
            audience=findings.audience,
            instrument=findings.instrument,
            waves="+".join(due.waves),
            policy=findings.policy,
            engine_version=findings.engine_version,
            input_digest=keyed(made.digest),
            rounds=list(due.rounds),
            findings=findings.to_json(),
            plan=fixed,
            certificate=made.certificate,
            released_at=now,
        )
        entries = ledger_entries(release, findings, fixed.version)
        LedgerEntry.objects.bulk_create(entries)
        shown = sum(entry.shown for entry in entries)
        details = {"waves": due.waves, "rounds": due.rounds, "shown": shown, "refused": len(entries) - shown}
        act = Act("findings-released", f"release:{release.pk}", {**details, "plan": findings.plan_digest})
        record_act(act=act, actor="findings engine", now=now, school_id=release.school_id)
    return release


def refuse_widening(due: Due, findings: Findings) -> None:
    """An earlier wave reads as it read before, to the byte, and no table says more. In the scope of the strand."""
    try:
        agree_with(findings_before(due.strand), findings)
    except Contradicted as error:
        raise WouldWiden(str(error)) from error
    earlier = ledger_of(
        cohort_id=due.strand.cohort_id, audience=findings.audience, school_id=due.strand.school_id or None
    )
    before = [ShownAs(row.table, row.wave, row.rung if row.shown else None) for row in earlier]
    wider = widened(before, (one for _, one in all_shown(findings)))
    if wider:
        first = wider[0]
        raise WouldWiden(
            f"{first.table} would say more of the {first.wave} than an earlier release did ({len(wider)} such in all). "
            "Nothing is stored. The engine, the plan or the counted rounds have changed since: compare them."
        )


def keyed(digest: str, pepper: bytes | None = None) -> str:
    """HMAC of the rows' digest under the pepper: few rows could be guessed against the digest itself."""
    return hmac.new(pepper or peppers()[0], digest.encode(), hashlib.sha256).hexdigest()


def same_rows(digest: str, stored: str) -> bool:
    """Whether `stored` was made of rows with that digest, under this pepper or one before."""
    return fits(lambda pepper: keyed(digest, pepper), stored)


def _scope(due: Due) -> AbstractContextManager[None]:
    return programme_scope("findings: store") if due.strand.is_programme else school_scope(due.strand.school_id)
