"""A school's audits of every cohort, as they are read later."""

from __future__ import annotations

from belonging.web.audit.models import Audit
from belonging.web.audit.queries.record import record_read
from belonging.web.audit.rules.record import AuditRecord
from belonging.web.schools.models import School


def every_audit(school: School) -> list[tuple[Audit, AuditRecord]]:
    """Oldest first; a school has a handful."""
    found = Audit.objects.filter(school=school).select_related("school", "cohort").order_by("started_at", "pk")
    return [(audit, record_read(audit)) for audit in found]


def audits_before(audit: Audit) -> list[Audit]:
    """Those of the school that were begun before it, the latest first."""
    own = Audit.objects.filter(school_id=audit.school_id).select_related("school", "cohort")
    in_time = list(own.order_by("started_at", "pk"))
    return in_time[: in_time.index(audit)][::-1]
