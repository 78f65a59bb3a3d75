"""Cohorts, what is planned for them, and what is still missing before one can open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from belonging.instruments.load import load
from belonging.web.programme.models import Cohort, CohortQuestionnaire
from belonging.web.programme.queries.permissions import permission_recorded
from belonging.web.programme.rules.forecast import Need, Size, comments_fit, forecast
from belonging.web.programme.rules.planning import WAVES, Window, gap_in_waves, window_faults

SCHOOLS_WHERE_UNSAID = 10
MONTHS_WHERE_UNSAID = 18


@dataclass(frozen=True, slots=True)
class Planned:
    """One questionnaire in one wave, as every school of the cohort holds it."""

    wave: str
    instrument: str
    entrance: str
    slip_facts: tuple[str, ...]


def cohort_by_slug(slug: str) -> Cohort | None:
    return Cohort.objects.filter(slug=slug).first()


def cohorts() -> list[Cohort]:
    """Every cohort, the latest first."""
    return list(Cohort.objects.all())


def windows_of(cohort: Cohort) -> dict[str, Window]:
    """The first and last day of each wave that is planned, in the order of the waves."""
    held = {each.wave: Window(each.opens_on, each.closes_on) for each in cohort.waves.all()}
    return {wave: held[wave] for wave in WAVES if wave in held}


def wave_window(cohort: Cohort, wave: str) -> tuple[date, date] | None:
    """The first and the last day of the wave; None where it is not planned."""
    window = windows_of(cohort).get(wave)
    return None if window is None else (window.opens_on, window.closes_on)


def planned_questionnaires(cohort: Cohort) -> list[Planned]:
    """What each school of the cohort holds, wave by wave; empty for a cohort that was made without a plan."""
    asked = list(cohort.questionnaires.all())
    return [
        Planned(wave, each.instrument, each.entrance, tuple(each.slip_facts))
        for wave in WAVES
        for each in asked
        if wave in each.waves
    ]


def cohort_size(cohort: Cohort, *, schools: int = 0) -> Size:
    """What the forecast counts with: the places, or the schools already in where these are more."""
    return Size(
        schools=max(cohort.places or SCHOOLS_WHERE_UNSAID, schools),
        waves=len(cohort.waves.all()),
        months=_months(cohort),
        languages=len(cohort.languages),
        comments_on=cohort.comments_on,
    )


def forecast_of(cohort: Cohort, *, schools: int = 0) -> tuple[Need, ...]:
    size = cohort_size(cohort, schools=schools)
    return forecast(size, changed=cohort.assumptions, stated=cohort.stated_hours)


def comments_may_be_on(cohort: Cohort, *, schools: int = 0) -> bool:
    """Whether the hours that the comment readers have are enough for this cohort's comments."""
    size = cohort_size(cohort, schools=schools)
    return comments_fit(size, changed=cohort.assumptions, stated=cohort.stated_hours)


def planning_gaps(cohort: Cohort) -> list[str]:
    """What has to be done before the cohort can open, in sentences; empty when it can."""
    return list(_gaps(cohort))


def _gaps(cohort: Cohort) -> Iterator[str]:
    windows = windows_of(cohort)
    if cohort.ends_on is None:
        yield "Choose the day on which the cohort ends."
    if gap_in_waves(windows):
        yield gap_in_waves(windows)
    for wave, fault in window_faults(windows, starts_on=cohort.starts_on, ends_on=cohort.ends_on).items():
        yield f"{wave.capitalize()}: {fault}"
    if cohort.results_on is None:
        yield "Choose the day on which pupils and families hear the results. It is printed in the letter to parents."
    elif windows and cohort.results_on <= max(window.closes_on for window in windows.values()):
        yield "Results can be told only after the last wave has closed. Please choose a later day for them."
    if cohort.places is None:
        yield "Say how many schools the cohort has room for."
    asked = list(cohort.questionnaires.all())
    if not asked:
        yield "Choose the questionnaires."
    yield from _questionnaire_gaps(cohort, asked, set(windows))
    if cohort.comments_on and not comments_may_be_on(cohort):
        yield "Comments are on, and the comment readers' hours do not cover them. State more hours, or switch them off."


def _questionnaire_gaps(cohort: Cohort, asked: list[CohortQuestionnaire], held: set[str]) -> Iterator[str]:
    for each in asked:
        instrument = load(each.instrument)
        if not set(each.waves) & held:
            yield f"“{instrument.title}” is asked in no wave that has its days. Choose its waves."
        if instrument.rights.permission_needed and not cohort.is_demo and not permission_recorded(each.instrument):
            yield (
                f"The wording of “{instrument.title}” is not ours, and nobody has recorded that it may be used. "
                "Record the permission under “Wordings that are not ours”."
            )


def _months(cohort: Cohort) -> int:
    if cohort.ends_on is None:
        return MONTHS_WHERE_UNSAID
    days = (cohort.ends_on - cohort.starts_on).days
    return max(round(days / 30.44), 1)
