"""Attendance, suspensions and incidents of an invented school, term by term: counts of invented pupils.

Levels are those usual for the setting; absence rises in the spring. Some schools get better from term to term and some
do not, and neither has anything to do with what their pupils answer.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from zlib import crc32

from numpy.random import Generator, default_rng

from belonging.simulation.model import SimulatedSchool

SESSIONS = {"autumn": 140, "spring": 118, "summer": 122}
_SEASON = {"autumn": 0.0, "spring": 0.9, "summer": 0.4}
"""Points of absence more than in the autumn."""


@dataclass(frozen=True, slots=True)
class TermNumbers:
    """One group in one term."""

    on_roll: int = 0
    possible: int = 0
    missed: int = 0
    persistent: int = 0
    suspensions: int = 0
    suspended: int = 0
    excluded: int = 0
    incidents: int = 0

    def __add__(self, other: TermNumbers) -> TermNumbers:
        return TermNumbers(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True, slots=True)
class _Level:
    """Of a setting: absence in per cent; suspensions, exclusions and incidents of 100 pupils in a term; SEND share."""

    absence: float
    suspensions: float
    excluded: float
    incidents: float
    send: float


_LEVELS = {
    "primary": _Level(4.7, 0.7, 0.01, 14, 0.18),
    "secondary": _Level(7.5, 4.4, 0.06, 42, 0.17),
    "all_through": _Level(6.3, 3.2, 0.04, 30, 0.17),
    "special": _Level(11.5, 2.0, 0.0, 90, 1.0),
    "alternative_provision": _Level(23.0, 14.0, 0.0, 160, 0.82),
}


def simulate_outcomes(seed: int, school: SimulatedSchool, periods: list[str]) -> list[dict[str, TermNumbers]]:
    """One dictionary for each of `periods` ("autumn", "spring", "summer", in their order): numbers by group."""
    rng = default_rng([seed, crc32(f"{school.key}: outcomes".encode())])
    level = _LEVELS[school.setting]
    drift = rng.uniform(-0.35, 0.25)
    own = rng.uniform(-0.8, 0.8)
    return [
        _term(rng, school, level, (period, level.absence + own + _SEASON[period] + drift * at))
        for at, period in enumerate(periods)
    ]


def _term(rng: Generator, school: SimulatedSchool, level: _Level, when: tuple[str, float]) -> dict[str, TermNumbers]:
    period, absence = when
    send = round(school.roll * level.send)
    rolls = {
        ("send", "girls"): round(send * 0.37),
        ("send", "boys"): send - round(send * 0.37),
        ("no-send", "girls"): round((school.roll - send) * 0.52),
        ("no-send", "boys"): school.roll - send - round((school.roll - send) * 0.52),
    }
    cells = {key: _cell(rng, level, (roll, key[0] == "send"), (period, absence)) for key, roll in rolls.items()}
    made = {
        group: sum((cell for key, cell in cells.items() if group in key), TermNumbers())
        for group in ("send", "no-send", "girls", "boys")
    }
    return {"all": made["girls"] + made["boys"], **{group: one for group, one in made.items() if one.on_roll}}


def _cell(rng: Generator, level: _Level, who: tuple[int, bool], when: tuple[str, float]) -> TermNumbers:
    """One group of pupils; the numbers fit each other."""
    (roll, has_send), (period, absence) = who, when
    if not roll:
        return TermNumbers()
    more = 1.55 if has_send and level.send < 1 else 1.0
    share = min(0.6, max(0.01, absence * more * rng.uniform(0.96, 1.04) / 100))
    possible = roll * SESSIONS[period] - int(rng.integers(0, 2 * roll + 1))
    suspended = _some(rng, roll * level.suspensions * more * 0.6 / 100, roll)
    return TermNumbers(
        on_roll=roll,
        possible=possible,
        missed=round(possible * share),
        persistent=min(roll, round(roll * min(0.9, share * 2.7 * rng.uniform(0.9, 1.1)))),
        suspensions=suspended + (_some(rng, suspended * 0.6, 3 * roll) if suspended else 0),
        suspended=suspended,
        excluded=_some(rng, roll * level.excluded * more / 100, roll),
        incidents=_some(rng, roll * level.incidents * more / 100, 20 * roll),
    )


def _some(rng: Generator, expected: float, most: int) -> int:
    """About as many as expected, give or take what chance gives or takes."""
    found = float(rng.normal(expected, max(expected, 0.05) ** 0.5))
    return max(0, min(most, round(found)))
