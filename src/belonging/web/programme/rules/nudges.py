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
    Nudge("hello", "A friendly hello", "Fits at any time"),
    Nudge("agreement", "Accept the agreement", "The agreement has not been accepted"),
    Nudge("set_up", "Finish setting up", "Something is left to set up"),
    Nudge("audit", "Go on with the audit", "The audit of the school is not signed off yet"),
    Nudge("slips", "Print the slips", "No pupil has answered yet: perhaps the slips are not printed"),
    Nudge("answers", "A few days left to answer", "Many pupils have not answered yet"),
)


@dataclass(frozen=True, slots=True)
class Reached:
    """What the school has passed on its way."""

    agreed: bool
    set_up: bool
    finished: bool


def nudge_of(key: str) -> Nudge | None:
    return next((each for each in NUDGES if each.key == key), None)


def misfit(key: str, reached: Reached) -> str:
    """Why the nudge would say what is not so, to follow the school's name; empty where it may go."""
    if key == "hello":
        return ""
    if reached.finished:
        return "has finished"
    if key == "agreement":
        return "has accepted the agreement already" if reached.agreed else ""
    if not reached.agreed:
        return "has not accepted the agreement yet"
    return "is set up already" if key == "set_up" and reached.set_up else ""


def may_go_again(last: datetime | None, now: datetime) -> bool:
    return last is None or now - last >= EVERY
