"""How often intervals hold the truth, with the Monte Carlo error of saying so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

LOWEST, HIGHEST = 94.0, 96.0
"""Where the real coverage of a nominal 95 % interval should lie, in per cent."""

Kind = Literal["engine", "conservative", "control", "shown"]
"""The engine's own; the engine's own where too wide is meant; a naive method that must fail; neither."""

Ends = tuple[float, float] | None


@dataclass(frozen=True)
class Row:
    """One method in one scenario; coverage, its Monte Carlo error (1.96 standard errors) and half width in points."""

    scenario: str
    estimand: str
    method: str
    kind: Kind
    coverage: float
    error: float
    half_width: float
    refused: int

    @property
    def holds(self) -> bool:
        """Not outside 94 to 96 by more than Monte Carlo error (never too high, where too wide is meant)."""
        low_enough = self.coverage - self.error <= HIGHEST or self.kind == "conservative"
        return low_enough and self.coverage + self.error >= LOWEST


def count(said: tuple[str, str, str], kind: Kind, intervals: Sequence[Ends], truth: float) -> Row:
    """A row from all intervals of one method; `said` names scenario, estimand and method."""
    given = [ends for ends in intervals if ends is not None]
    held = sum(low <= truth <= high for low, high in given) / max(len(given), 1)
    error = 1.96 * (held * (1 - held) / max(len(given), 1)) ** 0.5
    half_width = 50 * sum(high - low for low, high in given) / max(len(given), 1)
    return Row(*said, kind, 100 * held, 100 * error, half_width, len(intervals) - len(given))


def faults(rows: Sequence[Row]) -> list[str]:
    """What is wrong: an engine's method that does not hold, or a control that holds in every scenario."""
    wrong = [
        f"{row.scenario}, {row.estimand}: {row.method} holds the truth {row.coverage:.1f} % of the time."
        for row in rows
        if row.kind in ("engine", "conservative") and not row.holds
    ]
    controls = {(row.estimand, row.method): False for row in rows if row.kind == "control"}
    for row in rows:
        if row.kind == "control" and not row.holds:
            controls[row.estimand, row.method] = True
    return wrong + [
        f"{estimand}: the control “{method}” fails in no scenario, so the simulation shows nothing."
        for (estimand, method), failed in controls.items()
        if not failed
    ]


def printed(rows: Sequence[Row]) -> str:
    """A table in Markdown, a line per row."""
    lines = ["| scenario | of what | method | holds the truth | half width | |", "|---|---|---|---|---|---|"]
    for row in rows:
        verdict = {"shown": ""}.get(row.kind, "holds" if row.holds else "fails")
        lines.append(
            f"| {row.scenario} | {row.estimand} | {row.method} | {row.coverage:.1f} ± {row.error:.1f} % "
            f"| {row.half_width:.1f} | {verdict} |"
        )
    return "\n".join(lines)
