"""How many schools came how far, beside how many finished in two earlier programmes."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.web.programme.queries import Funnel
from belonging.web.ui.components import Table

CONSIDERED = "Interested, and considered for this cohort"
EARLIER = (
    "To compare: of 2,400 schools that signed up for an earlier national programme 844 finished (35 %); of the 11 "
    "schools of the pilot 10 did."
)


@dataclass(frozen=True, slots=True)
class FunnelSight:
    table: Table
    words: str


def funnel_sight(funnel: Funnel) -> FunnelSight:
    steps = (
        (CONSIDERED, funnel.interested),
        ("Selected", funnel.selected),
        ("Agreement accepted", funnel.agreed),
        ("Set up", funnel.set_up),
        ("Baseline answered", funnel.baseline),
        ("Finished", funnel.finished),
    )
    return FunnelSight(
        table=Table(
            caption="How far schools have come",
            head=("Step", "Schools", "Of those selected"),
            rows=[(step, f"{count:,}", _share(step, count, funnel.selected)) for step, count in steps],
            numeric=frozenset({1, 2}),
        ),
        words=f"{_finished(funnel)} {EARLIER}",
    )


def _share(step: str, count: int, selected: int) -> str:
    return "" if step == CONSIDERED or not selected else f"{(200 * count + selected) // (2 * selected)} %"


def _finished(funnel: Funnel) -> str:
    if not funnel.finished:
        return "No school has finished yet."
    return f"{funnel.finished:,} of {funnel.selected:,} selected schools have finished."
