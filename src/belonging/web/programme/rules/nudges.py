"""The friendly reminders that the team can send with one click, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

EVERY: Final = timedelta(days=7)
"""At most once in that time for one school and template."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """`words` names it on the button's side: "Send: …"."""

    key: str
    words: str
    when: str


NUDGES: Final = (
    Nudge("hello", "A friendly hello", "Nobody has signed in for a while"),
    Nudge("agreement", "Accept the agreement", "The agreement has not been accepted"),
    Nudge("set_up", "Finish setting up", "Contacts, dates or letters are missing"),
    Nudge("slips", "Print the slips", "The wave opens soon and no slips are printed"),
    Nudge("answers", "A few days left to answer", "Few slips are used, and the last day is near"),
    Nudge("audit", "Begin the audit", "The audit has not been touched"),
)


def nudge_of(key: str) -> Nudge | None:
    return next((each for each in NUDGES if each.key == key), None)


def may_go_again(last: datetime | None, now: datetime) -> bool:
    return last is None or now - last >= EVERY
