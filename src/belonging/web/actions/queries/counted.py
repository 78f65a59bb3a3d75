"""The plans of many schools as they were last counted. In a programme-wide scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from belonging.web.actions.models import Action, CountedPlan
from belonging.web.actions.queries.across import plans_across
from belonging.web.actions.rules.across import Planned
from belonging.web.actions.rules.stalling import OPEN
from belonging.web.programme.models import Cohort

MOST_AT_ONCE: Final = 100
"""Plans of more schools are not read while somebody waits for the page: each school's findings take some 5 ms."""

Kept = list[tuple[str, str, str, str, bool, str]]
"""Of each action status, what is late, area, who for, whether there is a measure, what came of it."""


def plans_of_all(cohort: Cohort, today: date) -> list[Planned]:
    """As they are now; of more than a hundred schools as the worker counted them (`services/counting.py`)."""
    planning = Action.objects.filter(cohort=cohort).order_by().values_list("school").distinct()
    if len(planning[: MOST_AT_ONCE + 1]) <= MOST_AT_ONCE:
        return plans_across(cohort, today)
    counted = CountedPlan.objects.filter(cohort=cohort).order_by("school_id").values_list("school_id", "actions")
    return [action for school, actions in counted for action in _planned(school, actions)]


def kept(actions: Iterable[Planned]) -> Kept:
    """Of one school."""
    return [(one.status, one.late, one.area, one.who_for, one.measured, one.came) for one in actions]


def _planned(school: int, actions: Kept) -> Iterator[Planned]:
    """Called for 120,000 actions while somebody waits: nothing is done to the words."""
    for status, late, area, who_for, measured, came in actions:
        yield Planned(school, status, status in OPEN, late, area, who_for, measured, came)
