"""The plans of a cohort's schools together, in a programme-wide scope; the number of queries does not grow with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest

from belonging.evaluation.released import Findings
from belonging.web.actions.models import Action, Status
from belonging.web.actions.queries.outcomes import opened_in, read
from belonging.web.actions.queries.plan import last_heard
from belonging.web.actions.rules.across import Planned
from belonging.web.actions.rules.outcomes import Came
from belonging.web.actions.rules.stalling import OPEN, QUIET_SCHOOL_DAYS, is_overdue, is_quiet
from belonging.web.audit.models import OwnStatement
from belonging.web.audit.queries.editions import current_edition
from belonging.web.audit.rules.heard import StoredFindings, newest_of_each
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendars_of
from belonging.web.schools.rules.calendar import Calendar

OVERDUE, QUIET = "overdue", "quiet"
NO_AREA = ""


def plans_across(cohort: Cohort, today: date, *, schools: Collection[int] | None = None) -> list[Planned]:
    """Every action of the cohort's schools, or of those named."""
    heard = Greatest("created_at", Coalesce(Max("updates__at"), "created_at"))
    planned = Action.objects.filter(cohort=cohort).order_by("school_id", "number").annotate(heard_at=heard)
    actions = list(planned if schools is None else planned.filter(school__in=schools))
    calendars, areas, came = _calendars(actions, today), _areas(actions), _came(cohort, actions)
    return [
        Planned(
            school=action.school_id,
            status=action.status,
            is_open=action.status in OPEN,
            late=_late(action, today, calendars),
            area=areas.get((action.school_id, action.statement), areas.get((None, action.statement), NO_AREA)),
            who_for=action.who_for,
            measured=bool(action.measure_item),
            came=came.get(action.pk, ""),
        )
        for action in actions
    ]


def _late(action: Action, today: date, calendars: Mapping[int, Calendar]) -> str:
    if is_overdue(action, today):
        return OVERDUE
    calendar = calendars.get(action.school_id)
    if calendar and is_quiet(action, last_heard(action), today, calendar.school_days_between):
        return QUIET
    return ""


def _calendars(actions: Iterable[Action], today: date) -> dict[int, Calendar]:
    """Of the schools with an action that may have gone quiet: the others' are not asked for."""
    silent = {
        action.school_id
        for action in actions
        if action.status in OPEN and (today - last_heard(action)).days >= QUIET_SCHOOL_DAYS
    }
    return calendars_of(School.objects.filter(pk__in=silent))


def _areas(actions: Iterable[Action]) -> dict[tuple[int | None, str], str]:
    """The area of each statement; of a school's own, under the school's id."""
    found: dict[tuple[int | None, str], str] = {
        (None, statement.key): statement.area for statement in current_edition().statements
    }
    named = {action.statement for action in actions if action.statement and (None, action.statement) not in found}
    own = OwnStatement.objects.filter(key__in=named).values_list("school_id", "key", "area")
    return found | {(school, key): area for school, key, area in own}


def _came(cohort: Cohort, actions: Iterable[Action]) -> dict[int, str]:
    """By action, where its measure was asked again; one school's findings are read at a time."""
    asked: defaultdict[int, list[Action]] = defaultdict(list)
    for action in actions:
        if action.measure_item and action.status not in (Status.PROPOSED, Status.STOPPED):
            asked[action.school_id].append(action)
    own: dict[int, list[StoredFindings]] = defaultdict(list)
    found: dict[int, str] = {}
    opened = opened_in(cohort.pk)
    for release in _newest(cohort, asked):
        if release.school_id is not None:
            own[release.school_id].append(
                StoredFindings(release.pk, release.released_at, Findings.from_json(release.findings))
            )
    for school, measured in asked.items():
        voices = newest_of_each(own.pop(school, []))
        for action in measured:
            said = read(action, voices, opened)
            if said.reading is not Came.NOT_YET:
                found[action.pk] = said.reading
    return found


def _newest(cohort: Cohort, schools: Iterable[int]) -> Iterable[Release]:
    """Of each school and audience the release made last."""
    made = Release.objects.filter(cohort=cohort, school_id__in=list(schools)).order_by("released_at", "pk")
    newest = {(school, audience): pk for school, audience, pk in made.values_list("school_id", "audience", "pk")}
    return Release.objects.filter(pk__in=list(newest.values())).iterator(chunk_size=20)
