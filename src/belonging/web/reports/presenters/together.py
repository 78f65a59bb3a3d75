"""Pupils beside parents and staff: statements about the same side of belonging."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from belonging.evaluation.released import Cell, Findings, ReleasedTable
from belonging.figures import reading_words, wave_name
from belonging.instruments.load import load_framework
from belonging.web.reports.presenters.turned import named
from belonging.web.reports.presenters.wording import PEOPLE, VOICES
from belonging.web.reports.rules.side_by_side import Alike, alike

OPENED: Final = 3
"""So many differences stand open; the rest unfold."""


@dataclass(frozen=True, slots=True)
class SharedConstruct:
    """`rows`: who, the statement, positive answers by wave, the reading. `findings`: the ids of each row."""

    key: str
    title: str
    description: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    findings: tuple[str, ...]
    opened: bool = False
    """Whether it is among the largest differences, which are read first."""

    @property
    def lines(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each row with its ids."""
        return tuple(zip(self.findings, self.rows, strict=True))


def shared_constructs(heard: Mapping[str, Findings]) -> tuple[SharedConstruct, ...]:
    """Constructs that at least two audiences were asked about, in the framework's order."""
    waves = tuple(dict.fromkeys(wave for findings in heard.values() for wave in findings.waves))
    head = ("Who", "Statement", *(wave_name(wave) for wave in waves), "Change")
    shown = []
    for construct in load_framework().constructs:
        rows = [
            (name, _row(findings, table, waves), _ids(table))
            for name, findings in heard.items()
            for table in findings.tables
            if table.construct == construct.key and table.by == "all" and not table.refusal
        ]
        if len({name for name, _, _ in rows}) > 1:
            title, description = str(construct.title), str(construct.description)
            ids = tuple(found for _, _, found in rows)
            shown.append(
                SharedConstruct(construct.key, title, description, head, tuple(row for _, row, _ in rows), ids)
            )
    widest = _widest(heard, [one.key for one in shown])
    return tuple(replace(one, opened=one.key in widest) for one in shown)


def _widest(heard: Mapping[str, Findings], constructs: Collection[str]) -> frozenset[str]:
    """Those on which pupils and others are furthest apart: first where that is sure, then as printed."""
    found = [(sure, points, key) for key in constructs for sure, points in [_apart(heard, key)] if points > 0]
    return frozenset(key for _, _, key in sorted(found, key=lambda one: (not one[0], -one[1]))[:OPENED])


def _apart(heard: Mapping[str, Findings], construct: str) -> tuple[bool, float]:
    """Of the pair of pupils and others that is furthest apart: whether it surely is, and the points between."""
    latest = {
        name: [
            table.cell("all", table.waves[-1])
            for table in findings.tables
            if table.construct == construct and table.by == "all" and not table.refusal
        ]
        for name, findings in heard.items()
    }
    others = [cell for name, cells in latest.items() if name != "pupil" for cell in cells]
    pairs = [(ours, theirs) for ours in latest.get("pupil", ()) for theirs in others]
    sides = [(alike(*pair) in (Alike.MORE, Alike.FEWER), _points(*pair)) for pair in pairs]
    return max(sides, default=(False, 0.0))


def _points(first: Cell | None, second: Cell | None) -> float:
    shares = [cell.parts["positive"] for cell in (first, second) if cell is not None and cell.parts is not None]
    middles = [(share.low + share.high) / 2 for share in shares]
    return max(middles, default=0.0) - min(middles, default=0.0)


def _row(findings: Findings, table: ReleasedTable, waves: tuple[str, ...]) -> tuple[str, ...]:
    change = table.change("all")
    return (
        VOICES[findings.audience],
        named(findings, table) if table.reverse else table.wording,
        *(_positive(table, wave) for wave in waves),
        reading_words(change.reading, PEOPLE[findings.audience]) if change else "",
    )


def _positive(table: ReleasedTable, wave: str) -> str:
    cell = table.cell("all", wave)
    return "not shown" if cell is None or cell.parts is None else cell.parts["positive"].text


def _ids(table: ReleasedTable) -> str:
    return " ".join([*(cell.id for cell in table.cells), *(change.id for change in table.changes)])
