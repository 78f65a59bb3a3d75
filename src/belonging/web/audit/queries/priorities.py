"""A school's priorities, and the order of work proposed before it rates. All in the school's scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from belonging.web.audit.models import Audit, Rating
from belonging.web.audit.queries.asked import asked_in
from belonging.web.audit.queries.voices import voices_of
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.audit.rules.priorities import Priority, Work, ranked, weigh, work_order
from belonging.web.audit.rules.record import AuditRecord


def priorities_of(audit: Audit, voices: SchoolVoices | None) -> list[Priority]:
    """Every statement that the audit asks, what matters most first."""
    return _ranked(audit, _met(audit), voices)


def priorities_as_kept(audit: Audit, record: AuditRecord) -> list[Priority]:
    """As on the day of the record: by its ratings, beside what people had said then."""
    voices = voices_of(audit.school, audit.cohort, releases=audit.releases if audit.is_signed_off else None)
    return _ranked(audit, {each.key: each.value for each in record.statements}, voices)


def audit_to_go_by(audits: Sequence[Audit]) -> Audit | None:
    """Of a school's audits in a cohort, oldest first, the latest that says enough to choose from: it is signed off, or
    half of what it asks is rated; else the first."""
    telling = (audit for audit in reversed(audits[1:]) if audit.is_signed_off or _half_rated(audit))
    return next(telling, audits[0] if audits else None)


def order_of_work(audit: Audit, voices: SchoolVoices | None, last: Audit | None) -> list[Work]:
    """Every statement that is not rated yet, in the order proposed; `last` is the school's audit before this one."""
    met = _met(audit)
    left = [asked.statement for asked in asked_in(audit) if not met.get(asked.statement.key)]
    return work_order(weigh(left, {}, voices), {} if last is None else _met(last))


def _ranked(audit: Audit, met: Mapping[str, str], voices: SchoolVoices | None) -> list[Priority]:
    return ranked(weigh([asked.statement for asked in asked_in(audit)], met, voices))


def _half_rated(audit: Audit) -> bool:
    met, asked = _met(audit), asked_in(audit)
    return 2 * sum(bool(met.get(each.statement.key)) for each in asked) >= len(asked)


def _met(audit: Audit) -> dict[str, str]:
    return dict(Rating.objects.filter(audit=audit).values_list("statement", "value"))
