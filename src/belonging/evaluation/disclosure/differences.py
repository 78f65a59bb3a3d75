"""What is printed beside something else: schools taken away from a pooled figure, and an earlier wave once more.

Without any one school nobody or at least ten are left. An earlier wave is printed again as it was, or not at all: two
versions of it could be compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from belonging.evaluation.released import Cell, Findings, ReleasedTable

SMALLEST_REST: Final = 10


def schools_apart(forms: Sequence[int], smallest: int = SMALLEST_REST) -> bool:
    """Whether each school can be taken away from a pooled figure and still leave nobody, or `smallest` people.

    `forms` are questionnaires by school. A lead knows their own school's answers, or has its table.
    """
    everybody = sum(forms)
    return all(rest == 0 or rest >= smallest for rest in (everybody - own for own in forms if own > 0))


class Contradicted(ValueError):
    """A release that would print an earlier wave in another way than it has been printed."""


def agree_with(earlier: Iterable[Findings], new: Findings) -> None:
    """Raise Contradicted unless every wave of `earlier` releases of the same plan stands in `new` as it stood."""
    for before in earlier:
        for wave in dict.fromkeys((*before.waves, *(wave for table in before.tables for wave in table.waves))):
            if _wave_of(before, wave) != _wave_of(new, wave):
                raise Contradicted(
                    f"The {wave} has been released before and would now read differently. Nothing was released: "
                    "count the rounds that were counted then, with the engine that was used then "
                    f"(version {before.engine_version})."
                )


def _wave_of(findings: Findings, wave: str) -> dict[str, Collection[Cell]]:
    """Everything printed of one wave by itself."""
    return {table.id: cells for table in findings.tables if (cells := _cells(table, wave))}


def _cells(table: ReleasedTable, wave: str) -> tuple[Cell, ...]:
    return tuple(cell for cell in table.cells if cell.wave == wave)
