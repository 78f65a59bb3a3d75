"""The results of all schools together, beside a school that can be told little by its own."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.evaluation.released import ReleasedTable
from belonging.figures import reading_words, wave_name
from belonging.web.reports.presenters.sections import Paths
from belonging.web.reports.presenters.wording import PEOPLE
from belonging.web.reports.queries import Voices
from belonging.web.reports.rules.exploring import PROGRAMME

FEWEST_SCHOOLS = 3
WAITING = (
    "The results of all schools together are not shown so far. They come when every school taking part has sealed its "
    "answers, and if ten schools or more have answered."
)


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    wording: str
    shares: tuple[str, ...]
    reading: str
    findings: str
    href: str


@dataclass(frozen=True, slots=True)
class ProgrammeBeside:
    """`head` names the waves; without rows `lead` says why."""

    lead: str
    head: tuple[str, ...] = ()
    rows: tuple[ProgrammeRow, ...] = ()


def programme_beside(voices: Voices | None, ways: Paths, audience: str = "pupil") -> ProgrammeBeside:
    """As released of all schools; nothing of this school alone is in it."""
    findings = voices.findings.get(audience) if voices else None
    schools = min((one.schools for one in findings.responses), default=0) if findings else 0
    if findings is None or schools < FEWEST_SCHOOLS:
        return ProgrammeBeside(WAITING)
    people = PEOPLE[audience]
    lead = (
        f"What {people} of {schools} schools said together. It is not about your school, and no school can be told "
        "apart in it. How many answered positively:"
    )
    tables = [table for table in findings.tables if table.by == "all" and not table.refusal]
    rows = tuple(
        _row(table, findings.waves, people, ways.explore(audience, table.item, of=PROGRAMME)) for table in tables
    )
    return ProgrammeBeside(lead, ("Statement", *map(wave_name, findings.waves), "Change"), rows)


def _row(table: ReleasedTable, waves: tuple[str, ...], people: str, href: str) -> ProgrammeRow:
    cells = [table.cell("all", wave) for wave in waves]
    change = table.change("all")
    ids = [cell.id for cell in cells if cell] + ([change.id] if change else [])
    wording = f"{table.wording} (agreeing less is positive)" if table.reverse else table.wording
    return ProgrammeRow(
        wording=wording,
        shares=tuple(cell.parts["positive"].text if cell and cell.parts else "not shown" for cell in cells),
        reading=reading_words(change.reading, people) if change else "",
        findings=" ".join(ids),
        href=href,
    )
