"""Released findings as tables and charts of a document or slide: printed as they are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from belonging.evaluation.choices import item_told
from belonging.evaluation.released import Cell, Findings, ReleasedTable, Rung
from belonging.figures import inside, reading_words, wave_name
from belonging.figures.alternatives import data_table
from belonging.figures.printed import rung_between, share_number
from belonging.figures.whose import of_those
from belonging.web.reports.presenters.files.blocks import Bar, Bars, Sheet, said
from belonging.web.reports.presenters.items import gaps_told, groups_told, said_of_change, surety_of
from belonging.web.reports.presenters.looks import statement_of
from belonging.web.reports.presenters.programme.content import Sentence
from belonging.web.reports.presenters.together import SharedConstruct
from belonging.web.reports.presenters.wording import BREAKDOWNS, PEOPLE, VOICES, part_words

NOT_SHOWN = "not shown"


def standing_bars(findings: Findings) -> Bars | None:
    """Everyone's positive answers in the latest wave. None in words: a bar would make a number of them."""
    found = [(table, _latest(table)) for table in _of_all(findings)]
    cells = [cell for _, cell in found if cell is not None]
    if not cells or any(cell.rung is Rung.WORDS for cell in cells):
        return None
    bars = tuple(_bar(findings, table, cell) for table, cell in found if cell is not None)
    wave = wave_name(cells[0].wave)
    title = f"{of_those(VOICES[findings.audience], findings)}, {inside(wave)}: positive answers of every 100"
    says = "; ".join(f"{bar.label}: {bar.printed}" for bar in bars)
    return Bars(title, f"{title}. {says}.", bars)


def _bar(findings: Findings, table: ReleasedTable, cell: Cell) -> Bar:
    share = (cell.parts or {})["positive"]
    printed = share_number(share, cell.rung)
    return Bar(_short(findings, table), share.low, share.high, printed, f"{findings.audience}:{cell.id}")


def _short(findings: Findings, table: ReleasedTable) -> str:
    return statement_of(findings, table).replace("“", "").replace("”", "")


def waves_sheet(findings: Findings) -> Sheet:
    """Each statement: everyone's positive answers in each wave, and how the change reads."""
    waves, people = findings.waves, PEOPLE[findings.audience]
    rows, rests = [], []
    for table in _of_all(findings):
        change = table.change("all")
        cells = [table.cell("all", wave) for wave in waves]
        reading = reading_words(change.reading, people) if change else ""
        rows.append((_short(findings, table), *map(_positive, cells), *([reading] if len(waves) > 1 else [])))
        found = [*(cell.id for cell in cells if cell), *([change.id] if change else [])]
        rests.append(_named(findings, found))
    head = ("Statement", *map(wave_name, waves), *(["Change"] if len(waves) > 1 else []))
    return Sheet(f"{VOICES[findings.audience]}: who answered positively", head, tuple(rows), tuple(rests))


def groups_sheet(findings: Findings, by: str) -> Sheet | None:
    """Groups beside each other in the latest wave that is shown of each statement."""
    shown = [table for table in findings.tables if table.by == by and not table.refusal]
    groups = tuple(
        dict.fromkeys(cell.group_label for table in shown for cell in table.cells if cell.wave == table.waves[-1])
    )
    rows, rests = [], []
    for table in shown:
        now = {cell.group_label: cell for cell in table.cells if cell.wave == table.waves[-1]}
        rows.append((_short(findings, table), *(_positive(now.get(group)) for group in groups)))
        rests.append(_named(findings, (cell.id for cell in now.values())))
    waves = " and ".join(dict.fromkeys(wave_name(table.waves[-1]).lower() for table in shown))
    return Sheet(f"{BREAKDOWNS[by]}, {waves}", ("Statement", *groups), tuple(rows), tuple(rests)) if rows else None


def together_sheets(sides: Iterable[SharedConstruct]) -> Iterator[Sheet]:
    audiences = {title: name for name, title in VOICES.items()}
    for side in sides:
        named = (tuple(f"{audiences[row[0]]}:{one}" for one in ids.split()) for ids, row in side.lines)
        yield Sheet(side.title, side.head, side.rows, tuple(named))


def item_sheets(findings: Findings, item: str) -> Iterator[Sheet]:
    """Every released cell of one statement, everyone first."""
    for table in findings.tables:
        if table.item == item and not table.refusal and table.cells:
            data = data_table(table, part_words(item_told(findings, table), findings.audience))
            title = of_those("Everyone", findings) if table.by == "all" else BREAKDOWNS[table.by]
            rests = tuple(_named(findings, [cell.id]) for cell in table.cells)
            yield Sheet(title, tuple(map(str, data.head)), tuple(tuple(map(str, row)) for row in data.rows), rests)


def item_lines(findings: Findings, table: ReleasedTable) -> Iterator[Sentence]:
    """What a table says of changes and gaps, as its page says it."""
    if table.by == "all":
        for change in table.changes:
            surety = surety_of(change, rung_between(table, change))
            reason = change.refusal.sentence if change.refusal else ""
            text = " ".join(filter(None, (said_of_change(table, change), surety, reason)))
            yield said(text, change.id, findings.audience)
        return
    for told in (*gaps_told(table), *groups_told(table)):
        yield said(f"{told.who}: {told.text}", told.findings, findings.audience)


def parted(sheet: Sheet, most: int) -> tuple[Sheet, ...]:
    """In parts of at most so many rows, each with the head."""
    rests = sheet.findings or ((),) * len(sheet.rows)
    return tuple(
        Sheet(sheet.title, sheet.head, sheet.rows[at : at + most], rests[at : at + most])
        for at in range(0, len(sheet.rows), most)
    )


def _of_all(findings: Findings) -> list[ReleasedTable]:
    return [table for table in findings.tables if table.by == "all" and not table.refusal]


def _latest(table: ReleasedTable) -> Cell | None:
    cell = table.cell("all", table.waves[-1]) if table.waves else None
    return cell if cell is not None and cell.parts is not None else None


def _positive(cell: Cell | None) -> str:
    return cell.parts["positive"].text if cell is not None and cell.parts is not None else NOT_SHOWN


def _named(findings: Findings, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{findings.audience}:{one}" for one in ids)
