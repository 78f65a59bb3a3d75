"""Findings as tables in the terminal."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from belonging.evaluation.groups import breakdown_name
from belonging.evaluation.released import (
    PARTS,
    Cell,
    Change,
    Findings,
    Gap,
    Interval,
    Reading,
    Refusal,
    ReleasedTable,
    Rung,
    Share,
)
from belonging.figures import inside
from belonging.web.cli.findings_further import show_supplements
from belonging.web.cli.findings_limits import MOST_LISTED, is_held_back, limits
from belonging.web.cli.findings_summary import Summary, summaries

ROOM_FOR_COUNTS = 110
"""Narrower terminals show percentages alone; the JSON always holds the counts."""

_HEADINGS = {
    "negative": "Negative",
    "neither": "Neither",
    "positive": "Positive",
    "declined": "Not said",
    "unanswered": "Left out",
}


def show_findings(console: Console, findings: Findings, breakdowns: tuple[str, ...]) -> None:
    """Who answered, the headlines, every table of `breakdowns`, further methods, and what the figures mean."""
    for row in findings.responses:
        on_roll = f" of {row.roll:,} on roll" if row.roll else ""
        schools = "1 school" if row.schools == 1 else f"{row.schools} schools"
        console.print(f"{row.wave.capitalize()}: {row.answered_text}{on_roll}, {schools}")
    if findings.headlines:
        console.print("\nHeadlines", style="bold")
    for headline in findings.headlines:
        console.print(f"  {headline.text}")
    for summary in summaries(findings):
        if len(summary.rows) > 1:
            _show_summary(console, summary)
    tables = [table for table in findings.tables if table.by in breakdowns]
    for table in tables:
        if table.refusal is None:
            _show_table(console, table)
    show_supplements(console, findings.supplements)
    _say(console, "What cannot be told, or is not shown", limits(findings))
    console.print("\nHow to read this", style="bold")
    console.print("  The interval at the end of a row is the 95 % interval of its positive share.")
    console.print("  “Not said” is “I don’t want to say”; “left out” is no answer at all.")
    for note in findings.notes:
        if note.code != "not-asked" and not is_held_back(note):  # said above
            console.print(f"  {note.sentence}")
    for method in _methods(tables):
        console.print(f"  Method: {method}.")


def _show_summary(console: Console, summary: Summary) -> None:
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=0)
    for place, heading in enumerate(summary.head):
        words = place == 0 or heading == "Reading"
        shown.add_column(heading, justify="left" if words else "right", no_wrap=not words)
    for row in summary.rows:
        shown.add_row(*row)
    console.print(f"\n{summary.title}", style="bold")
    console.print(shown)


def _say(console: Console, heading: str, sentences: list[str]) -> None:
    if sentences:
        console.print(f"\n{heading}", style="bold")
    for sentence in sentences:
        console.print(f"  {sentence}")


def _show_table(console: Console, table: ReleasedTable) -> None:
    reverse = " (reversed: the other end of the scale is positive)" if table.reverse else ""
    by = "" if table.by == "all" else f", by {breakdown_name(table.by)}"
    groups = len({cell.group for cell in table.cells})
    if groups > MOST_LISTED:
        console.print(f"\n“{table.wording}”{by}: {groups:,} groups, in the JSON and CSV files", style="bold")
        return
    parts = _parts(table)
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=0)
    shown.add_column("Per cent", min_width=10)
    shown.add_column("Wave", no_wrap=True)
    last = ["Interval"] if any(cell.interval or cell.parts is None for cell in table.cells) else []
    headings = ["n", *(_HEADINGS[part] for part in parts), *last]
    for heading in headings:
        shown.add_column(heading, justify="right", no_wrap=True)
    for cell in table.cells:
        row = _row(cell, parts, counts=console.width >= ROOM_FOR_COUNTS)
        shown.add_row(*row[: 2 + len(headings)])
    console.print(f"\n“{table.wording}”{reverse}{by}", style="bold")
    console.print(shown)
    for change in table.changes:
        console.print(f"  {change.group_label}: {_change(change, table.rung)}")
    for gap in table.gaps:
        console.print(f"  {_gap(gap, table.rung)}")


def _parts(table: ReleasedTable) -> tuple[str, ...]:
    """The parts to print: "neither" only where somebody chose it, for most scales have no middle."""
    middle = any(cell.parts and cell.parts["neither"].high > 0 for cell in table.cells)
    return tuple(part for part in PARTS if part != "neither" or middle)


def _row(cell: Cell, parts: tuple[str, ...], *, counts: bool) -> list[str]:
    n = "" if cell.n is None else f"{cell.n:,}"
    if cell.parts is None:
        reason = cell.refusal.sentence if cell.refusal else ""
        return [cell.group_label, cell.wave, n, *([""] * len(parts)), reason]
    shares = (_share(cell.parts[part], cell.rung, counts=counts) for part in parts)
    digits = _digits(cell.rung)
    interval = f"{cell.interval.low:.{digits}f}–{cell.interval.high:.{digits}f}" if cell.interval else ""
    return [cell.group_label, cell.wave, n, *shares, interval]


def _share(share: Share, rung: Rung, *, counts: bool) -> str:
    if rung is Rung.EXACT:
        return f"{share.low:.1f} ({share.count:,})" if counts else f"{share.low:.1f}"
    if rung is Rung.WORDS:
        return share.text
    if rung is Rung.WHOLE or share.low == share.high:
        return share.text.removesuffix(" in 100")
    return f"{share.low:.0f}–{share.high:.0f}"


def _change(change: Change, rung: Rung) -> str:
    number = _points(change, f" {change.earlier} to {change.later}: ", rung)
    return f"{change.text}.{number}{_together(change)}{_reason(change.refusal)}"


def _gap(gap: Gap, rung: Rung) -> str:
    when = gap.wave if gap.earlier is None else f"{gap.earlier} to {gap.wave}"
    number = _points(gap, f" {gap.group_label} less {inside(gap.against_label)}, {when}: ", rung)
    return f"{gap.text}.{number}{_together(gap)}{_reason(gap.refusal)}"


def _together(found: Change | Gap) -> str:
    """Why an interval beside 0 is no clear difference: the eye sees the one and reads the other."""
    beside = found.interval is not None and (found.interval.low > 0 or found.interval.high < 0)
    if found.reading is not Reading.NO_CLEAR_CHANGE or not beside:
        return ""
    return " Too small for a sentence, or not ruled out as chance when all statements are read together."


def _points(found: Change | Gap, what: str, rung: Rung) -> str:
    low, high = found.estimate_low, found.estimate_high
    if low is None or high is None or rung is Rung.WORDS:
        return ""
    size = f"{low:+.{_digits(rung)}f}" if low == high else f"{low:+.0f} to {high:+.0f}"
    return f"{what}{size} points ({_interval(found.interval, rung)})."


def _interval(interval: Interval | None, rung: Rung) -> str:
    if interval is None:
        return "no interval"
    digits = _digits(rung)
    df = "" if interval.df is None else f", df {interval.df:.{digits}f}"
    return f"95 % interval {interval.low:+.{digits}f} to {interval.high:+.{digits}f}{df}"


def _digits(rung: Rung) -> int:
    """A release is printed in whole numbers: a nought behind the point would look like more."""
    return 1 if rung is Rung.EXACT else 0


def _reason(refusal: Refusal | None) -> str:
    return f" {refusal.sentence}" if refusal else ""


def _methods(tables: list[ReleasedTable]) -> tuple[str, ...]:
    shown: list[Interval | None] = []
    for table in tables:
        shown += [cell.interval for cell in table.cells]
        shown += [change.interval for change in table.changes]
        shown += [gap.interval for gap in table.gaps]
    return tuple(dict.fromkeys(interval.method for interval in shown if interval is not None))
