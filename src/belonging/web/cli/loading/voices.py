"""Pupils who can use no edition: three schools of the pilot listened to theirs, and the visitor's school does now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.calendar import LONDON, SchoolYear
from belonging.web.cli.loading.diaries import Diary
from belonging.web.cli.loading.people import Team
from belonging.web.cli.loading.stage import Stage
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term
from belonging.web.cli.loading.voices_words import AT_PLAY, CORRIDOR, DINING_HALL, IN_A_RING, OBJECTS, OTHERWISE
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.voice.models import VoiceRecord
from belonging.web.voice.rules.listening import View
from belonging.web.voice.services.records import Account, Of, Second, confirm_record, write_record

AGREES: Final = Second(View.AGREES, "", shared=True)
LATER: Final = timedelta(days=2, hours=3)
IN_THE_PILOT: Final = (
    (("special", "alternative_provision"), OBJECTS, AGREES),
    (("secondary",), CORRIDOR, Second(View.OTHERWISE, OTHERWISE, shared=True)),
    (("primary", "all_through"), DINING_HALL, AGREES),
)
"""Of the first school of such a setting: what it wrote, and what the second person said."""


def listen_in_the_pilot(stage: Stage, year: SchoolYear) -> Diary:
    """At the start of December, when plans are made and things have calmed down."""
    listened: set[int] = set()
    began = datetime.combine(date(year.autumn, 12, 1), time(15, 30), tzinfo=LONDON)
    for days, (settings, account, second) in enumerate(IN_THE_PILOT):
        there = _first(stage, settings, listened)
        if there is None:
            continue
        school, writer, reader = there
        listened.add(school.pk)
        yield from _kept(
            school, Of(stage.cohort, "baseline"), account, second, (writer, reader), began + 5 * days * LATER
        )


def tell_of_voices(story: Story, term: Term, school: School, cohort: Cohort, team: Team) -> None:
    """The SENCO's record of the first wave is confirmed; the one of now waits for the lead."""
    made: list[VoiceRecord] = []
    story.then(term.ago(18, 15, 20), partial(_write, school, Of(cohort, "baseline"), IN_A_RING, team.senco, made))
    story.then(term.ago(16, 8, 30), lambda now: _confirm(school, made[0], AGREES, team.own_lead, now))
    story.then(term.ago(1, 15, 10), partial(_write, school, Of(cohort, "endline"), AT_PLAY, team.senco, made))


def _first(stage: Stage, settings: tuple[str, ...], listened: set[int]) -> tuple[School, str, str] | None:
    """The school with its SENCO and its lead; one where these are two people and which takes part."""
    for key, school in stage.schools.items():
        circle = stage.circles[key]
        if school.setting in settings and school.pk not in listened and circle.lead.pk != circle.senco.pk:
            return school, str(circle.senco.pk), str(circle.lead.pk)
    return None


def _kept(
    school: School, of: Of, account: Account, second: Second, people: tuple[str, str], moment: datetime
) -> Iterator[datetime]:
    writer, reader = people
    made: list[VoiceRecord] = []
    yield moment
    _write(school, of, account, writer, made, moment)
    yield moment + LATER
    _confirm(school, made[0], second, reader, moment + LATER)


def _write(school: School, of: Of, account: Account, writer: str, made: list[VoiceRecord], now: datetime) -> None:
    with school_scope(school.pk):
        made.append(write_record(school=school, of=of, account=account, actor=writer, now=now))


def _confirm(school: School, record: VoiceRecord, second: Second, reader: str, now: datetime) -> None:
    with school_scope(school.pk):
        confirm_record(record=record, second=second, actor=reader, now=now)
