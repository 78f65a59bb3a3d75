"""Further methods in the terminal: the question that each answers, its measures, and what it does not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from belonging.evaluation.released import Measure, Supplement

ROOM_FOR_SENTENCES = 130
"""Narrower terminals show what is said of a measure under its name, not beside it."""

Named = tuple[str, Measure]

_STATEMENT = re.compile(r"“(?P<wording>[^”]*)”[:,]?\s*(?P<rest>.*)", re.DOTALL)


def show_supplements(console: Console, supplements: Sequence[Supplement]) -> None:
    if supplements:
        console.print("\nFurther methods", style="bold")
    for supplement in supplements:
        heading = supplement.title if supplement.title.endswith("?") else f"{supplement.title}."
        console.print(f"\n{heading} {supplement.says}", style="bold")
        if supplement.refusal:
            console.print(f"  {supplement.refusal.sentence}")
        if supplement.measures:
            console.print(_table(supplement.measures, beside=console.width >= ROOM_FOR_SENTENCES))
        for note in supplement.notes:
            console.print(f"  {note}")
        console.print(f"  Method: docs/methods/{supplement.method}.md")


def by_statement(measures: Sequence[Measure]) -> list[tuple[str, list[Named]]]:
    """The measures that follow each other on one statement, named without it; "" where there is no statement."""
    named = [(*_parted(measure.label), measure) for measure in measures]
    return [
        (statement, [(rest, measure) for _, rest, measure in group])
        for statement, group in groupby(named, key=lambda one: one[0])
    ]


def _parted(label: str) -> tuple[str, str]:
    found = _STATEMENT.fullmatch(label)
    if found is None or not found["rest"]:
        return "", label
    rest = found["rest"]
    return found["wording"], rest[0].upper() + rest[1:]


def _table(measures: Sequence[Measure], *, beside: bool) -> Table:
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=0)
    shown.add_column("", min_width=18)
    for heading in ("Value", "Interval", "n"):
        shown.add_column(heading, justify="right", no_wrap=True)
    if beside:
        shown.add_column("")
    for statement, group in by_statement(measures):
        if statement:
            shown.add_row(f"“{statement}”", style="bold")
        for label, measure in group:
            said = measure_sentence(measure)
            name = label if beside or not said else f"{label}\n  {said}"
            row = [
                f"  {name}" if statement else name,
                measure_value(measure),
                measure_interval(measure),
                measure_n(measure),
            ]
            shown.add_row(*row, *([said] if beside else []))
    return shown


def measure_sentence(measure: Measure) -> str:
    """What may be said of it, or why it is not shown."""
    return measure.refusal.sentence if measure.refusal else measure.text


def measure_n(measure: Measure) -> str:
    return "" if measure.n is None else f"{measure.n:,}"


def measure_value(measure: Measure) -> str:
    """ "+6.3 points", "0.87", "1,214 people"; empty where there is none."""
    if measure.value is None:
        return ""
    unit = "" if measure.unit in ("score", "coefficient", "p") else f" {measure.unit}"
    return f"{_number(measure.value, measure.unit)}{unit}"


def measure_interval(measure: Measure) -> str:
    if measure.low is None or measure.high is None:
        return ""
    return f"{_number(measure.low, measure.unit)} to {_number(measure.high, measure.unit)}"


def _number(value: float, unit: str) -> str:
    if unit in ("people", "schools"):
        return f"{value:,.0f}"
    if unit == "points":
        return f"{value:+.1f}"
    if unit == "per cent":
        return f"{value:.1f}"
    return "<0.001" if unit == "p" and value < 0.0005 else f"{value:.3f}" if unit == "p" else f"{value:.2f}"
