"""What a school may let somebody of the programme look at for a day, beyond what their role reads."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from belonging.web.accounts.roles import Permission

PASS_LASTS: Final = timedelta(hours=24)


class Area(StrEnum):
    SET_UP = "set-up"
    REPORT = "report"
    OUTCOMES = "outcomes"


AREA_NAMES: Final = MappingProxyType(
    {
        Area.SET_UP: "Setting up and questionnaires: dates, people, letters, how many have answered",
        Area.REPORT: "The school’s report",
        Area.OUTCOMES: "Attendance and other counts of the school",
    }
)
OPENED: Final = MappingProxyType(
    {
        Area.SET_UP: frozenset(
            {Permission.SEE_SCHOOL, Permission.SET_UP, Permission.RUN_ROUNDS, Permission.SEE_RESPONSE_RATES}
        ),
        Area.REPORT: frozenset({Permission.SEE_SCHOOL, Permission.READ_SCHOOL_REPORT}),
        Area.OUTCOMES: frozenset({Permission.SEE_SCHOOL, Permission.ENTER_OUTCOMES}),
    }
)
"""To look at, never to change. Slips, comments, talk requests and roles are in none."""
