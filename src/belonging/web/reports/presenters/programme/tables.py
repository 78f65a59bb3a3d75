"""A released table as rows of numbers: five parts in each wave, and what stands between waves and groups."""

from __future__ import annotations

from typing import Final

from belonging.evaluation.released import PARTS, Cell, Change, Findings, Gap, ReleasedTable, Rung
from belonging.figures import gap_words, inside, points, reading_words, rung_between, share_number, wave_name
from belonging.figures.printed import base, change_number, interval_number, offered
from belonging.web.reports.presenters.programme.content import Grid
from belonging.web.reports.presenters.wording import PEOPLE

SHARES: Final = ("Group", "Wave", "Answers", "Negative", "Neither", "Positive", "Interval", "Won’t say", "Left out")
BETWEEN: Final = ("Compared", "Points", "95% interval", "Reading")
ONCE_SHARES: Final = (SHARES[0], *SHARES[2:])
NOT_SHOWN: Final = "not shown"
EMPTY: Final = "–"


def shares_grid(table: ReleasedTable, whose: str, title: str = "") -> Grid:
    """`whose` stands before each id: the audience, or the name of an amendment."""
    waves = len({cell.wave for cell in table.cells}) > 1
    rows, rests = [], []
    for cell in sorted(table.cells, key=lambda each: _place(table, each)):
        row = (cell.group_label, wave_name(cell.wave), base(cell), *_shares(cell))
        rows.append(row if waves else (row[0], *row[2:]))
        rests.append((f"{whose}:{cell.id}",))
    return Grid(title, SHARES if waves else ONCE_SHARES, tuple(rows), tuple(rests), note=f"{whose}:{table.id}")


def between_grid(findings: Findings, table: ReleasedTable, whose: str, title: str = "") -> Grid | None:
    """Changes of each group, then gaps; None where there is neither."""
    people = PEOPLE.get(findings.audience, "forms")
    rows, rests = [], []
    for change in table.changes:
        what = f"{change.group_label}: {_span(change.earlier, change.later)}"
        rows.append((what, *_numbers(table, change), reading_words(change.reading, people)))
        rests.append((f"{whose}:{change.id}",))
    for gap in table.gaps:
        pair = f"{gap.group_label} beside {inside(gap.against_label)}"
        when = wave_name(gap.wave).lower() if gap.earlier is None else _span(gap.earlier, gap.wave)
        rows.append((f"{pair}: {when}", *_numbers(table, gap), gap_words(gap)))
        rests.append((f"{whose}:{gap.id}",))
    return Grid(title, BETWEEN, tuple(rows), tuple(rests)) if rows else None


def _place(table: ReleasedTable, cell: Cell) -> tuple[int, int]:
    """Group by group, and each in the order of time."""
    groups = list(dict.fromkeys(one.group for one in table.cells))
    waves = list(dict.fromkeys(one.wave for one in table.cells))
    return groups.index(cell.group), waves.index(cell.wave)


def _shares(cell: Cell) -> tuple[str, ...]:
    if cell.parts is None:
        return (NOT_SHOWN, *(EMPTY for _ in range(5)))
    printed = {
        part: share_number(share, cell.rung) if (share := cell.parts.get(part)) and offered(share) else EMPTY
        for part in PARTS
    }
    interval = interval_number(cell.interval) or EMPTY
    order = ("negative", "neither", "positive")
    return (*(printed[part] for part in order), interval, printed["declined"], printed["unanswered"])


def _numbers(table: ReleasedTable, compared: Change | Gap) -> tuple[str, str]:
    rung, interval = rung_between(table, compared), compared.interval
    number = change_number(compared, rung)
    between = points(interval.low, interval.high) if interval is not None and rung is not Rung.WORDS else ""
    return number or EMPTY, between or EMPTY


def _span(earlier: str, later: str) -> str:
    return f"{wave_name(later).lower()} less {wave_name(earlier).lower()}"
