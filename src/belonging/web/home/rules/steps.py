"""The next date that matters to a school."""

from __future__ import annotations

from datetime import date

from belonging.web.home.rules.standing import Facts, Place, place_of


def next_date(facts: Facts, today: date) -> tuple[date | None, str]:
    """The day, and what happens on it: an agreed step, a closing, an opening. Nothing for who has left or finished."""
    if place_of(facts) in (Place.LEFT, Place.FINISHED):
        return None, ""
    coming = [(facts.step_due, "Agreed step")] if facts.step_due is not None else []
    for each in facts.rounds:
        if each.state == "open" and each.closes_on is not None:
            coming.append((each.closes_on, f"{each.wave.capitalize()} closes"))
    begun = {each.wave for each in facts.rounds if each.state != "draft"}
    for wave, first, last in facts.windows:
        if first > today:
            coming.append((first, f"{wave.capitalize()} opens"))
        elif today <= last and wave not in begun:
            coming.append((last, f"{wave.capitalize()} window ends"))
    return min(coming) if coming else (None, "")
