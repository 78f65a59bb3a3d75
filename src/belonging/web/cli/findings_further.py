"""Further methods in the terminal: the question that each answers, its measures, and what it does not tell."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from belonging.evaluation.released import Measure, Supplement


def show_supplements(console: Console, supplements: Sequence[Supplement]) -> None:
    if supplements:
        console.print("\nFurther methods", style="bold")
    for supplement in supplements:
        console.print(f"\n{supplement.title}. {supplement.says}", style="bold")
        if supplement.refusal:
            console.print(f"  {supplement.refusal.sentence}")
        if supplement.measures:
            console.print(_table(supplement.measures))
        for sentence in _sentences(supplement):
            console.print(f"  {sentence}")
        console.print(f"  Method: docs/methods/{supplement.method}.md")


def _table(measures: Sequence[Measure]) -> Table:
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=0)
    shown.add_column("", min_width=18)
    for heading in ("Value", "Interval", "n"):
        shown.add_column(heading, justify="right", no_wrap=True)
    for measure in measures:
        n = "" if measure.n is None else f"{measure.n:,}"
        shown.add_row(measure.label, measure_value(measure), measure_interval(measure), n)
    return shown


def _sentences(supplement: Supplement) -> tuple[str, ...]:
    """What is said of single measures, why some are missing, and the notes; each once."""
    said = [measure.text for measure in supplement.measures if measure.text]
    said += [f"{measure.label}: {measure.refusal.sentence}" for measure in supplement.measures if measure.refusal]
    return tuple(dict.fromkeys([*said, *supplement.notes]))


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
