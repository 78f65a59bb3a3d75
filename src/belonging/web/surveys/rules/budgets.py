"""How many unknown codes may be tried. Right codes are never slowed, and nothing counts by address:
a whole school is one address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

PER_BROWSER = 5
"""Unknown codes in a row after which one browser waits between tries."""
BROWSER_WAIT = timedelta(seconds=30)
BROWSER_MEMORY = timedelta(minutes=10)
"""How long a browser's short-lived token remembers."""
PER_ROUND_AN_HOUR = 600
"""Unknown codes on one round in one clock hour after which an adult is asked for.

Large, because whoever spends it stops the whole round until the next hour; small enough, because 600 tries
at one of 300 live codes among 23^7 hit 5 times in 100,000 hours (docs/decisions/0007)."""
PER_PACK_AN_HOUR = 60
"""Wrong rows of pictures in one pack's class sessions in one clock hour, after which codes and squares are left.

60 tries at one of 60 slips among 16^5 hit once in about 290 hours, and an adult with the class key is in the room;
with pictures that waited on a device there may be none (docs/decisions/0027)."""


@dataclass(frozen=True, slots=True)
class BrowserTries:
    """The unknown codes one browser tried lately, as its token tells."""

    count: int = 0
    last: datetime | None = None

    def with_one_more(self, now: datetime) -> BrowserTries:
        return BrowserTries(self.count + 1, now)

    def seconds_to_wait(self, now: datetime) -> int:
        """0 when a code may be tried now."""
        if self.count < PER_BROWSER or self.last is None:
            return 0
        left = self.last + BROWSER_WAIT - now
        return max(0, -(-left // timedelta(seconds=1)))


def hour_of(now: datetime) -> datetime:
    """The clock hour in which unknown codes are counted together."""
    return now.replace(minute=0, second=0, microsecond=0)


def seconds_to_next_hour(now: datetime) -> int:
    return -(-(hour_of(now) + timedelta(hours=1) - now) // timedelta(seconds=1))
