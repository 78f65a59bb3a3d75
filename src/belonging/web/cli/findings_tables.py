"""Findings as tables in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from belonging.evaluation.released import PARTS, Cell, Change, Findings, Interval, ReleasedTable, Rung, Share


def show_findings(console: Console, findings: Findings, breakdowns: tuple[str, ...]) -> None:
    """Who answered, the headlines, every table of `breakdowns`, and what the figures mean."""
    for row in findings.responses:
        on_roll = f" of {row.roll:,} on roll" if row.roll else ""
        schools = "1 school" if row.schools == 1 else f"{row.schools} schools"
        console.print(f"{row.wave.capitalize()}: {row.answered_text}{on_roll}, {schools}")
    if findings.headlines:
        console.print("\nHeadlines", style="bold")
    for headline in findings.headlines:
        console.print(f"  {headline.text}")
    for table in findings.tables:
        if table.by in breakdowns and table.refusal is None:
            _show_table(console, table)
    console.print("\nHow to read this", style="bold")
    for note in findings.notes:
        console.print(f"  {note.sentence}")
    for method in _methods(findings):
        console.print(f"  Method: {method}.")


def _show_table(console: Console, table: ReleasedTable) -> None:
    reverse = " (reversed: the other end of the scale is positive)" if table.reverse else ""
    by = "" if table.by == "all" else f", by {table.by}"
    shown = Table(title=f"“{table.wording}”{reverse}{by}", title_justify="left", title_style="bold")
    shown.add_column("Group")
    shown.add_column("Wave")
    for heading in ("n", *(part.capitalize() for part in PARTS), "95 % interval of positive"):
        shown.add_column(heading, justify="right")
    for cell in table.cells:
        shown.add_row(*_row(cell, table.rung))
    console.print()
    console.print(shown)
    for change in table.changes:
        console.print(f"  {change.group_label}: {_change(change)}")


def _row(cell: Cell, rung: Rung) -> list[str]:
    n = "" if cell.n is None else f"{cell.n:,}"
    if cell.parts is None:
        return [cell.group_label, cell.wave, n, *([""] * len(PARTS)), cell.refusal.sentence if cell.refusal else ""]
    interval = _interval(cell.interval, "%") if cell.interval else ""
    return [cell.group_label, cell.wave, n, *(_share(cell.parts[part], rung) for part in PARTS), interval]


def _share(share: Share, rung: Rung) -> str:
    if rung is Rung.EXACT:
        return f"{share.low:.1f} % ({share.count:,})"
    if rung is Rung.WORDS:
        return share.text
    if rung is Rung.WHOLE:
        return share.text.removesuffix(" in 100") + " %"
    return f"{share.low:.0f}–{share.high:.0f} %"


def _interval(interval: Interval, unit: str) -> str:
    df = "" if interval.df is None else f", df {interval.df:.1f}"
    return f"{interval.low:.1f} to {interval.high:.1f} {unit}{df}"


def _change(change: Change) -> str:
    if change.estimate_low is None or change.estimate_high is None:
        return f"{change.text}. {change.refusal.sentence if change.refusal else ''}"
    low, high = change.estimate_low, change.estimate_high
    size = f"{low:+.1f}" if low == high else f"{low:+.0f} to {high:+.0f}"
    interval = _interval(change.interval, "points") if change.interval else "no interval"
    reason = f" {change.refusal.sentence}" if change.refusal else ""
    return f"{change.text}. {change.earlier} to {change.later}: {size} points ({interval}).{reason}"


def _methods(findings: Findings) -> tuple[str, ...]:
    intervals = [
        part.interval
        for table in findings.tables
        for part in (*table.cells, *table.changes)
        if part.interval is not None
    ]
    return tuple(dict.fromkeys(interval.method for interval in intervals))
