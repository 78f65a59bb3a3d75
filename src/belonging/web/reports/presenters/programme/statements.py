"""Each statement as everyone and each group answered it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from belonging.evaluation.choices import item_told
from belonging.evaluation.released import Cell, Change, Findings, Gap, Reading, ReleasedTable
from belonging.figures import gap_leans, reading_words, rung_between
from belonging.instruments.load import load_framework
from belonging.web.reports.presenters.benchmarks import beside
from belonging.web.reports.presenters.pictures import Easel, table_picture
from belonging.web.reports.presenters.programme.content import (
    Chart,
    GroupLine,
    Groups,
    Sentence,
    Statement,
    Tone,
)
from belonging.web.reports.presenters.programme.saying import (
    TONES,
    average_school,
    band_of,
    change_sentence,
    earliest,
    ids,
    latest,
    number_of,
    opened,
    phrase,
    surety,
)
from belonging.web.reports.presenters.refusals import held_everywhere
from belonging.web.reports.presenters.wording import BREAKDOWNS, PEOPLE, inside, part_words

CLEAR: Final = (Reading.MORE, Reading.FEWER)
APART: Final = 5
"""Points between two shares from which a reader asks why they are not told apart."""
BY_CHANCE: Final = "The two shares look apart, but a difference of this size can come about by chance."


def statements(
    findings: Findings, easel: Easel, *, groups: bool, settings: Collection[str] = ()
) -> tuple[Statement, ...]:
    """In the questionnaire's order. `groups`: with each breakdown that the findings hold. `settings`: kinds of school
    that answered, for published figures of pupils there.
    """
    tables = [table for item in findings.items if (table := findings.table(item)) is not None]
    made = (_statement(findings, table, easel, groups) for table in tables)
    return tuple(replace(one, beside=beside(one.item, findings.audience, settings)) for one in made)


def _statement(findings: Findings, table: ReleasedTable, easel: Easel, groups: bool) -> Statement:
    change = table.change("all")
    reason = load_framework().reason(table.item)
    return Statement(
        audience=findings.audience,
        item=table.item,
        wording=table.wording,
        positive=part_words(item_told(findings, table), findings.audience).positive,
        reverse=table.reverse,
        number=number_of(findings, table),
        reading=reading_words(change.reading, PEOPLE[findings.audience]) if change else "",
        tone=TONES[change.reading] if change else "standing",
        sentences=tuple(_sentences(findings, table, change)),
        chart=_chart(findings, table, easel),
        groups=tuple(_breakdowns(findings, table.item, easel)) if groups else (),
        why=str(reason.why) if reason else "",
        sources="; ".join(reference.short for reference in reason.references) if reason else "",
        why_not=table.refusal.sentence if table.refusal else "",
    )


def _sentences(findings: Findings, table: ReleasedTable, change: Change | None) -> Iterator[Sentence]:
    """The reading, the reason where shares look apart and are not told apart, and how large the change may be."""
    if change is None:
        cell = latest(table)
        if cell is not None and cell.parts is not None:
            text = f"{opened(cell.parts['positive'].text)} {PEOPLE[findings.audience]} {phrase(table)}."
            yield Sentence(text, ids(findings, cell.id))
        return
    yield change_sentence(findings, table, change)
    if change.reading is Reading.NO_CLEAR_CHANGE and _apart(table, change.group):
        yield Sentence(BY_CHANCE, ids(findings, change.id))
    how = surety(table, change)
    if how:
        yield Sentence(f"{how} (95% interval).", ids(findings, change.id))
    average = average_school(findings, table) if change.reading in CLEAR else None
    if average is not None:
        yield average


def _apart(table: ReleasedTable, group: str) -> bool:
    before, now = (cell.parts["positive"] if cell and cell.parts else None for cell in _ends(table, group))
    return before is not None and now is not None and max(now.low - before.high, before.low - now.high) >= APART


def _ends(table: ReleasedTable, group: str) -> tuple[Cell | None, Cell | None]:
    return earliest(table, group), latest(table, group)


def _chart(findings: Findings, table: ReleasedTable, easel: Easel) -> Chart | None:
    if table.refusal:
        return None
    return Chart("", table_picture(findings, table, easel), ids(findings, table.id))


def _breakdowns(findings: Findings, item: str, easel: Easel) -> Iterator[Groups]:
    """What is refused on every statement is said once, in the section on what cannot be told."""
    for by, title in BREAKDOWNS.items():
        table = findings.table(item, by)
        if table is None or by in held_everywhere(findings):
            continue
        if table.refusal:
            yield Groups(by, title, (), why_not=table.refusal.sentence)
        else:
            chart = None if easel.paper else _chart(findings, table, easel)
            yield Groups(by, title, tuple(_lines(findings, table)), tuple(_gaps(findings, table)), chart=chart)


def _lines(findings: Findings, table: ReleasedTable) -> Iterator[GroupLine]:
    for group, label in dict.fromkeys((cell.group, cell.group_label) for cell in table.cells):
        first, last = _ends(table, group)
        change = table.change(group)
        cells = [cell for cell in (first, last) if cell is not None]
        rests = [*dict.fromkeys(cell.id for cell in cells), *([change.id] if change else [])]
        yield GroupLine(
            label=label,
            before=band_of(first) if first is not last else None,
            now=band_of(last),
            reading=_reading(findings, change),
            tone=_tone(change),
            text=opened(change.text) if change else "",
            findings=ids(findings, *rests),
        )


def _reading(findings: Findings, change: Change | None) -> str:
    return reading_words(change.reading, PEOPLE[findings.audience]) if change else ""


def _tone(change: Change | None) -> Tone:
    return TONES[change.reading] if change else "standing"


def _gaps(findings: Findings, table: ReleasedTable) -> Iterator[Sentence]:
    """Of the latest wave, and how they have moved where that is clear."""
    for gap in table.gaps:
        latest_one = gap.earlier is None and gap.wave == table.waves[-1]
        moved = gap.earlier is not None and gap.reading not in (Reading.NO_CLEAR_CHANGE, Reading.TOO_FEW)
        if moved or (latest_one and gap.reading is not Reading.TOO_FEW):
            yield Sentence(_gap_text(table, gap), ids(findings, gap.id))


def _gap_text(table: ReleasedTable, gap: Gap) -> str:
    """ "With SEND: lower here, but it may be chance (with SEND between 55 and 60 in 100, without 75). Difference …"."""
    how, leans = surety(table, gap), gap_leans(gap, rung_between(table, gap))
    if leans:
        figures = gap.text.partition(": ")[2]
        said = f"{gap.group_label}: {leans} here, but it may be chance ({figures})."
        return f"{said} {how}." if how else said
    who = f"{gap.group_label} beside {inside(gap.against_label)}"
    said = f"{who}: {inside(gap.text)}." if not gap.text.startswith(("No ", "More ", "Fewer ")) else f"{gap.text}."
    return f"{said} {how}." if how else said
