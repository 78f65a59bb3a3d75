"""What stands where the figures of occasions are not there yet."""

from __future__ import annotations

from belonging.web.reports.presenters.waiting import Waiting
from belonging.web.reports.queries import OccasionStanding


def waiting_for_occasions(audience: str, standing: OccasionStanding) -> Waiting:
    if standing.ordered:
        return Waiting("The figures are being made", "Please come back in a few minutes.")
    if audience == "lead":
        return Waiting("There are no figures yet", _leads(standing))
    return Waiting("The figures are not released yet", sessions_words(standing))


def sessions_words(standing: OccasionStanding) -> str:
    """12 sessions are sealed with 210 forms. 3 are not sealed yet."""
    if not standing.sealed and not standing.waiting:
        return "No session of this cohort has asked for feedback yet."
    done = _number(standing.sealed, "session is sealed", "sessions are sealed")
    said = f"{done}, with {_number(standing.forms, 'form', 'forms')}."
    if standing.waiting:
        said += f" {_number(standing.waiting, 'is', 'are')} not sealed yet: that happens three days after it closes."
    return said


def _leads(standing: OccasionStanding) -> str:
    if standing.sealed:
        return "Fewer than 5 leads answered, and of so few nothing is shown."
    if standing.waiting:
        return "The leads have been asked. The figures are made three days after the last day."
    return "The leads have not been asked yet."


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
