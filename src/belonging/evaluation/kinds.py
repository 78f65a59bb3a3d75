"""Answers to editions with different numbers of choices: one kind fills the tables, the others have their totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from belonging.evaluation.breakdowns import break_down, tables_of
from belonging.evaluation.cells import Cells, only, restrict, tally
from belonging.evaluation.choices import KINDS, MAIN, kind_of, kinds_in
from belonging.evaluation.disclosure.primary import released_waves
from belonging.evaluation.edition_rows import main_kind
from belonging.evaluation.groups import PROGRAMME, people
from belonging.evaluation.notes import denominator
from belonging.evaluation.released import Refusal, ReleasedTable
from belonging.evaluation.request import Request
from belonging.evaluation.roster import Roster
from belonging.instruments.choices import STANDARD

_OF_WHOM: Final = ("wave-", "small-setting", "rung-all")
"""Begin the codes of notes that count everybody in the tables."""


@dataclass(frozen=True, slots=True)
class OtherKind:
    tables: tuple[ReleasedTable, ...]
    waves: tuple[str, ...]
    notes: tuple[Refusal, ...]


def main_part(request: Request) -> Request:
    """The request for the kind that fills the tables; the request itself where all answers are of the standard one."""
    if request.answers.kinds in ((), (kind_of(request.answers.instrument, STANDARD),)):
        return request
    return _only(request, _main(request))


def _only(request: Request, kind: str) -> Request:
    """One kind's answers, with rolls and roster of the schools and waves in which nobody answered otherwise.

    Where kinds are mixed nobody knows how many of the roll could have answered this one.
    """
    answers, part = request.answers, request.answers.of_kind(kind)
    all_of_them = answers.frame.select("school", "wave", "edition").unique()
    mixed = {
        (school, wave)
        for school, wave, edition in all_of_them.iter_rows()
        if kind_of(answers.instrument, edition) != kind
    }
    rolls = {place: roll for place, roll in request.rolls.items() if place not in mixed}
    roster = request.roster and Roster(
        tuple(cell for cell in request.roster.cells if (cell.school, cell.wave) not in mixed)
    )
    return replace(request, answers=part, rolls=rolls, roster=roster)


def _main(request: Request) -> str:
    answers = request.answers
    standard = kind_of(answers.instrument, STANDARD)
    if answers.kinds in ((), (standard,)):
        return standard
    return main_kind(answers.instrument, answers.frame, request.plan.scope)


def other_kinds(request: Request) -> tuple[str, ...]:
    """The kinds beside the main one that anybody in the programme's schools answered."""
    answers, main = request.answers, _main(request)
    if answers.kinds in ((), (main,)):
        return ()
    ours = answers.frame.filter(pl.col("arm") == PROGRAMME).get_column("edition").unique()
    return tuple(kind for kind in kinds_in(answers.instrument, ours) if kind != main)


def other_kind(request: Request, kind: str) -> OtherKind:
    """Everybody who answered with that many choices, as one group: a table by itself, of people who are in no other.

    Nothing that is printed is of them and of others together. So it needs no audit beside the other tables.
    """
    plan = replace(request.plan, by=("all",), supplements=(), primary=None, correction="holm")
    part = replace(_only(request, kind), plan=plan)
    cells = only(part.answers.cells(part.items, part.waves), "arm", (PROGRAMME,))
    waves, refused = _released(part, cells)
    cells = restrict(cells, waves)
    breakdowns, _ = break_down(part, cells) if waves else ([], [])
    made, _ = tables_of(part, breakdowns)
    label = f"All {people(part.answers.instrument.audience)} who answered with {KINDS[kind]}"
    said = (replace(_of(note, kind), code=f"{note.code}-{kind}") for note in refused)
    return OtherKind(tuple(_named(table, kind, label) for table in made), waves, tuple(said))


def of_main(request: Request, notes: Iterable[Refusal]) -> Iterator[Refusal]:
    """The notes on the main kind's tables; those that count who answered say of whom."""
    main, asked = _main(request), request.answers.instrument
    base = denominator(asked.audience, request.policy.exact, one_kind=True)
    for note in notes:
        if note.code == base.code:
            yield base
        else:
            yield _of(note, main) if note.code.startswith(_OF_WHOM) else note


def _of(note: Refusal, kind: str) -> Refusal:
    return replace(note, sentence=f"Of those with {KINDS[kind]}: {note.sentence}")


def _released(part: Request, cells: Cells) -> tuple[tuple[str, ...], list[Refusal]]:
    if part.policy.exact:
        return part.waves, []
    return released_waves(tally(cells, "all"), part.policy, part.plan.scope)


def kinds_apart(request: Request) -> Refusal:
    """Of whom the tables are, and that nothing is added up over different numbers of choices."""
    noun = people(request.answers.instrument.audience)
    main = _main(request)
    others = [KINDS[kind] for kind in other_kinds(request)]
    if not others:
        return Refusal(f"{MAIN}{main}", f"All tables are of {noun} who answered with {KINDS[main]}.")
    return Refusal(
        f"{MAIN}{main}",
        f"The figures are of the {noun} who answered with {KINDS[main]}. Those with {' or '.join(others)} stand apart, "
        "at each statement: shares of different numbers of choices are never added up or compared.",
    )


def _named(table: ReleasedTable, kind: str, label: str) -> ReleasedTable:
    """A table of everybody of one kind, under the name of the kind."""
    known = f"{table.item}-by-{kind}"
    return replace(
        table,
        id=known,
        by=kind,
        cells=tuple(replace(cell, group_label=label, id=f"{known}:all:{cell.wave}") for cell in table.cells),
        changes=tuple(replace(change, group_label=label, id=f"{known}:change:all") for change in table.changes),
    )
