"""Schools on our books follow the register: what is safe to change, and what a person has to see to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from belonging.web.schools.models import BodyKind, School
from belonging.web.schools.rules.register_file import RegisterRow
from belonging.web.schools.services.bodies import body_named


@dataclass(frozen=True, slots=True)
class SchoolChange:
    """A school on the books of which the register now says something else. `notes`: a sentence for each."""

    name: str
    urn: str
    notes: tuple[str, ...]


def follow_register(
    *, rows: Mapping[str, RegisterRow], settled: frozenset[str], dry_run: bool
) -> tuple[SchoolChange, ...]:
    """Name, places, trust and authority follow; setting and sixth form do, but for the schools in `settled`."""
    changes = []
    for school in School.objects.exclude(urn=None).select_related("trust", "authority").order_by("name"):
        row = rows.get(school.urn or "")
        if row is None:
            continue
        before = school.name
        notes = (*_followed(school, row, settled=school.urn in settled, dry_run=dry_run), *_closed(row))
        if not dry_run:
            school.save()
        if notes:
            changes.append(SchoolChange(before, row.urn, notes))
    return tuple(changes)


def _followed(school: School, row: RegisterRow, *, settled: bool, dry_run: bool) -> list[str]:
    notes = []
    if school.name != row.name:
        notes.append(f"It is now called {row.name}.")
        school.name = row.name
    if school.local_authority != row.authority:
        notes.append(f"Its local authority is now {row.authority or 'not given'}.")
        school.local_authority = row.authority
    if (school.trust.name if school.trust else "") != row.trust:
        notes.append(f"It now belongs to {row.trust}." if row.trust else "It no longer belongs to a trust.")
    school.town = row.town
    if not dry_run:
        school.trust = body_named(BodyKind.TRUST, row.trust_code, row.trust)
        school.authority = body_named(BodyKind.AUTHORITY, row.authority_code, row.authority)
    return notes + _setting(school, row, settled=settled)


def _setting(school: School, row: RegisterRow, *, settled: bool) -> list[str]:
    if (school.setting, school.has_sixth_form) == (row.setting, row.has_sixth_form):
        return []
    if not row.setting:
        return [f"The register lists it as “{row.type_name}”, for which we have no questionnaire. It stays as it was."]
    if settled:
        return ["The register changed its type or sixth form. It stays as it was, because it has questionnaires."]
    school.setting, school.has_sixth_form = row.setting, row.has_sixth_form
    return [f"It is now listed as “{row.type_name}”" + (", with a sixth form." if row.has_sixth_form else ".")]


def _closed(row: RegisterRow) -> list[str]:
    if row.is_open:
        return []
    when = f" on {row.closed_on:%-d %B %Y}" if row.closed_on else ""
    return [
        f"The register says: {row.status_name or 'closed'}{when}. Please ask the school, then let it leave the cohort."
    ]
