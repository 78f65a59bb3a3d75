"""Groups beside each other, one breakdown after the other, or why a breakdown is not shown."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.evaluation.released import Findings, Reading, ReleasedTable
from belonging.figures import Axis, inside, wave_name
from belonging.web.reports.presenters.items import Told
from belonging.web.reports.presenters.looks import statement_of
from belonging.web.reports.presenters.pictures import Easel, Picture, gap_changes_picture, gaps_picture
from belonging.web.reports.presenters.sections import Paths
from belonging.web.reports.presenters.wording import BREAKDOWNS
from belonging.web.reports.queries import Voices
from belonging.web.reports.rules.exploring import PROGRAMME

TOO_FEW = (
    "Too few answered in these groups to tell whether they differ, or have changed. What each said is in the table."
)
ONE_GROUP = "Only one group stands here, so there is nothing to set beside it. What it said is in the table."
NOT_APART = "On no statement can these groups surely be told apart, and none of them has surely changed."


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One statement and, by group, the positive answers of the latest wave."""

    wording: str
    shares: tuple[str, ...]
    findings: str
    href: str


@dataclass(frozen=True, slots=True)
class GroupSection:
    """`clear`: what can be told of gaps and changes; `unclear` is said where nothing can. `why_not`: what is held.

    The table of `rows` belongs to the picture `gaps`; `moved` has its own.
    """

    anchor: str
    title: str
    when: str
    clear: tuple[Told, ...]
    unclear: str
    gaps: Picture | None
    moved: Picture | None
    head: tuple[str, ...]
    rows: tuple[GroupRow, ...]
    why_not: tuple[str, ...]
    findings: str
    explore: str
    programme: str


def group_sections(voices: Voices, ways: Paths) -> tuple[GroupSection, ...]:
    findings = voices.findings.get("pupil")
    if findings is None:
        return ()
    easel = Easel(Axis.holding(findings.tables))
    order = ("send", *(by for by in BREAKDOWNS if by != "send"))
    found = [(by, [table for table in findings.tables if table.by == by]) for by in order]
    return tuple(_section(findings, by, tables, easel, ways) for by, tables in found if tables)


def _section(findings: Findings, by: str, tables: list[ReleasedTable], easel: Easel, ways: Paths) -> GroupSection:
    shown = [table for table in tables if not table.refusal]
    held = dict.fromkeys(table.refusal.sentence for table in tables if table.refusal)
    held |= dict.fromkeys(f"{wave_name(one.wave)}: {one.refusal.sentence}" for table in shown for one in table.withheld)
    gaps, moved = gaps_picture(findings, by, easel), gap_changes_picture(findings, by, easel)
    waves = dict.fromkeys(table.waves[-1] for table in shown)
    groups = dict.fromkeys(cell.group_label for table in shown for cell in table.cells if cell.wave == table.waves[-1])
    untold = _too_few(shown)
    return GroupSection(
        anchor=f"groups-{by}".replace("_", "-"),
        title=BREAKDOWNS[by],
        when=" and ".join(wave_name(wave) for wave in waves),
        clear=tuple(told for table in shown for told in _clear(findings, table)),
        unclear=ONE_GROUP if len(groups) == 1 else TOO_FEW if untold else NOT_APART,
        gaps=None if untold else gaps,
        moved=None if untold else moved,
        head=("Statement", *groups),
        rows=tuple(_row(findings, table, tuple(groups), ways) for table in shown),
        why_not=tuple(held),
        findings=" ".join(table.id for table in tables if table.refusal or table.withheld),
        explore=ways.explore("pupil", tables[0].item, by),
        programme=ways.explore("pupil", tables[0].item, by, of=PROGRAMME),
    )


def _too_few(shown: list[ReleasedTable]) -> bool:
    """Nothing of them can be compared, so that a picture would say "too few to tell" at every statement."""
    compared = [gap.reading for table in shown for gap in table.gaps]
    compared += [change.reading for table in shown for change in table.changes]
    return all(reading is Reading.TOO_FEW for reading in compared)


def _clear(findings: Findings, table: ReleasedTable) -> list[Told]:
    """What is surely so: gaps of the latest wave, and groups that have surely changed."""
    sure = (Reading.MORE, Reading.FEWER)
    statement = statement_of(findings, table)
    gaps = [gap for gap in table.gaps if gap.reading in sure and gap.wave == table.waves[-1]]
    changes = [change for change in table.changes if change.reading in sure]
    return [
        *(Told(statement, f"{gap.text}.", gap.id) for gap in gaps),
        *(Told(statement, f"{change.group_label}: {inside(change.text)}.", change.id) for change in changes),
    ]


def _row(findings: Findings, table: ReleasedTable, groups: tuple[str, ...], ways: Paths) -> GroupRow:
    now = {cell.group_label: cell for cell in table.cells if cell.wave == table.waves[-1]}
    cells = [now.get(group) for group in groups]
    return GroupRow(
        statement_of(findings, table),
        tuple(cell.parts["positive"].text if cell and cell.parts else "not shown" for cell in cells),
        " ".join(cell.id for cell in cells if cell),
        ways.table(findings.audience, table),
    )
