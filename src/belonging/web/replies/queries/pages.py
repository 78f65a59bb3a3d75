"""The pages of a school, the day on which they are promised, and those that are late."""

from __future__ import annotations

from datetime import date

from belonging.web.base.scope import programme_scope
from belonging.web.enrolment.models import SchoolWave
from belonging.web.findings.models import Release
from belonging.web.findings.rules import in_time
from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Edition, Line, Page
from belonging.web.replies.queries.lateness import LatePage, held_pages, late_pages
from belonging.web.schools.models import School

__all__ = [
    "LatePage",
    "held_pages",
    "late_pages",
    "lines_of",
    "page_at",
    "page_in",
    "pages_of",
    "promised_day",
    "promised_days",
    "public_page",
    "waves_released",
]

TOLD_AUDIENCES = ("pupil", "parent")
"""Whose answers the pages tell. What staff said is not told here."""
_ORDER = {edition.value: at for at, edition in enumerate(Edition)}


def pages_of(school: School, cohort: Cohort) -> list[Page]:
    """The latest wave first, in it pupils, younger pupils, families."""
    found = Page.objects.filter(school=school, cohort=cohort).select_related("school", "cohort")
    places = {wave: at for at, wave in enumerate(in_time({page.wave for page in found}))}
    return sorted(found, key=lambda page: (-places[page.wave], _ORDER[page.edition]))


def page_in(school: School, cohort_slug: str, wave: str, edition: str) -> Page | None:
    found = Page.objects.filter(school=school, cohort__slug=cohort_slug, wave=wave, edition=edition)
    return found.select_related("school", "cohort").first()


def page_at(school: School, cohort: Cohort, wave: str, edition: str) -> Page | None:
    return Page.objects.filter(school=school, cohort=cohort, wave=wave, edition=edition).first()


def lines_of(page: Page) -> list[Line]:
    return list(Line.objects.filter(page=page).select_related("action"))


def public_page(token: str) -> Page | None:
    """Whatever its state, with its school. Outside any scope: the address is the permission."""
    with programme_scope("said and done: a public page"):
        return Page.objects.filter(token=token).select_related("school", "cohort").first()


def promised_day(school: School, cohort: Cohort, wave: str) -> date | None:
    """The day that the letter to parents named: the school's own, else the cohort's."""
    own = SchoolWave.objects.filter(school=school, cohort=cohort, wave=wave).first()
    return cohort.results_on if own is None else own.results_on


def promised_days(school: School, cohort: Cohort) -> dict[str, date | None]:
    """By wave: those that the school has taken days for, and those that the cohort plans."""
    own = dict(SchoolWave.objects.filter(school=school, cohort=cohort).values_list("wave", "results_on"))
    planned = cohort.waves.values_list("wave", flat=True)
    return {wave: own.get(wave, cohort.results_on) for wave in in_time({*own, *planned})}


def waves_released(school: School, cohort: Cohort) -> tuple[str, ...]:
    """Waves of which anything that these pages tell has been released to the school, in their order."""
    found = Release.objects.filter(school=school, cohort=cohort, audience__in=TOLD_AUDIENCES)
    return in_time({waves.split("+")[-1] for waves in found.values_list("waves", flat=True)})
