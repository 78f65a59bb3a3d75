"""One statement: what changed, the picture, the groups beside each other, why it matters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from belonging.evaluation.released import Change, Findings, Gap, Reading, ReleasedTable, Rung
from belonging.figures import points, reading_words, rung_between, share_number
from belonging.instruments.load import load_framework
from belonging.web.reports.presenters.benchmarks import Beside, beside
from belonging.web.reports.presenters.notes import Note
from belonging.web.reports.presenters.pictures import Easel, Picture, table_picture
from belonging.web.reports.presenters.refusals import held_everywhere
from belonging.web.reports.presenters.turned import turned
from belonging.web.reports.presenters.wording import BREAKDOWNS, PEOPLE, inside

BY_CHANCE = "Not enough to rule out chance."


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence, of whom, and the ids that it rests on, by spaces."""

    who: str
    text: str
    findings: str


@dataclass(frozen=True, slots=True)
class GroupBlock:
    """One breakdown. `said` is its title inside a sentence; `gaps` first, for they are what groups are shown for.

    `reasons`: why a change has no interval.

    On a screen SEND, the group the programme cares for most, stands `opened`; the others unfold.
    On paper the pictures of three groups and more stand `apart`, in a chapter of their own.

    Without a picture the breakdown is not shown, and `why_not` says why.
    """

    title: str
    said: str
    picture: Picture | None
    gaps: tuple[Told, ...] = ()
    sentences: tuple[Told, ...] = ()
    reasons: tuple[str, ...] = ()
    why_not: str = ""
    opened: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class ItemSection:
    """One statement. `short` is what its folded line says: the share now, and the reading.

    `finding` is the id that sentence and surety rest on: the change, or the one wave's share.
    """

    anchor: str
    wording: str
    short: str
    reading: str
    sentence: str
    surety: str
    finding: str
    reverse: bool
    picture: Picture | None
    reasons: tuple[str, ...]
    groups: tuple[GroupBlock, ...]
    why: str
    sources: str
    why_not: str = ""
    key: str = ""
    act: str = ""
    """Where an action for this is added to the school's plan; empty where the reader adds none."""
    explore: str = ""
    """Where its tables are shown one by one; empty where there is no such page."""
    note: Note | None = None
    held: str = "#not-shown"
    """Where it is said why a group is not shown."""
    beside: tuple[Beside, ...] = ()
    """Published figures that may be read beside it."""


def item_sections(
    findings: Findings, *, easel: Easel, groups: bool = True, settings: Collection[str] = ()
) -> tuple[ItemSection, ...]:
    """In the questionnaire's order. `groups`: with each breakdown that the findings hold. `settings`: kinds of school
    that answered, for published figures of pupils there.
    """
    sections = (_section(findings, item, easel, groups) for item in findings.items)
    return tuple(replace(one, beside=beside(one.key, findings.audience, settings)) for one in sections)


def _section(findings: Findings, item: str, easel: Easel, groups: bool) -> ItemSection:
    table = findings.table(item)
    if table is None:
        raise LookupError(f"The findings break {item} down without giving it for everyone")
    change = table.change("all")
    reason = load_framework().reason(item)
    reading = reading_words(change.reading, PEOPLE[findings.audience]) if change else ""
    return ItemSection(
        anchor=f"{findings.audience}-{item}".replace("_", "-"),
        wording=table.wording,
        short=_short(table, reading),
        reading=reading,
        sentence=said_of_change(table, change) if change else standing_now(table),
        surety=surety_of(change, rung_between(table, change)) if change else "",
        finding=change.id if change else latest_id(table),
        reverse=table.reverse,
        picture=None if table.refusal else table_picture(findings, table, easel),
        reasons=_reasons(table),
        groups=_groups(findings, item, easel) if groups else (),
        why=str(reason.why) if reason else "",
        sources="; ".join(reference.short for reference in reason.references) if reason else "",
        why_not=table.refusal.sentence if table.refusal else "",
        key=item,
    )


def _short(table: ReleasedTable, reading: str) -> str:
    """ "80–85 in 100 · No clear change": seen before the statement is unfolded."""
    cell = table.cell("all", table.waves[-1]) if table.waves else None
    if cell is None or cell.parts is None:
        return "Not shown"
    share = cell.parts["positive"]
    unit = "" if cell.rung is Rung.WORDS else " in 100"
    now = f"{share_number(share, cell.rung)}{unit} {turned(table) or 'positive'}"
    return f"{now[0].upper()}{now[1:]}" + (f" · {reading}" if reading else "")


