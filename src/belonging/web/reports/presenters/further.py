"""Further checks: what other methods give, in the sentences of the findings, with their numbers as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from belonging.evaluation.released import Findings, Measure, Supplement
from belonging.figures import draw_funnel, points
from belonging.figures.printed import number, signed
from belonging.web.reports.presenters.pictures import Easel, Picture
from belonging.web.ui.components import Table

HEAD = ("", "Value", "95% interval", "Answers")
FUNNEL, FUNNELS = "funnel", "funnels"
READ_FIRST = 4
"""Sentences and notes beyond so many are folded once more."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and the id of the measure that it rests on."""

    text: str
    finding: str


@dataclass(frozen=True, slots=True)
class FurtherCheck:
    """`says` is the question; `method` the page of docs/methods that explains it; `picture`: schools by size.

    `sentences` are what is read first: those of all statements together where there are any; `more` the others.
    """

    anchor: str
    title: str
    says: str
    method: str
    sentences: tuple[Said, ...]
    more: tuple[Said, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    picture: Picture | None = None

    @property
    def table(self) -> Table:
        return Table("", HEAD, self.rows, numeric=frozenset({1, 2, 3}))


def further_checks(findings: Findings, easel: Easel) -> tuple[FurtherCheck, ...]:
    """In the order in which the findings hold them. Limits without schools have a page of the team's own."""
    return tuple(_check(findings, one, easel) for one in findings.supplements if one.id != FUNNELS)


def _check(findings: Findings, supplement: Supplement, easel: Easel) -> FurtherCheck:
    anchor = f"{findings.audience}-check-{supplement.id}"
    shown = [measure for measure in supplement.measures if measure.refusal is None]
    refused = dict.fromkeys(one.refusal.sentence for one in supplement.measures if one.refusal is not None)
    reasons = (*([supplement.refusal.sentence] if supplement.refusal else []), *refused)
    first, more = _in_order(shown)
    masked = supplement.id == FUNNEL
    return FurtherCheck(
        anchor=anchor,
        title=supplement.title,
        says=supplement.says,
        method=supplement.method,
        sentences=first,
        more=more,
        rows=() if masked else tuple(_row(findings, measure) for measure in shown),
        notes=(*supplement.notes, *reasons),
        picture=_funnel(supplement, anchor, easel) if masked else None,
    )


def _in_order(shown: Sequence[Measure]) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    """Each sentence once, with the first measure that it stands with: the first few, and the rest."""
    texts: dict[str, Measure] = {}
    for measure in shown:
        if measure.text:
            texts.setdefault(measure.text, measure)
    of_all = [text for text, measure in texts.items() if measure.item is None]
    first = (of_all or list(texts))[:READ_FIRST]
    return (
        tuple(Said(text, texts[text].id) for text in first),
        tuple(Said(text, measure.id) for text, measure in texts.items() if text not in first),
    )


def _funnel(supplement: Supplement, anchor: str, easel: Easel) -> Picture | None:
    if not supplement.measures:
        return None
    return easel.picture(anchor, lambda look: draw_funnel(supplement.title, supplement.measures, look=look))


def _row(findings: Findings, measure: Measure) -> tuple[str, ...]:
    table = findings.table(measure.item) if measure.item else None
    label = f"{measure.label}: “{table.wording}”" if table and table.wording not in measure.label else measure.label
    base = "" if measure.n is None else f"{measure.n:,}"
    return label, _value(measure), _interval(measure), base


def _value(measure: Measure) -> str:
    if measure.value is None:
        return "none"
    if measure.unit == "points":
        return f"{signed(measure.value)} points"
    if measure.unit in ("per cent", "people", "schools"):
        return f"{number(measure.value)} {measure.unit}"
    return f"{measure.value:.2f}"


def _interval(measure: Measure) -> str:
    if measure.low is None or measure.high is None:
        return "none"
    if measure.unit == "points":
        return points(measure.low, measure.high)
    if measure.unit in ("per cent", "people", "schools"):
        return f"{number(measure.low)} to {number(measure.high)}"
    return f"{measure.low:.2f} to {measure.high:.2f}"
