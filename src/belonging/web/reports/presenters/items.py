"""One statement: what changed, the picture, the groups beside each other, why it matters."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.evaluation.released import Change, Findings, Reading, ReleasedTable, Rung
from belonging.figures import points, reading_words
from belonging.instruments.load import load_framework
from belonging.web.reports.presenters.pictures import Easel, Picture, table_picture
from belonging.web.reports.presenters.wording import BREAKDOWNS, PEOPLE, inside

BY_CHANCE = "Not enough to rule out chance."


@dataclass(frozen=True, slots=True)
class GroupBlock:
    """One breakdown. `said` is its title inside a sentence; `sentences`: group and reading.

    `reasons`: why a change has no interval.

    On a screen SEND, the group the programme cares for most, stands `opened`; the others unfold.
    On paper the pictures of three groups and more stand `apart`, in a chapter of their own.

    Without a picture the breakdown is not shown, and `why_not` says why.
    """

    title: str
    said: str
    picture: Picture | None
    sentences: tuple[tuple[str, str], ...] = ()
    reasons: tuple[str, ...] = ()
    why_not: str = ""
    opened: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class ItemSection:
    anchor: str
    wording: str
    reading: str
    sentence: str
    surety: str
    reverse: bool
    picture: Picture | None
    reasons: tuple[str, ...]
    groups: tuple[GroupBlock, ...]
    why: str
    sources: str
    why_not: str = ""


def item_sections(findings: Findings, *, easel: Easel, groups: bool = True) -> tuple[ItemSection, ...]:
    """In the questionnaire's order. `groups`: with each breakdown that the findings hold."""
    return tuple(_section(findings, item, easel, groups) for item in findings.items)


def _section(findings: Findings, item: str, easel: Easel, groups: bool) -> ItemSection:
    table = findings.table(item)
    if table is None:
        raise LookupError(f"The findings break {item} down without giving it for everyone")
    change = table.change("all")
    reason = load_framework().reason(item)
    return ItemSection(
        anchor=f"{findings.audience}-{item}".replace("_", "-"),
        wording=table.wording,
        reading=reading_words(change.reading, PEOPLE[findings.audience]) if change else "",
        sentence=_said(table, change) if change else "",
        surety=_surety(change, table.rung) if change else "",
        reverse=table.reverse,
        picture=None if table.refusal else table_picture(findings, table, easel),
        reasons=_reasons(table),
        groups=_groups(findings, item, easel) if groups else (),
        why=str(reason.why) if reason else "",
        sources="; ".join(reference.short for reference in reason.references) if reason else "",
        why_not=table.refusal.sentence if table.refusal else "",
    )


def _groups(findings: Findings, item: str, easel: Easel) -> tuple[GroupBlock, ...]:
    tables = [(title, findings.table(item, by)) for by, title in BREAKDOWNS.items()]
    return tuple(_group(findings, title, table, easel) for title, table in tables if table is not None)


def _group(findings: Findings, title: str, table: ReleasedTable, easel: Easel) -> GroupBlock:
    if table.refusal:
        return GroupBlock(title, inside(title), None, why_not=table.refusal.sentence)
    picture = table_picture(findings, table, easel)
    return GroupBlock(
        title,
        inside(title),
        picture,
        _told(table),
        _reasons(table),
        opened=table.by == "send",
        apart=table.by == "phase",
    )


def _said(table: ReleasedTable, change: Change) -> str:
    """The reading. Shares that look apart and are not told apart get the reason beside them."""
    apart = change.reading is Reading.NO_CLEAR_CHANGE and _look_apart(table, change)
    return f"{change.text}.{f' {BY_CHANCE}' if apart else ''}"


def _look_apart(table: ReleasedTable, change: Change) -> bool:
    cells = [table.cell(change.group, wave) for wave in (change.earlier, change.later)]
    shares = [cell.parts["positive"] for cell in cells if cell is not None and cell.parts is not None]
    if len(shares) < len(cells):
        return False
    if table.rung is Rung.WORDS:
        return shares[0].text != shares[1].text
    return shares[0].high < shares[1].low or shares[1].high < shares[0].low


def _told(table: ReleasedTable) -> tuple[tuple[str, str], ...]:
    """Group and reading; said once where it is the same for all."""
    told = tuple((change.group_label, _said(table, change)) for change in table.changes)
    if len(told) > 1 and len({sentence for _, sentence in told}) == 1:
        return (("Each group", told[0][1]),)
    return told


def _reasons(table: ReleasedTable) -> tuple[str, ...]:
    return tuple(f"{change.group_label}: {change.refusal.sentence}" for change in table.changes if change.refusal)


def _surety(change: Change, rung: Rung) -> str:
    """How large the change may be: "The change is +6 points; it may lie anywhere between +1 and +12."."""
    low, high, interval = change.estimate_low, change.estimate_high, change.interval
    if rung is Rung.WORDS or low is None or high is None or interval is None:
        return ""
    return (
        f"Change: {points(low, high)} points. The true change may well lie anywhere from "
        f"{points(interval.low, interval.high)} points (95% interval)."
    )
