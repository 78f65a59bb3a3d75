"""Where pupils and families were promised a page by a day, and it is not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from belonging.web.enrolment.models import SchoolWave
from belonging.web.programme.models import Cohort, CohortWave, Enrolment, Stage
from belonging.web.replies.models import Page, PageState
from belonging.web.replies.rules.editions import editions_for

Where = tuple[int, int]
"""School and cohort."""


@dataclass(frozen=True, slots=True)
class LatePage:
    """Pages of one wave of one school that were promised by a day and are not out. `editions` are those that share one
    reason, or have none.

    `reason` is what the school wrote about them, with `until` as their new day if it named one; empty where nothing is
    on record. `no_findings`: nothing has been released, so that there is nothing to tell yet.
    """

    school_id: int
    cohort_id: int
    wave: str
    promised: date
    editions: tuple[str, ...]
    reason: str
    until: date | None
    no_findings: bool


def late_pages(school_ids: Collection[int], cohort_ids: Collection[int], *, today: date) -> list[LatePage]:
    """Of schools that take part, by school and wave, those whose day has passed: by reason, pages without one last. In
    a scope that sees them; five queries, however many they are."""
    return [page for page in _not_out(school_ids, cohort_ids) if page.promised < today]


def held_pages(school_ids: Collection[int], cohort_ids: Collection[int], *, today: date) -> list[LatePage]:
    """As `late_pages`: those with a reason on record whose day is still to come."""
    return [page for page in _not_out(school_ids, cohort_ids) if page.promised >= today and page.reason]


def _not_out(school_ids: Collection[int], cohort_ids: Collection[int]) -> list[LatePage]:
    enrolled = Enrolment.objects.filter(
        school_id__in=school_ids, cohort_id__in=cohort_ids, stage=Stage.TAKING_PART
    ).values_list("school_id", "cohort_id", "school__setting")
    settings = {(school, cohort): setting for school, cohort, setting in enrolled}
    promised = _promised(settings, school_ids, cohort_ids)
    pages = _pages(school_ids, cohort_ids)
    return [
        late
        for (where, wave), day in sorted(promised.items())
        for late in _waiting(where, wave, day, settings[where], pages.get((where, wave), {}))
    ]


def _promised(
    settings: Collection[Where], school_ids: Collection[int], cohort_ids: Collection[int]
) -> dict[tuple[Where, str], date]:
    """The school's own days, and the cohort's where the school has taken none for a wave that is planned."""
    own = SchoolWave.objects.filter(school_id__in=school_ids, cohort_id__in=cohort_ids)
    days = {
        ((school, cohort), wave): day
        for school, cohort, wave, day in own.values_list("school_id", "cohort_id", "wave", "results_on")
        if (school, cohort) in settings
    }
    results = dict(Cohort.objects.filter(pk__in=cohort_ids).values_list("pk", "results_on"))
    waves: defaultdict[int, list[str]] = defaultdict(list)
    for cohort, wave in CohortWave.objects.filter(cohort_id__in=cohort_ids).values_list("cohort_id", "wave"):
        waves[cohort].append(wave)
    for where in settings:
        day = results.get(where[1])
        if day is not None:
            for wave in waves[where[1]]:
                days.setdefault((where, wave), day)
    return days


def _pages(school_ids: Collection[int], cohort_ids: Collection[int]) -> dict[tuple[Where, str], dict[str, Page]]:
    found: defaultdict[tuple[Where, str], dict[str, Page]] = defaultdict(dict)
    rows = Page.objects.filter(school_id__in=school_ids, cohort_id__in=cohort_ids)
    for page in rows.defer("shown", "opening", "closing"):
        found[(page.school_id, page.cohort_id), page.wave][page.edition] = page
    return found


def _waiting(where: Where, wave: str, day: date, setting: str, pages: dict[str, Page]) -> list[LatePage]:
    """One page's reason is no other's."""
    reasons: defaultdict[tuple[str, date | None], list[str]] = defaultdict(list)
    for edition in editions_for(setting):
        page = pages.get(edition.value)
        if page is not None and page.state == PageState.PUBLISHED:
            continue
        why = (page.withheld_because, page.due_on) if page is not None and page.withheld_because else ("", None)
        reasons[why].append(edition.value)
    unexplained_last = sorted(reasons.items(), key=lambda each: not each[0][0])
    return [
        LatePage(
            school_id=where[0],
            cohort_id=where[1],
            wave=wave,
            promised=day,
            editions=tuple(editions),
            reason=reason,
            until=until,
            no_findings=not pages,
        )
        for (reason, until), editions in unexplained_last
    ]
