"""A survey from before the programme, as its forms exported it, brought in; its mapping is kept for the next file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import Final

from belonging.instruments.load import load
from belonging.instruments.model import Instrument
from belonging.simulation import AnswerRow, Pilot, SimulatedSchool, simulate_school
from belonging.web.base.scope import programme_scope
from belonging.web.cli.loading.people import Team
from belonging.web.cli.loading.stage import Stage
from belonging.web.cli.loading.story import Story
from belonging.web.findings.services import fix_plans
from belonging.web.imports.queries import mapping_of
from belonging.web.imports.rules.mapping import SurveyMapping
from belonging.web.imports.services.bringing import Terms, bring_due, confirm_survey, look_through
from belonging.web.imports.services.uploads import NewUpload, keep_upload, read_file, say_mapping
from belonging.web.programme.rules.planning import Window

SCHOOLS, PUPILS = 2, 24
"""Fewer than ten schools: each has its report, and the programme's says why it shows nothing."""
PUPIL: Final = "pupil_v1"
AGREED_BY: Final = "Eastreach Schools Network (made up), J. Ahmed"
MAPPING: Final = "The network’s Google form"
ASKED: Final = ("Timestamp", "Email address", "Which school do you go to?", "What year are you in?", "Gender")


def tell_of_past_survey(story: Story, moment: datetime, stage: Stage, pilot: Pilot) -> None:
    """Of the last schools that stayed. Results come with the next release, so tell of it before one."""
    asked = [each for each in pilot.schools if not each.dropped_out][-SCHOOLS:]
    first = date(stage.cohort.starts_on.year - 1, 11, 11)
    window = Window(first, first.replace(day=22))
    story.then(moment, partial(_bring, _exported(asked, window, pilot.seed), window, stage.team))


def _bring(content: bytes, window: Window, team: Team, now: datetime) -> None:
    table = read_file(name="responses.csv", content=content, instrument=PUPIL)
    with programme_scope("a past survey is brought in"):
        upload = keep_upload(upload=NewUpload(PUPIL, table), actor=team.manager, now=now)
        said = SurveyMapping(**{**mapping_of(upload).plain(), "one_wave": "baseline"})
        say_mapping(upload=upload, mapping=said, actor=team.manager, now=now)
        name = f"Autumn survey {window.opens_on.year}"
        terms = Terms(name, {"baseline": window}, AGREED_BY, now.date(), MAPPING)
        confirm_survey(upload=upload, looked=look_through(upload), terms=terms, actor=team.manager, now=now)
    fix_plans(now=now)
    bring_due(now=now)


def _exported(schools: Sequence[SimulatedSchool], window: Window, seed: int) -> bytes:
    """As Google Forms writes it: a time and an address first, and the statements as a grid."""
    written, instrument = io.StringIO(), load(PUPIL)
    writer = csv.writer(written)
    writer.writerow([*ASKED, *(f"How true is this? [{item.wording['standard']}]" for item in instrument.items)])
    for place, school in enumerate(schools):
        rows = simulate_school(seed + 50 + place, school.setting, PUPILS, "baseline", "pupil", school.key)
        writer.writerows(_lines(rows, school.name, window.opens_on, instrument))
    return written.getvalue().encode()


def _lines(rows: Sequence[AnswerRow], school: str, day: date, instrument: Instrument) -> Iterator[list[str]]:
    for number, row in enumerate(rows, start=1):
        gender = {"girl": "Girl", "boy": "Boy", "another": "Other"}.get(row.gender or "", "Prefer not to say")
        told = [f"{day:%Y/%m/%d} 9:{number:02}:00 am GMT", f"pupil{number}@school.example", school]
        year = "Not by year" if row.year_group == "X" else f"Year {row.year_group}"
        yield [*told, year, gender, *_chosen(row, instrument)]


def _chosen(row: AnswerRow, instrument: Instrument) -> Iterator[str]:
    for item in instrument.items:
        labels = {option.code: str(option.label) for option in item.scale.options}
        yield labels.get(row.answers.get(item.key, -1), "")
