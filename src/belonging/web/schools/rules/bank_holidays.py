"""Bank holidays by nation, from the `holidays` library, which follows gov.uk."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

_SUBDIVISIONS: Final = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}
YEARS: Final = range(2020, 2046)


@cache
def bank_holidays(nation: str) -> dict[date, str]:
    """Each bank holiday with its name; none for a school outside the United Kingdom."""
    if nation not in _SUBDIVISIONS:
        return {}
    import holidays  # here, because most processes never need it

    found = holidays.country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=YEARS)
    return {day: name.replace(" (observed)", " (substitute day)") for day, name in sorted(found.items())}
