"""A school's priorities, and the order of work proposed before it rates. All in the school's scope."""

from __future__ import annotations

from belonging.web.audit.models import Audit, Rating
from belonging.web.audit.queries.asked import asked_in
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.audit.rules.priorities import Priority, Work, ranked, weigh, work_order


def priorities_of(audit: Audit, voices: SchoolVoices | None) -> list[Priority]:
    """Every statement that the audit asks, what matters most first."""
    return ranked(weigh([asked.statement for asked in asked_in(audit)], _met(audit), voices))


def order_of_work(audit: Audit, voices: SchoolVoices | None, last: Audit | None) -> list[Work]:
    """Every statement that is not rated yet, in the order proposed; `last` is the school's audit before this one."""
    met = _met(audit)
    left = [asked.statement for asked in asked_in(audit) if not met.get(asked.statement.key)]
    return work_order(weigh(left, {}, voices), {} if last is None else _met(last))


def _met(audit: Audit) -> dict[str, str]:
    return dict(Rating.objects.filter(audit=audit).values_list("statement", "value"))
