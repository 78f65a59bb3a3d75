"""Every statement in every table that was released, in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from belonging.evaluation.released import Findings, ReleasedTable
from belonging.web.reports.presenters.pictures import Easel, changes_picture, standing_picture
from belonging.web.reports.presenters.programme.amended import day, tables_shown, whose
from belonging.web.reports.presenters.programme.content import Block, Chart, Grid, Points, Section, Sentence, Words
from belonging.web.reports.presenters.programme.saying import ids
from belonging.web.reports.presenters.programme.tables import NOT_SHOWN, ONCE_SHARES, between_grid, shares_grid
from belonging.web.reports.presenters.refusals import held_everywhere
from belonging.web.reports.presenters.wording import BREAKDOWNS, PEOPLE
from belonging.web.reports.queries.technical import TechnicalEvidence

HOW: Final = (
    "Shares are of 100 who sent the questionnaire, in five parts that make up 100. The interval is the 95% interval of "
    "the positive share. Where fewer than 300 answered, shares are bands; below 30, words. The name beside a table "
    "is that of the stored finding; each row adds its group and wave to it (pupil:belong-by-send:send:baseline)."
)


def results_sections(evidence: TechnicalEvidence, easel: Easel) -> Iterator[Section]:
    for audience, findings in evidence.heard.items():
        blocks = (Words((Sentence(HOW),), look="small"), *_glances(findings, easel), *_statements(findings))
        yield Section(f"results-{audience}", f"Every statement: {PEOPLE[audience]}", blocks)


def amended_section(evidence: TechnicalEvidence, title: str, lead: str) -> Iterator[Section]:
    """The tables of amendments, as finely as all others."""
    blocks: list[Block] = []
    for told in evidence.whole.exploratory:
        if told.findings is not None:
            reason = Sentence(f"Asked for on {day(told.amendment.proposed_at)}. Why: {told.amendment.reason}")
            blocks.append(Points(f"{whose(told)}: exploratory", (reason,)))
            for table in tables_shown(told.findings):
                blocks += _table(told.findings, table, whose(told))
    if blocks:
        yield Section("exploratory", title, (Words((Sentence(lead),), look="lead"), *blocks))


def professional_tables(findings: Findings | None, named: str) -> Iterator[Grid]:
    """Answers in a professional role: every statement for all, then by role."""
    for by in ("all", "role"):
        rows: list[tuple[str, ...]] = []
        rests: list[tuple[str, ...]] = []
        for table in findings.tables if findings is not None else ():
            if table.by == by and not table.refusal:
                grid = shares_grid(table, named)
                rows += [(f"“{table.wording}”", *row) for row in grid.rows]
                rests += grid.findings
        if rows:
            title = "Statement by statement" if by == "all" else "The same, by role"
            yield Grid(title, ("Statement", *ONCE_SHARES), tuple(rows), tuple(rests))


def _glances(findings: Findings, easel: Easel) -> Iterator[Chart]:
    tables = ids(findings, *(table.id for table in findings.tables if table.by == "all" and not table.refusal))
    for title, picture in (
        ("Where things stand", standing_picture(findings, easel)),
        ("What has moved", changes_picture(findings, easel)),
    ):
        if picture is not None:
            yield Chart(title, picture, tables)


def _statements(findings: Findings) -> Iterator[Block]:
    for item in findings.items:
        for by in ("all", *BREAKDOWNS):
            table = findings.table(item, by)
            if table is not None and by not in held_everywhere(findings):
                yield from _table(findings, table, findings.audience)


def _table(findings: Findings, table: ReleasedTable, named: str) -> Iterator[Block]:
    """The statement opens its tables; a breakdown stands under it."""
    title = f"“{table.wording}”" if table.by == "all" else BREAKDOWNS.get(table.by, table.by)
    if table.refusal is not None or not table.cells:
        why = table.refusal.sentence if table.refusal else " ".join(held.refusal.sentence for held in table.withheld)
        yield Words((Sentence(f"{title}: {NOT_SHOWN}. {why}", (f"{named}:{table.id}",)),), look="small")
        return
    yield shares_grid(table, named, title)
    between: Grid | None = between_grid(findings, table, named)
    if between is not None:
        yield between