def standing_now(table: ReleasedTable) -> str:
    """What can be said of one wave."""
    cell = table.cell("all", table.waves[-1]) if table.waves else None
    if cell is None or cell.parts is None:
        return ""
    said = cell.parts["positive"].text
    return f"{said[0].upper()}{said[1:]} answered positively."


def latest_id(table: ReleasedTable) -> str:
    cell = table.cell("all", table.waves[-1]) if table.waves else None
    return table.id if cell is None else cell.id


def _groups(findings: Findings, item: str, easel: Easel) -> tuple[GroupBlock, ...]:
    """A breakdown that is refused everywhere is left to the section on what is not shown."""
    tables = [
        (title, findings.table(item, by)) for by, title in BREAKDOWNS.items() if by not in held_everywhere(findings)
    ]
    return tuple(_group(findings, title, table, easel) for title, table in tables if table is not None)


def _group(findings: Findings, title: str, table: ReleasedTable, easel: Easel) -> GroupBlock:
    if table.refusal:
        return GroupBlock(title, inside(title), None, why_not=table.refusal.sentence)
    picture = table_picture(findings, table, easel)
    return GroupBlock(
        title,
        inside(title),
        picture,
        gaps_told(table),
        groups_told(table),
        _reasons(table),
        opened=table.by == "send",
        apart=table.by in ("phase", "sen"),
    )


def gaps_told(table: ReleasedTable) -> tuple[Told, ...]:
    """The gaps of the latest wave, and how they have moved where that is clear.

    What cannot be told is said once, above all statements.
    """
    told = [gap for gap in table.gaps if gap.reading is not Reading.TOO_FEW]
    latest = [gap for gap in told if gap.earlier is None and gap.wave == table.waves[-1]]
    moved = [gap for gap in told if gap.earlier is not None and gap.reading is not Reading.NO_CLEAR_CHANGE]
    now = [Told("Gap", f"{gap.text}.{_gap_surety(table, gap)}", gap.id) for gap in latest]
    return (*now, *(Told("How the gap moved", f"{gap.text}.{_gap_surety(table, gap)}", gap.id) for gap in moved))


def _gap_surety(table: ReleasedTable, gap: Gap) -> str:
    low, high, interval = gap.estimate_low, gap.estimate_high, gap.interval
    if rung_between(table, gap) is Rung.WORDS or low is None or high is None or interval is None:
        return ""
    return f" {points(low, high)} points; it may well lie anywhere from {points(interval.low, interval.high)}."


def said_of_change(table: ReleasedTable, change: Change) -> str:
    """The reading. Shares that look apart and are not told apart get the reason beside them."""
    apart = change.reading is Reading.NO_CLEAR_CHANGE and _look_apart(table, change)
    return f"{change.text}.{f' {BY_CHANCE}' if apart else ''}"


def _look_apart(table: ReleasedTable, change: Change) -> bool:
    cells = [table.cell(change.group, wave) for wave in (change.earlier, change.later)]
    shares = [cell.parts["positive"] for cell in cells if cell is not None and cell.parts is not None]
    if len(shares) < len(cells):
        return False
    if rung_between(table, change) is Rung.WORDS:
        return shares[0].text != shares[1].text
    return shares[0].high < shares[1].low or shares[1].high < shares[0].low


def groups_told(table: ReleasedTable) -> tuple[Told, ...]:
    """Group and reading; said once where it is the same for all."""
    told = tuple(Told(change.group_label, said_of_change(table, change), change.id) for change in table.changes)
    if len(told) > 1 and len({one.text for one in told}) == 1:
        return (Told("Each group", told[0].text, " ".join(one.findings for one in told)),)
    return told


def _reasons(table: ReleasedTable) -> tuple[str, ...]:
    return tuple(f"{change.group_label}: {change.refusal.sentence}" for change in table.changes if change.refusal)


def surety_of(change: Change, rung: Rung) -> str:
    """How large the change may be: "The change is +6 points; it may lie anywhere between +1 and +12."."""
    low, high, interval = change.estimate_low, change.estimate_high, change.interval
    if rung is Rung.WORDS or low is None or high is None or interval is None:
        return ""
    return (
        f"Change: {points(low, high)} points. The true change may well lie anywhere from "
        f"{points(interval.low, interval.high)} points (95% interval)."
    )
