"""The school's ratings of its 360° audit, each beside what the voices said about the same thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belonging.web.audit.models import Audit
from belonging.web.audit.presenters.beside import BesidePart, beside_part
from belonging.web.audit.presenters.work import audit_title, rated
from belonging.web.audit.queries.asked import Asked
from belonging.web.audit.queries.editions import edition_named
from belonging.web.audit.rules.heard import SchoolVoices

NO_AUDIT = "Your school has not begun its 360° audit, so there is no rating to set beside the voices."


@dataclass(frozen=True, slots=True)
class RatedStatement:
    anchor: str
    number: str
    wording: str
    rating: str
    beside: BesidePart


@dataclass(frozen=True, slots=True)
class RatedArea:
    title: str
    statements: tuple[RatedStatement, ...]


@dataclass(frozen=True, slots=True)
class AuditBeside:
    """`none` says that there is no audit to set beside."""

    title: str
    lead: str
    areas: tuple[RatedArea, ...] = ()
    none: str = ""


def audit_beside(
    audit: Audit | None, asked: Sequence[Asked], met: Mapping[str, str], voices: SchoolVoices | None
) -> AuditBeside:
    """Statements that a questionnaire asks about; the others have no voice beside them."""
    if audit is None:
        return AuditBeside(
            "", "", none="Your school has not begun its 360° audit, so there is no rating to set beside."
        )
    areas = []
    for area in edition_named(audit.edition).areas:
        rows = [
            _rated(each, met.get(each.statement.key, ""), voices)
            for each in asked
            if each.statement.area == area.key and each.statement.pairings
        ]
        if rows:
            areas.append(RatedArea(str(area.title), tuple(rows)))
    state = "signed off" if audit.is_signed_off else "not signed off yet"
    return AuditBeside(
        audit_title(audit),
        f"From your {audit_title(audit).lower()}, {state}, beside the newest released answers. A rating and an answer "
        "are two views of one thing: neither corrects the other.",
        tuple(areas),
    )


def _rated(asked: Asked, met: str, voices: SchoolVoices | None) -> RatedStatement:
    statement = asked.statement
    part = beside_part(statement=statement, voices=voices, met=met)
    return RatedStatement(
        anchor=f"audit-{statement.key}".replace("_", "-"),
        number=statement.number,
        wording=str(statement.wording),
        rating=rated(met),
        beside=part,
    )
