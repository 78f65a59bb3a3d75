"""Which released figures cannot be had from a pack's rows: found by working them all out again, from those rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from belonging.evaluation import AnswerSet, Plan, Policy, evaluate
from belonging.evaluation.groups import breakdown_name
from belonging.evaluation.released import Cell, Change, Findings, Gap, Measure
from belonging.evaluation.request import Rolls
from belonging.instruments.model import Instrument
from belonging.web.ui.tables import csv_text

Figure = Cell | Change | Gap | Measure


@dataclass(frozen=True, slots=True)
class Compared:
    """One audience's released figures beside what its rows give. `lacking`: (finding, part, why)."""

    audience: str
    alike: Mapping[str, tuple[int, int]]
    lacking: tuple[tuple[str, str, str], ...]

    def sentences(self) -> Iterator[str]:
        """One for each part of the report: how many of its figures the rows give."""
        for part, (same, of) in self.alike.items():
            if same == of:
                yield f"{part}: all {of} figures."
            else:
                yield f"{part}: {same} of {of} figures; the others differ."


def compare(
    instrument: Instrument, released: Findings, plan: Plan, rows: Mapping[str, Sequence[object]], rolls: Rolls
) -> Compared:
    """By the same plan and the same rules of disclosure. `rows` as AnswerSet takes them."""
    again = evaluate(AnswerSet.from_columns(instrument, rows), plan, Policy.release(), rolls)
    made = {figure.id: figure for _, figure in _figures(again)}
    same, of = Counter[str](), Counter[str]()
    lacking = []
    for part, figure in _figures(released):
        of[part] += 1
        if made.get(figure.id) == figure:
            same[part] += 1
            continue
        shown = figure.id in made and made[figure.id].refusal is None
        lacking.append((figure.id, part, "another value" if shown else "not shown"))
    return Compared(released.audience, {part: (same[part], of[part]) for part in of}, tuple(lacking))


def lacking_csv(compared: Sequence[Compared]) -> str:
    rows = [(each.audience, *line) for each in compared for line in each.lacking]
    return csv_text(("audience", "finding", "part of the report", "from these rows"), rows)


def _figures(findings: Findings) -> Iterator[tuple[str, Figure]]:
    """Every figure that is shown, with the part of the report that it stands in."""
    for table in findings.tables:
        part = "Everyone" if table.by == "all" else f"By {breakdown_name(table.by)}"
        figures: tuple[Figure, ...] = (*table.cells, *table.changes, *table.gaps)
        for figure in figures:
            if figure.refusal is None:
                yield part, figure
    for supplement in findings.supplements:
        for measure in supplement.measures:
            if measure.refusal is None:
                yield supplement.title, measure
