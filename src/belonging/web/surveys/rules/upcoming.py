"""Which waves of a cohort are near enough to be got ready. Far ones would only stand in a lead's way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

AHEAD = timedelta(weeks=6)
"""How long before its first day a later wave's questionnaires are made ready."""
AFTER = timedelta(weeks=4)
"""How long after its last day a school that comes late may still hold it."""


def near_waves(windows: Mapping[str, tuple[date, date] | None], *, today: date) -> list[str]:
    """Of waves in their order, with first and last day: the first from the start, later ones when they come near.

    A wave without days may be held at any time, so it is near.
    """
    return [
        wave
        for place, (wave, window) in enumerate(windows.items())
        if window is None or ((place == 0 or window[0] <= today + AHEAD) and today <= window[1] + AFTER)
    ]
