"""What the files of a plan rest on. In the school's scope."""

from __future__ import annotations

from collections import defaultdict

from belonging.web.actions.models import Ground
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School


def grounds_by_action(school: School, cohort: Cohort) -> dict[int, list[Ground]]:
    """The reasons of every action of the plan, by its id."""
    found: defaultdict[int, list[Ground]] = defaultdict(list)
    for ground in Ground.objects.filter(school=school, action__cohort=cohort).select_related("release"):
        found[ground.action_id].append(ground)
    return found
