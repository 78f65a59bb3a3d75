"""Tables asked for after a plan was fixed: shown only where they give nothing away beside all that was shown before.

The whole plan with everything that was ever added to it is evaluated and audited as one publication. Where that
publication would have held back, or printed otherwise, anything that is out already, nothing of the amendment is
printed: what is out cannot be taken back, so the new must stay away (docs/methods/amendments.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.disclosure.pools import Table, pools_of
from belonging.evaluation.kinds import main_part
from belonging.evaluation.plan import Plan
from belonging.evaluation.released import Cell, Findings, ReleasedTable
from belonging.evaluation.request import Request, Rolls
from belonging.evaluation.run import decided, evaluate


class NotReleasable(ValueError):
    """An amendment of which nothing may be printed; the message says why."""


@dataclass(frozen=True, slots=True)
class Adds:
    """What an amendment adds: these statements by these breakdowns, in these waves."""

    items: tuple[str, ...]
    by: tuple[str, ...]
    waves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amending:
    """The plan that was fixed, what was added to it before, what is added now, and everything that is out."""

    plan: Plan
    earlier: tuple[Adds, ...]
    now: Adds
    released: tuple[Findings, ...]

    @property
    def whole(self) -> Plan:
        """All of it as one plan, without further methods: these are the fixed plan's alone."""
        adds = (*self.earlier, self.now)
        items = dict.fromkeys((*self.plan.items, *(item for each in adds for item in each.items)))
        by = dict.fromkeys((*self.plan.by, *(by for each in adds for by in each.by)))
        return replace(self.plan, items=tuple(items), by=tuple(by), supplements=())


def amended(answers: AnswerSet, amending: Amending, policy: Policy, rolls: Rolls) -> Findings:
    """The tables that are added and nothing else. Raises NotReleasable."""
    _refuse_small_differences(Request(answers, amending.whole, policy, rolls), amending.now)
    again = evaluate(answers, amending.whole, policy, rolls)
    for before in amending.released:
        _refuse_contradiction(before, again)
    found = only_added(again, amending.now)
    if not any(table.cells for table in found.tables):
        reasons = {held.refusal.sentence for table in found.tables for held in table.withheld}
        said = " ".join(sorted(reasons)) or "Nobody was asked this, or there are no two groups to set side by side."
        raise NotReleasable(f"None of these tables can be shown. {said}")
    return found


def only_added(findings: Findings, adds: Adds) -> Findings:
    """The tables of an amendment out of all that were evaluated with it; waves that were not asked for are left out."""
    tables = (table for table in findings.tables if table.item in adds.items and table.by in adds.by)
    return replace(
        findings,
        tables=tuple(_in_waves(table, adds.waves) for table in tables),
        waves=tuple(wave for wave in findings.waves if wave in adds.waves),
        responses=tuple(one for one in findings.responses if one.wave in adds.waves),
        headlines=(),
        notes=(),
        supplements=(),
    )


def _in_waves(table: ReleasedTable, waves: Collection[str]) -> ReleasedTable:
    return replace(
        table,
        waves=tuple(wave for wave in table.waves if wave in waves),
        cells=tuple(cell for cell in table.cells if cell.wave in waves),
        changes=tuple(change for change in table.changes if {change.earlier, change.later} <= set(waves)),
        gaps=tuple(gap for gap in table.gaps if {gap.wave, gap.earlier or gap.wave} <= set(waves)),
        withheld=tuple(held for held in table.withheld if held.wave in waves),
    )


def _refuse_small_differences(request: Request, adds: Adds) -> None:
    made = decided(main_part(request), audit=False)
    for place, wave in enumerate(made.shown.waves):
        if wave not in adds.waves:
            continue
        pools = pools_of(made.shown.cells, made.breakdowns, place)
        for table, other in _pairs(pools.tables, adds.by):
            if _leaves_few(table, other, pools.sizes, request.policy.smallest_group):
                raise NotReleasable(
                    f"In the {wave} the table by {table.by} less the one by {other.by} would leave fewer than "
                    f"{request.policy.smallest_group} people. Nothing of the amendment is shown."
                )


def _pairs(tables: Sequence[Table], added: Collection[str]) -> Iterator[tuple[Table, Table]]:
    """Every added table with every other, both ways round."""
    for table in (table for table in tables if table.by in added):
        for other in (other for other in tables if other is not table):
            yield table, other
            yield other, table


def _leaves_few(table: Table, other: Table, sizes: Sequence[int], least: int) -> bool:
    """Whether a group of one table, less the groups of the other inside it, is 1 to `least` - 1 people."""
    for whole in map(set, table.groups):
        inside = [set(part) for part in other.groups if set(part) <= whole]
        left = sum(sizes[pool] for pool in whole.difference(*inside))
        if inside and 0 < left < least:
            return True
    return False


def _refuse_contradiction(before: Findings, again: Findings) -> None:
    """What is out must stand in the whole publication as it stands in the release, and where it was held back, too."""
    now = {table.id: table for table in again.tables}
    for table in before.tables:
        told = {cell.wave for cell in table.cells} | {held.wave for held in table.withheld}
        for wave in told:
            if _cells(table.cells, wave) != _cells(now[table.id].cells if table.id in now else (), wave):
                raise NotReleasable(
                    "Beside what was released before, these tables might let somebody work an answer out: released "
                    f"together, {table.id} would have been left out or printed otherwise in the {wave}. It is out "
                    "already, so nothing of the amendment is shown."
                )


def _cells(cells: Iterable[Cell], wave: str) -> tuple[Cell, ...]:
    return tuple(cell for cell in cells if cell.wave == wave)
