"""What is different since a school's last audit."""

from __future__ import annotations

from django.db.models import Q

from belonging.web.audit.models import Audit, Edition
from belonging.web.audit.queries.editions import current_edition, editions_between
from belonging.web.audit.queries.record import record_read
from belonging.web.audit.rules.changes import StatementChange, changes_between
from belonging.web.schools.models import School


def last_audit_before(audit: Audit) -> Audit | None:
    """The school's audit that was begun last before this one, in whatever cohort; with its cohort and school."""
    earlier = Q(started_at__lt=audit.started_at) | Q(started_at=audit.started_at, pk__lt=audit.pk)
    own = Audit.objects.filter(earlier, school_id=audit.school_id)
    return own.select_related("cohort", "school").order_by("started_at", "pk").last()


def last_audit_of(school: School) -> Audit | None:
    """The one begun last, in whatever cohort."""
    return Audit.objects.filter(school=school).order_by("started_at", "pk").last()


def new_since_last(audit: Audit) -> list[Edition]:
    """Versions of the instrument between the school's audit before this one and this one; none for its first."""
    last = last_audit_before(audit)
    return editions_between(last.edition, audit.edition) if last else []


def new_since(last: Audit | None) -> list[Edition]:
    """Versions that the next audit is by and `last` was not; none where there is no last."""
    return editions_between(last.edition, current_edition().name) if last else []


def changes_since(audit: Audit) -> dict[str, StatementChange]:
    """By statement key, each statement of this audit and of the last one; empty where this is the first."""
    last = last_audit_before(audit)
    if last is None:
        return {}
    return changes_between(record_read(last), record_read(audit))
