"""Published school-level files: the schools of our cohorts are looked up in them, and nothing else is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from belonging.web.outcomes.queries.schools import schools_by_urn
from belonging.web.outcomes.rules.published_file import PublishedFile, Tell, read_published
from belonging.web.outcomes.services.keeping import Brought, keep_published


@dataclass(frozen=True, slots=True)
class Imported:
    """`missing`: names of schools of ours that the file does not have."""

    file: PublishedFile
    brought: Brought
    missing: tuple[str, ...]


def import_published(*, lines: Iterable[str], actor: str, now: datetime, tell: Tell | None = None) -> Imported:
    """In a programme-wide scope. Raises Refused; then nothing is kept."""
    schools = schools_by_urn()
    file = read_published(lines, schools.keys(), tell)
    brought = keep_published(schools=schools, file=file, actor=actor, now=now)
    missing = sorted(school.name for urn, school in schools.items() if not file.terms.get(urn))
    return Imported(file, brought, tuple(missing))
