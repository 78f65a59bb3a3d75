"""What two printed sets of people say together by subtraction. Reads numbers of people only.

Of any two sets of which one lies inside the other, the rest is nobody or at least ten; otherwise the later of the
two is refused. An earlier wave is printed again as it was, or not at all: two versions of it could be compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from belonging.evaluation.released import Cell, Findings, Refusal, ReleasedTable

SMALLEST_REST: Final = 10


@dataclass(frozen=True, slots=True)
class Printed:
    """One set of people of whom something is printed, in one wave.

    `schools` are those it is drawn from. `groups` narrow it down ("gender:girl", "linked"): more of them, fewer
    people. `people` is the exact number. `reader` is a role; what a role was shown is never forgotten.
    """

    wave: str
    schools: frozenset[str]
    groups: frozenset[str]
    people: int
    reader: str = ""

    def holds(self, other: Printed) -> bool:
        """Whether everybody in `other` is in this set too."""
        return self.wave == other.wave and self.schools >= other.schools and self.groups <= other.groups


def too_close(new: Printed, shown: Iterable[Printed], smallest: int = SMALLEST_REST) -> Refusal | None:
    """Why a set of people may not be shown beside what its readers have seen; None where it may."""
    for other in shown:
        if other.reader != new.reader:
            continue
        if (new.holds(other) or other.holds(new)) and 0 < abs(new.people - other.people) < smallest:
            return Refusal(
                "difference",
                f"Fewer than {smallest} people are in one of two printed groups and not in the other, so their "
                "answers could be worked out by subtraction.",
            )
    return None


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
        for wave in before.waves:
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
