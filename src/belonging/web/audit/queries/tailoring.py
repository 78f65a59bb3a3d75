"""What a school has tailored."""

from __future__ import annotations

from belonging.web.audit.models import Audit, Hidden, OwnStatement
from belonging.web.audit.queries.asked import asked_in
from belonging.web.audit.queries.changes import last_audit_before, last_audit_of
from belonging.web.audit.queries.editions import current_edition
from belonging.web.schools.models import School


def hidden_in(audit: Audit) -> list[Hidden]:
    return list(Hidden.objects.filter(audit=audit))


def hideable_as_before(audit: Audit) -> tuple[Audit | None, int]:
    """The school's last audit, and how many statements hidden in it this one asks."""
    last = last_audit_before(audit)
    if last is None:
        return None, 0
    asked = {each.statement.key for each in asked_in(audit)}
    before = Hidden.objects.filter(audit=last).values_list("statement", flat=True)
    return last, sum(key in asked for key in before)


def hidden_before(school: School) -> int:
    """How many statements hidden in the school's last audit the next one would ask."""
    keys = [statement.key for statement in current_edition().statements]
    return Hidden.objects.filter(audit=last_audit_of(school), statement__in=keys).count()


def own_in_use(school: School) -> int:
    return OwnStatement.objects.filter(school=school, retired_at__isnull=True).count()


def own_statement(school: School, key: str) -> OwnStatement | None:
    """One that is in use."""
    return OwnStatement.objects.filter(school=school, key=key, retired_at__isnull=True).first()
