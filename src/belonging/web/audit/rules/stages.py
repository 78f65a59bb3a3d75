"""In which order a school's audits come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

STAGES = ("baseline", "midpoint", "final")
MAY_REOPEN = timedelta(days=14)
TITLES = {"baseline": "baseline audit", "midpoint": "midpoint audit", "final": "final audit"}


def start_fault(stage: str, signed_off: Mapping[str, bool]) -> str:
    """Why that audit cannot begin; empty where it can. `signed_off`: of each audit begun, whether it is."""
    if stage in signed_off:
        return f"Your {TITLES[stage]} has begun already. You find it on this page."
    at = STAGES.index(stage)
    later = [each for each in STAGES[at + 1 :] if each in signed_off]
    if later:
        return f"Your {TITLES[later[0]]} has begun, so the {TITLES[stage]} can no longer be done."
    if at and "baseline" not in signed_off:
        return f"The baseline audit comes first. Please start it before the {TITLES[stage]}."
    open_ = [each for each in STAGES[:at] if signed_off.get(each) is False]
    if open_:
        return f"Please sign off your {TITLES[open_[0]]} first. Then you can start the {TITLES[stage]}."
    return ""


def may_start(signed_off: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(stage for stage in STAGES if not start_fault(stage, signed_off))


def reopen_until(signed_off_at: datetime) -> datetime:
    return signed_off_at + MAY_REOPEN
