"""Who has which area of an audit, and who had it in the last one. In a scope that sees the school."""

from __future__ import annotations

from belonging.web.accounts.models import User
from belonging.web.audit.models import Audit
from belonging.web.audit.queries.audits import people_on_audit, shares_of
from belonging.web.audit.queries.changes import last_audit_before
from belonging.web.audit.queries.editions import edition_named


def holders_of(audit: Audit) -> dict[str, list[User]]:
    """By area, those alone who still work on the school's audit."""
    allowed = {person.pk for person in people_on_audit(audit.school)}
    kept = {area: [one for one in people if one.pk in allowed] for area, people in shares_of(audit).items()}
    return {area: people for area, people in kept.items() if people}


def holders_before(audit: Audit) -> tuple[Audit | None, dict[str, list[User]]]:
    """The last audit and who had its areas, as a proposal while nobody has an area of this one; else nothing."""
    last = last_audit_before(audit)
    if last is None or shares_of(audit):
        return None, {}
    areas = {area.key for area in edition_named(audit.edition).areas}
    held = {area: people for area, people in holders_of(last).items() if area in areas}
    return (last, held) if held else (None, {})
