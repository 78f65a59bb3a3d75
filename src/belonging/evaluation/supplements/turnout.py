"""Who answered in the programme's schools, in the first and in the last wave that has answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from belonging.evaluation.cells import Cells, Counts, Tally, only, tally
from belonging.evaluation.groups import PROGRAMME
from belonging.evaluation.supplements.job import Job
from belonging.instruments.model import Part


@dataclass(frozen=True, slots=True)
class Turnouts:
    """Cells and counts of the programme's schools; `first` and `last` are places of waves, alike if there is one."""

    cells: Cells
    counted: Tally
    first: int
    last: int

    @property
    def waves(self) -> tuple[int, ...]:
        return (self.first,) if self.first == self.last else (self.first, self.last)

    @property
    def schools(self) -> tuple[str, ...]:
        return self.cells.labels["school"]

    def forms(self, wave: int) -> Counts:
        """Questionnaires per school."""
        sent: Counts = self.counted.forms[:, 0, wave]
        return sent

    def positive(self, item: str, wave: int) -> Counts:
        """Positive answers per school."""
        hits: Counts = self.counted.part(item, Part.POSITIVE)[:, 0, wave]
        return hits

    def without_roll(self, rolls: Mapping[tuple[str, str], int]) -> list[tuple[str, str]]:
        """Schools that answered and have no roll, with the wave."""
        return [
            (school, self.counted.waves[wave])
            for wave in self.waves
            for school, sent in zip(self.schools, self.forms(wave), strict=True)
            if sent and (school, self.counted.waves[wave]) not in rolls
        ]


def turnouts_of(job: Job) -> Turnouts | None:
    """None where no school of the programme answered."""
    cells = only(job.cells, "arm", (PROGRAMME,))
    counted = tally(cells, "all")
    there = counted.totals[0].nonzero()[0]
    return Turnouts(cells, counted, int(there[0]), int(there[-1])) if len(there) else None
