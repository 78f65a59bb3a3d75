"""How many have answered in each school of a cohort, wave by wave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from belonging.web.home.presenters.words import AUDIENCE_ORDER, AUDIENCES, WAVE_ORDER, counted
from belonging.web.home.queries import RoundSight, SchoolSight
from belonging.web.programme.models import Cohort, Wave
from belonging.web.surveys.models import State
from belonging.web.ui.components import Table, element

AUDIENCES_MID = {audience: name.lower() for audience, name in AUDIENCES.items()}


@dataclass(frozen=True, slots=True)
class Reader:
    """What the signed-in person may see here. `own` are the slugs of schools whose pages are theirs too."""

    by_name: bool
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CohortHome:
    name: str
    summary: str
    schools: tuple[Table, ...]


def cohort_home(cohort: Cohort, schools: list[SchoolSight], reader: Reader) -> CohortHome:
    """Those that have left are not listed: what they answered until then is theirs."""
    staying = [school for school in schools if not school.has_left]
    if not reader.by_name:
        staying.sort(key=lambda school: (len(school.mask), school.mask))
    return CohortHome(name=cohort.name, summary=_summary(staying), schools=tuple(_tables(staying, reader)))


def _summary(staying: list[SchoolSight]) -> str:
    rounds = [sight.round for school in staying for sight in school.rounds]
    sealed = sum(round_.state == State.SEALED for round_ in rounds)
    return f"{sealed} of {len(rounds)} questionnaires on this page are sealed."


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
