"""Two-way tables beside the one-way tables of the same two facts: what one less the others would leave."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from belonging.evaluation.cells import Cells, Tally, places_by
from belonging.evaluation.groups import CROSSED
from belonging.evaluation.released import Refusal

People = Mapping[tuple[int, int], int]
"""How many answered, by their places in the two columns crossed; nobody is left out."""

Group = frozenset[tuple[int, int]]

SMALL_DIFFERENCE: Final = Refusal(
    "small-difference",
    "Beside the tables by each of the two facts alone, it would leave fewer than 10 people by subtraction.",
)


def people_in(cells: Cells, by: str, wave: int) -> People:
    """Of one wave, by the places of the columns that `by` crosses."""
    rows, columns = (places_by(cells, column) for column in CROSSED[by])
    here = cells.places["wave"] == wave
    found: dict[tuple[int, int], int] = {}
    for row, column, n in zip(rows[here].tolist(), columns[here].tolist(), cells.forms[here].tolist(), strict=True):
        if n:
            found[row, column] = found.get((row, column), 0) + n
    return found


def groups_of(people: People, counted: Tally, wave: int) -> list[Group]:
    """The groups that a two-way table shows, small ones joined, each as the places it holds."""
    found: dict[int, set[tuple[int, int]]] = {}
    for row, column in people:
        place = min(row, 2) * 2 + min(column, 1)
        found.setdefault(counted.moved.get((wave, place), place), set()).add((row, column))
    return [frozenset(places) for places in found.values()]


def leaves_few(people: People, groups: Collection[Group], least: int) -> bool:
    """Whether some one-way group less all two-way groups inside it, or the other way round, is 1 to `least` - 1."""
    for table in one_way(people):
        for larger, smaller in ((table, groups), (groups, table)):
            for whole in larger:
                inside = [part for part in smaller if part <= whole]
                rest = whole.difference(*inside)
                if inside and 0 < sum(people[place] for place in rest) < least:
                    return True
    return False


def one_way(people: People) -> Iterator[list[Group]]:
    """The tables by the first fact, by the first with its last groups joined, and by the second."""
    rows = sorted({row for row, _ in people})
    columns = sorted({column for _, column in people})
    yield [frozenset(place for place in people if place[0] == row) for row in rows]
    joined = frozenset(place for place in people if place[0] >= 2)
    yield [frozenset(place for place in people if place[0] == row) for row in rows if row < 2] + [joined] * bool(joined)
    yield [frozenset(place for place in people if place[1] == column) for column in columns]
