"""What is due: which findings follow from the rounds that are sealed and the findings that are stored."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from belonging.evaluation.released import Rung

WAVES = ("baseline", "midpoint", "endline")
"""In their order in time."""


@dataclass(frozen=True, slots=True, order=True)
class Strand:
    """One questionnaire through the waves of a cohort: of one school, or (0) of all its schools."""

    cohort_id: int
    audience: str
    instrument: str
    school_id: int = 0

    @property
    def is_programme(self) -> bool:
        return self.school_id == 0


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed round."""

    round_id: int
    strand: Strand
    wave: str


@dataclass(frozen=True, slots=True)
class Stored:
    """One release: its waves and the rounds that it counted."""

    strand: Strand
    waves: tuple[str, ...]
    rounds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """Findings to be made: the rounds to count are fixed here, before an answer is looked at."""

    strand: Strand
    waves: tuple[str, ...]
    rounds: tuple[int, ...]


def in_time(waves: Collection[str]) -> tuple[str, ...]:
    return tuple(wave for wave in WAVES if wave in waves)


def due_for_schools(sealed: Iterable[Sealed], stored: Collection[Stored]) -> list[Due]:
    """A school's findings are due whenever its set of sealed waves has none yet."""
    strands: defaultdict[Strand, list[Sealed]] = defaultdict(list)
    for round_ in sealed:
        strands[round_.strand].append(round_)
    made = {(release.strand, release.waves) for release in stored}
    due = []
    for strand, rounds in sorted(strands.items()):
        waves = in_time({round_.wave for round_ in rounds})
        if (strand, waves) not in made:
            due.append(Due(strand, waves, tuple(sorted(round_.round_id for round_ in rounds))))
    return due


def due_for_programme(
    sealed: Collection[Sealed], stored: Collection[Stored], taking_part: Collection[tuple[int, int]]
) -> list[Due]:
    """The programme's are due when every school that takes part has sealed the wave, one wave after another.

    `taking_part` holds (cohort, school). A school that left is not waited for; what it sealed is counted.
    """
    strands: defaultdict[Strand, list[Sealed]] = defaultdict(list)
    for round_ in sealed:
        strand = round_.strand
        strands[Strand(strand.cohort_id, strand.audience, strand.instrument)].append(round_)
    due = []
    for strand, rounds in sorted(strands.items()):
        made = [release for release in stored if release.strand == strand]
        awaited = {school for cohort, school in taking_part if cohort == strand.cohort_id}
        due += _due_in(strand, rounds, made, awaited)
    return due


def complete_waves(answered: Iterable[tuple[str, int]], awaited: Collection[int]) -> tuple[str, ...]:
    """The waves that every school awaited has sealed, of (wave, school)."""
    schools: defaultdict[str, set[int]] = defaultdict(set)
    for wave, school in answered:
        schools[wave].add(school)
    return in_time({wave for wave, there in schools.items() if set(awaited) <= there})


def _due_in(
    strand: Strand, rounds: Collection[Sealed], made: Collection[Stored], awaited: Collection[int]
) -> list[Due]:
    complete = complete_waves(((round_.wave, round_.strand.school_id) for round_ in rounds), awaited)
    # A wave that was released stays complete when a school joins after it.
    waves = in_time({*complete, *(wave for release in made for wave in release.waves)})
    frozen = {number for release in made for number in release.rounds}
    due = []
    for last in range(1, len(waves) + 1):
        if any(release.waves == waves[:last] for release in made):
            continue
        due.append(Due(strand, waves[:last], _rounds_to_count(rounds, waves[:last], frozen)))
        frozen |= set(due[-1].rounds)
    return due


def _rounds_to_count(rounds: Collection[Sealed], waves: Collection[str], frozen: Collection[int]) -> tuple[int, ...]:
    """Of a wave that was released before, the rounds counted then; of a new wave, all.

    A round that was sealed after its wave's release (by a school that had left, or that joined late) stays
    out: the difference of the two releases would be that school's answers.
    """
    released = {round_.wave for round_ in rounds if round_.round_id in frozen}
    return tuple(
        sorted(
            round_.round_id
            for round_ in rounds
            if round_.wave in waves and (round_.wave not in released or round_.round_id in frozen)
        )
    )


def signature_of_plan(text: str, *, pepper: bytes) -> str:
    """HMAC-SHA256 (hex) of a plan's canonical JSON, under a key that nothing else is signed with."""
    key = hmac.digest(pepper, b"belonging: signature of a release plan", "sha256")
    return hmac.new(key, text.encode(), "sha256").hexdigest()


EVERY_TABLE = "*"
"""Stands in the ledger for all tables of a wave of which nothing was shown."""


@dataclass(frozen=True, slots=True)
class ShownAs:
    """How one table (or EVERY_TABLE) stood in one wave; `rung` None where it was withheld."""

    table: str
    wave: str
    rung: Rung | None

    @property
    def coarseness(self) -> int:
        return len(Rung) if self.rung is None else list(Rung).index(self.rung)


def widened(before: Iterable[ShownAs], now: Iterable[ShownAs]) -> list[ShownAs]:
    """Those of `now` that say more of a wave than some earlier release did: none may.

    The coarsest of the earlier ones counts: what was once held back stays held back.
    """
    least: dict[tuple[str, str], int] = {}
    for one in before:
        key = (one.table, one.wave)
        least[key] = max(one.coarseness, least.get(key, 0))
    held = {wave for table, wave in least if table == EVERY_TABLE}
    return [
        one
        for one in now
        if one.coarseness < least.get((one.table, one.wave), 0) or (one.wave in held and one.rung is not None)
    ]
