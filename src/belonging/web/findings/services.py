"""Fixing plans before there is anything to look at, and making what is due.

Findings are made by a child process: the engine's memory comes and goes with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import IO

from django.conf import settings
from django.db import transaction

from belonging.evaluation.plan import Plan, Scope
from belonging.evaluation.released import Findings
from belonging.instruments.load import load
from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope
from belonging.web.findings.errors import CannotOrder
from belonging.web.findings.models import FixedPlan, LedgerEntry, Release, ReleaseOrder
from belonging.web.findings.queries import Unplanned, release_order, unordered, unplanned
from belonging.web.findings.rules import EVERY_TABLE, signature_of_plan
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.surveys.models import State
from belonging.web.surveys.queries import occasion_rounds

ENGINE = (sys.executable, "-m", "belonging.web.findings.engine", "--due")
SETTINGS = "belonging.web.config.engine_settings"
ACTOR = "findings"
FEWEST_FORMS = 5
"""Of all an order's rounds together: under the policy professional nothing of fewer is shown."""


class ReleaseFailed(Refused):
    """Some findings could not be made; those that could are stored."""


def fix_plans(*, now: datetime, opening: Iterable[tuple[int, str]] = ()) -> int:
    """Fix and sign the plan of every questionnaire that a round of any cohort asks; how many were fixed.

    Called by the worker at every look, so that a plan stands as soon as a round is planned; `opening` names
    questionnaires by (cohort, instrument) that have no round yet. Again is safe: a plan that stands is never changed.
    """
    with programme_scope("findings: fix plans"):
        return sum(_fix(one, now) for one in unplanned(opening))


@transaction.atomic
def _fix(one: Unplanned, now: datetime) -> bool:
    scope: Scope = "school" if one.scope == "school" else "programme"
    plan = Plan.default(load(one.instrument), scope)
    text = plan.to_json()
    stored, created = FixedPlan.objects.get_or_create(
        cohort_id=one.cohort_id,
        instrument=one.instrument,
        scope=scope,
        defaults={
            "version": plan.version,
            "plan": text,
            "signature": signature_of_plan(text, pepper=settings.BELONGING_PEPPER),
            "before_sealing": not one.sealed,
            "fixed_at": now,
        },
    )
    if created:
        details = {"instrument": one.instrument, "scope": scope, "digest": plan.digest, "late": one.sealed}
        act = Act("plan-fixed", f"plan:{stored.pk}", details)
        record_act(act=act, actor=ACTOR, now=now)
    return created


@transaction.atomic
def order_release(*, cohort: Cohort, instrument: str, actor: str, now: datetime) -> ReleaseOrder:
    """Write down that the sealed rounds of the cohort's occasions are released: now, together, and once for all.

    The worker makes the release from this list. Raises CannotOrder. In any scope or none.
    """
    with programme_scope("findings: order a release"):
        if release_order(cohort, instrument) is not None:
            raise CannotOrder("These figures are released already. They are released once, so that no form shows.")
        sealed = [each for each in occasion_rounds(cohort, instrument) if each.state == State.SEALED]
        forms = sum(each.sealed_rows or 0 for each in sealed)
        if forms < FEWEST_FORMS:
            raise CannotOrder(
                f"Fewer than {FEWEST_FORMS} forms are sealed, and of so few nothing could be shown. Forms are sealed "
                "three days after a questionnaire closes. Please wait for more."
            )
        order, made = ReleaseOrder.objects.get_or_create(
            cohort=cohort,
            instrument=instrument,
            defaults={"rounds": [each.pk for each in sealed], "ordered_by": actor, "ordered_at": now},
        )
        if not made:
            raise CannotOrder("These figures were released by somebody else a moment ago.")
        details = {"instrument": instrument, "rounds": order.rounds}
        record_act(act=Act("release-ordered", f"cohort:{cohort.pk}", details), actor=actor, now=now)
    return order


@transaction.atomic
def show_to_reader(*, releases: Collection[int], reader: str, broken_down: Collection[str] | None) -> int:
    """Enter in the ledger that a new reader is shown what the lead of the school was; how many tables.

    `broken_down`: by what the tables are that this reader sees; None for all. Once for each reader, again is safe.
    The caller writes the journal. In the school's scope.
    """
    entered = 0
    for release in Release.objects.filter(pk__in=list(releases)):
        tables = Findings.from_json(release.findings).tables
        seen = {EVERY_TABLE, *(one.id for one in tables if broken_down is None or one.by in broken_down)}
        own = LedgerEntry.objects.filter(release=release)
        known = set(own.filter(reader=reader).values_list("table", "wave"))
        shown = [row for row in own.filter(reader="lead", table__in=seen) if (row.table, row.wave) not in known]
        for row in shown:
            row.pk, row.reader = None, reader
        entered += len(LedgerEntry.objects.bulk_create(shown))
    return entered


def order_due(*, now: datetime) -> int:
    """Order what nobody needs to: a leads' survey when it is sealed, and what is left when a cohort is finished.

    How many were ordered. Outside any scope, safe to run twice.
    """
    ordered = 0
    for cohort, instrument in unordered():
        try:
            order_release(cohort=cohort, instrument=instrument, actor=ACTOR, now=now)
        except CannotOrder:
            continue
        ordered += 1
    return ordered


def release_due(*, now: datetime, progress: Callable[[int, int], None] | None = None) -> int:
    """Make and store every set of findings that is due; how many were made. Again is safe.

    `progress(done, of)` is called after each. Raises ReleaseFailed, after all others were made.
    Outside a transaction: the child sees only what is committed.
    """
    fix_plans(now=now)
    order_due(now=now)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS}
    with subprocess.Popen(
        [*ENGINE, "--now", now.isoformat()], stdout=subprocess.PIPE, env=environment, text=True
    ) as child:
        made, failed = _follow(child.stdout, progress)
        code = child.wait()
    if failed:
        raise ReleaseFailed(
            f"{failed} of {made + failed} sets of findings could not be made; the log says which and why. "
            "The others are stored. Run 'belonging release' again when the cause is mended."
        )
    if code != 0:
        raise ReleaseFailed(
            f"The engine stopped before it was done (code {code}); the log says why. Sets of findings made and "
            f"stored before that: {made}. Run 'belonging release' to go on."
        )
    return made


def _follow(lines: IO[str] | None, progress: Callable[[int, int], None] | None) -> tuple[int, int]:
    """Read the child's JSON lines to the end: how many findings were made, how many failed."""
    made = failed = 0
    for line in lines or ():
        said = json.loads(line)
        made += said["outcome"] == "made"
        failed += said["outcome"] == "failed"
        if progress is not None:
            progress(said["done"], said["of"])
    return made, failed
