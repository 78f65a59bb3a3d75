"""What may help a school most, by its own released findings and its own audit. In the school's scope."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.web.actions.queries.needs import needs_of
from belonging.web.actions.rules.suggestions import Need
from belonging.web.audit.queries.audits import cohort_of
from belonging.web.audit.queries.voices import voices_of
from belonging.web.hub.models import Resource
from belonging.web.hub.queries.resources import published
from belonging.web.schools.models import School, Setting

MOST = 4
PHASES_OF: dict[str, frozenset[str]] = {
    Setting.PRIMARY: frozenset({"primary"}),
    Setting.SECONDARY: frozenset({"secondary"}),
    Setting.ALL_THROUGH: frozenset({"primary", "secondary"}),
    Setting.SPECIAL: frozenset({"special"}),
    Setting.ALTERNATIVE_PROVISION: frozenset({"ap"}),
}


@dataclass(frozen=True, slots=True)
class Suggested:
    """`reason` says which finding, or which rating of the school's own, it answers."""

    resource: Resource
    reason: str


def for_school(school: School) -> list[Suggested]:
    """The best few; none where nothing is released and nothing rated.

    A resource stands by the weightiest need that it answers. Each need gives one before any gives two, so that one gap
    does not fill the list.
    """
    cohort = cohort_of(school)
    needs = needs_of(school, cohort, voices_of(school, cohort)) if cohort else []
    if not needs:
        return []
    phases = PHASES_OF.get(school.setting, frozenset())
    fitting = [each for each in published().order_by("slug") if not phases or phases & set(each.phases)]
    found: dict[int, Suggested] = {}
    for turn in range(2):
        for need in needs:
            best = _best(fitting, need, found)
            if best is not None and (turn or not _answered(need, found)):
                found[best.pk] = Suggested(best, need.words)
    return list(found.values())[:MOST]


def _best(fitting: list[Resource], need: Need, taken: dict[int, Suggested]) -> Resource | None:
    """The one that names the need first among what it helps with."""
    answers = [(_place(each, need), each.slug, each) for each in fitting if each.pk not in taken]
    known = [(place, slug, each) for place, slug, each in answers if place is not None]
    return min(known, key=lambda one: one[:2])[2] if known else None


def _answered(need: Need, found: dict[int, Suggested]) -> bool:
    return any(each.reason == need.words for each in found.values())


def _place(resource: Resource, need: Need) -> int | None:
    if need.statement:
        return resource.statements.index(need.statement) if need.statement in resource.statements else None
    item = f"{need.item[0]}_v1:{need.item[1]}"
    return resource.items.index(item) if item in resource.items else None
