"""Evidence and audits, when their time is over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from belonging.web.audit.models import Audit, Evidence, EvidenceFile
from belonging.web.base.scope import programme_scope
from belonging.web.journal.services import BY_THE_CLOCK, forget_rows
from belonging.web.programme.queries.retention import cohorts_over
from belonging.web.programme.rules.retention import WORDS_KEPT, WORK_KEPT


def forget_evidence_due(*, now: datetime) -> int:
    """Words, links and bytes, of cohorts that ended twelve months ago; how many pieces. Safe to run twice."""
    with programme_scope("retention: evidence"), transaction.atomic():
        over = cohorts_over(since=WORDS_KEPT, now=now)
        files = EvidenceFile.objects.filter(evidence__audit__cohort__in=over)
        forget_rows(what="evidence files", rows=[files], now=now)
        held = Evidence.objects.filter(audit__cohort__in=over, removed_at=None)
        return held.update(title="", text="", link="", removed_by=BY_THE_CLOCK, removed_at=now)


def forget_audits_due(*, now: datetime) -> int:
    """All that a school rated and wrote, of cohorts that ended two years ago; how many rows. Safe to run twice."""
    with programme_scope("retention: audits"):
        over = cohorts_over(since=WORK_KEPT, now=now)
        return forget_rows(what="audits", rows=[Audit.objects.filter(cohort__in=over)], now=now)
