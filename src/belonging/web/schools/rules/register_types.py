"""From the register's type and phase codes to the setting in which our questionnaires are asked.

Codes are those of the public CSV, which differ from the ids inside the register's own web application.
"""

from __future__ import annotations

from typing import Final

PRIMARY, SECONDARY, ALL_THROUGH = "primary", "secondary", "all_through"
SPECIAL, ALTERNATIVE = "special", "alternative_provision"

SPECIAL_TYPES: Final = frozenset({7, 8, 10, 12, 33, 36, 44})
ALTERNATIVE_TYPES: Final = frozenset({14, 38, 42, 43})
NOT_ASKED_TYPES: Final = frozenset({15, 18, 24, 25, 26, 27, 29, 30, 31, 32, 37, 39, 45, 46, 47, 56, 57})
"""Nurseries, colleges, sixth forms on their own, secure units, schools abroad, Welsh and other establishments."""
BY_PHASE: Final = {2: PRIMARY, 3: PRIMARY, 4: SECONDARY, 5: SECONDARY, 7: ALL_THROUGH}
"""Middle schools (3, 5) as the Department deems them. Nursery (1) and 16 plus (6) are not asked."""
NOT_ASKED_PHASES: Final = frozenset({1, 6})
OPEN_STATUSES: Final = frozenset({1, 3})
"""Open, and open but proposed to close. 2 is closed, 4 proposed to open."""
MADE_UP: Final = "9"
"""No number of the register begins with it: the shipped sample and the tests use it."""


def setting_of(*, type_code: int, phase_code: int | None, low_age: int | None, high_age: int | None) -> str:
    """Empty where our questionnaires are not asked. Special schools and alternative provision have no phase
    (0, "Not applicable"), so their type decides; independent schools have none either, so their ages do."""
    if type_code in SPECIAL_TYPES:
        return SPECIAL
    if type_code in ALTERNATIVE_TYPES:
        return ALTERNATIVE
    if type_code in NOT_ASKED_TYPES or phase_code in NOT_ASKED_PHASES:
        return ""
    if phase_code in BY_PHASE:
        return BY_PHASE[phase_code]
    return _by_ages(low_age, high_age)


def _by_ages(low: int | None, high: int | None) -> str:
    """Preparatory schools, which end at 13, count as primary; a school for 10-year-olds and 16-year-olds as both."""
    if low is None or high is None or high <= 5 or low >= 16:
        return ""
    if high <= 13:
        return PRIMARY
    return SECONDARY if low >= 10 else ALL_THROUGH
