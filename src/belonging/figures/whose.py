"""Whose answers figures are, where others answered with another number of choices, in the same words everywhere.

See docs/methods/editions.md. Numbers are those that the findings print, rounded already.
"""

from __future__ import annotations

from collections.abc import Iterator

from belonging.evaluation.choices import KINDS, MAIN
from belonging.evaluation.groups import listed, people
from belonging.evaluation.released import Cell, Findings, ReleasedTable, Rung
from belonging.figures.printed import base, wave_name
from belonging.instruments.model import Audience


def who_answered(findings: Findings, table: ReleasedTable | None = None) -> str:
    """ "who answered with three choices"; empty where nobody answered with another number of them.

    `table`: empty too for one that is of another kind and says so by its own name.
    """
    main, others = _main(findings), _others(findings)
    if not main or not others or (table is not None and table.by in KINDS):
        return ""
    return f"who answered with {KINDS[main]}"


def of_those(words: str, findings: Findings, table: ReleasedTable | None = None) -> str:
    """ "Everyone", or "Everyone who answered with three choices"."""
    return f"{words} {who_answered(findings, table)}".rstrip()


def whose(findings: Findings, table: ReleasedTable | None = None) -> str:
    """A sentence or two to stand above figures: of whom they are, how many of all, and who is counted apart."""
    if not who_answered(findings, table):
        return ""
    counted = tuple(_counted(findings))
    many = f": {listed(counted)}" if counted else ""
    apart = " or ".join(KINDS[kind] for kind in _others(findings))
    return (
        f"The figures of {people(Audience(findings.audience))} are of those who answered with "
        f"{KINDS[_main(findings)]}{many}. Those with {apart} are counted apart."
    )


def _main(findings: Findings) -> str:
    return next((note.code.removeprefix(MAIN) for note in findings.notes if note.code.startswith(MAIN)), "")


def _others(findings: Findings) -> tuple[str, ...]:
    """Every other kind that anybody answered: it has tables, or a note that says why it has none in a wave."""
    codes, tables = [note.code for note in findings.notes], {table.by for table in findings.tables}
    answered = (kind for kind in KINDS if kind in tables or any(code.endswith(f"-{kind}") for code in codes))
    return tuple(kind for kind in answered if kind != _main(findings))


def _counted(findings: Findings) -> Iterator[str]:
    """ "about 35 of about 70 at the endline", for each wave in which both numbers are printed."""
    of_all = {response.wave: response.answered for response in findings.responses}
    for wave in findings.waves:
        cell, everybody = _of_everyone(findings, wave), of_all.get(wave)
        if cell is not None and cell.n is not None and everybody is not None:
            whole = f"{everybody:,}" if cell.rung is Rung.EXACT else f"about {everybody:,}"
            some = base(cell) if cell.n < everybody else "nearly all"
            yield f"{some} of {whole} at the {wave_name(wave).lower()}"


def _of_everyone(findings: Findings, wave: str) -> Cell | None:
    cells = (table.cell("all", wave) for table in findings.tables if table.by == "all")
    return next((cell for cell in cells if cell is not None and cell.n is not None), None)
