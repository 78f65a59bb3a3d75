"""The programme's home: every school with the state of each of its rounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from belonging.web.home.presenters.words import AUDIENCE_ORDER, AUDIENCES, WAVE_ORDER, counted, listed, short_day
from belonging.web.home.queries import RoundSight, SchoolSight
from belonging.web.programme.models import Cohort, Wave
from belonging.web.surveys.models import State
from belonging.web.ui.components import Table, element

AUDIENCES_MID = {audience: name.lower() for audience, name in AUDIENCES.items()}


@dataclass(frozen=True, slots=True)
class Reader:
    """What the signed-in person may see here. `own` are the slugs of schools whose pages are theirs too."""

    by_name: bool
    reads_report: bool
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CohortHome:
    """`report` is the address of the programme's report; empty where there is none, or not for this reader."""

    name: str
    summary: str
    schools: tuple[Table, ...]
    left: str
    report: str
    report_state: str


def cohort_home(cohort: Cohort, schools: list[SchoolSight], *, released: bool, reader: Reader) -> CohortHome:
    staying = [school for school in schools if not school.has_left]
    if not reader.by_name:
        staying.sort(key=lambda school: (len(school.mask), school.mask))
    report = reverse("reports:programme", args=[cohort.slug]) if released and reader.reads_report else ""
    return CohortHome(
        name=cohort.name,
        summary=_summary(cohort, staying),
        schools=tuple(_tables(staying, reader)),
        left=_left([school for school in schools if school.has_left], reader),
        report=report,
        report_state=_report_state(released, reader),
    )


def _summary(cohort: Cohort, staying: list[SchoolSight]) -> str:
    number = "1 school" if len(staying) == 1 else f"{len(staying)} schools"
    rounds = [sight.round for school in staying for sight in school.rounds]
    sealed = sum(round_.state == State.SEALED for round_ in rounds)
    return f"{number}, since {short_day(cohort.starts_on)}. {sealed} of {len(rounds)} questionnaires are sealed."


def _report_state(released: bool, reader: Reader) -> str:
    if not released:
        return "The programme report is made when enough schools have sealed their answers."
    return "" if reader.reads_report else "The programme report is out; your role does not read it."


def _left(gone: list[SchoolSight], reader: Reader) -> str:
    if not gone:
        return ""
    if not reader.by_name:
        return "1 school left the programme." if len(gone) == 1 else f"{len(gone)} schools left the programme."
    names = listed([school.school.name for school in gone])
    return f"{names} left the programme."


def _tables(staying: list[SchoolSight], reader: Reader) -> Iterator[Table]:
    """One table for each wave that has a round."""
    present = {sight.round.wave for school in staying for sight in school.rounds}
    for wave in reversed([wave for wave in WAVE_ORDER if wave in present]):
        held = [sight.round for school in staying for sight in school.rounds if sight.round.wave == wave]
        sealed = all(round_.state == State.SEALED for round_ in held)
        caption = f"{Wave(wave).label}: all questionnaires are sealed" if sealed else Wave(wave).label
        yield Table(
            caption=caption,
            head=("School", *(AUDIENCES[audience] for audience in AUDIENCE_ORDER)),
            rows=[_row(school, wave, reader, counts_alone=sealed) for school in staying],
        )


def _row(school: SchoolSight, wave: str, reader: Reader, *, counts_alone: bool) -> tuple[object, ...]:
    by_audience = {sight.round.audience: sight for sight in school.rounds if sight.round.wave == wave}
    say = _count if counts_alone else _state
    return (_named(school, reader), *(say(by_audience.get(audience)) for audience in AUDIENCE_ORDER))


def _named(school: SchoolSight, reader: Reader) -> object:
    if not reader.by_name:
        return f"School {school.mask}"
    if school.school.slug not in reader.own:
        return school.school.name
    href = reverse("home:school", args=[school.school.slug])
    return element("a", {"class": "govuk-link", "href": href}, school.school.name)


def _count(sight: RoundSight | None) -> str:
    return "Not planned" if sight is None else counted(sight.answered)


def _state(sight: RoundSight | None) -> str:
    if sight is None:
        return "Not planned"
    state = State(sight.round.state)
    if state == State.DRAFT:
        return state.label
    return f"{state.label}: {counted(sight.answered).lower()}"
