"""Bringing a mapped survey in: first its cohort and drafts, then, once the worker has fixed the plan, its answers."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from belonging.instruments.choices import STANDARD
from belonging.instruments.load import load
from belonging.instruments.model import Instrument
from belonging.web.base.scope import programme_scope
from belonging.web.imports.errors import NotBrought
from belonging.web.imports.models import BroughtSurvey, Upload
from belonging.web.imports.queries import mapping_of, table_of, uploads_confirmed
from belonging.web.imports.services.child import done_by_child
from belonging.web.imports.services.mappings import save_mapping
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries import permission_recorded
from belonging.web.programme.rules.planning import Window
from belonging.web.programme.services.brought import PastSurvey, bring_cohort, settle_schools
from belonging.web.schools.models import School
from belonging.web.surveys.models import Entrance, Round
from belonging.web.surveys.rules.sealed_rows import COLUMNS, SealedRow
from belonging.web.surveys.services.brought import seal_brought
from belonging.web.surveys.services.rounds import plan_round

ACTOR = "imports"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Looked:
    """What would come in. `rows`: our columns and item keys; `left`: (row in the file, why)."""

    rows: Sequence[Row]
    left: Sequence[tuple[int, str]]

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        """Rows by (school's id as text, wave)."""
        return Counter((row["school"], row["wave"]) for row in self.rows)

    @property
    def waves(self) -> set[str]:
        return {row["wave"] for row in self.rows}


@dataclass(frozen=True, slots=True)
class Terms:
    """The survey's name, the days of each wave, and who agreed on which day that its answers are used here.

    `save_as`: the name under which the mapping is kept for the next file; empty where it is not.
    """

    name: str
    windows: Mapping[str, Window]
    agreed_by: str
    agreed_on: date
    save_as: str = ""


def look_through(upload: Upload) -> Looked:
    """Every row as it would come in, by the child process. Raises ImportRefused with the row and what to do."""
    given = {"table": asdict(table_of(upload)), "mapping": mapping_of(upload).plain()}
    said = done_by_child("rows", upload.instrument, content=json.dumps(given).encode())
    return Looked(said["rows"], [(number, why) for number, why in said["left"]])


@transaction.atomic
def confirm_survey(*, upload: Upload, looked: Looked, terms: Terms, actor: str, now: datetime) -> BroughtSurvey:
    """Make the cohort and its drafts, and write down who agreed. Raises NotBrought, CohortExists, ImportRefused."""
    held = Upload.objects.select_for_update().get(pk=upload.pk)
    if held.survey_id is not None:
        raise NotBrought("This survey is being brought in already.")
    past = _past(held, looked, terms)
    instrument = load(held.instrument)
    if instrument.rights.permission_needed and not past.is_demo and not permission_recorded(held.instrument):
        raise NotBrought(
            f"The wording of “{instrument.title}” is not ours, and nobody has recorded that it may be used. The "
            "programme manager records it under “Wordings that are not ours”."
        )
    if terms.save_as:
        save_mapping(upload=held, name=terms.save_as, actor=actor, now=now)
    cohort = bring_cohort(past=past, actor=actor, now=now)
    _plan(cohort, past, actor, now)
    held.survey = BroughtSurvey.objects.create(
        cohort=cohort,
        instrument=held.instrument,
        tool=held.tool,
        agreed_by=terms.agreed_by,
        agreed_on=terms.agreed_on,
        kept=len(looked.rows),
        left_out=len(looked.left),
        confirmed_by=actor,
        confirmed_at=now,
    )
    held.save(update_fields=["survey"])
    details = {"cohort": cohort.pk, "kept": len(looked.rows), "left": len(looked.left), "agreed": str(terms.agreed_on)}
    record_act(act=Act("survey-confirmed", f"survey:{held.survey.pk}", details), actor=actor, now=now)
    return held.survey


def surveys_confirmed() -> bool:
    """Whether one waits to be sealed. Outside any scope."""
    with programme_scope("imports: is there a survey to bring in"):
        return uploads_confirmed().exists()


def bring_due(*, now: datetime) -> int:
    """Seal what was confirmed, once its plan is fixed; how many surveys. Outside any scope, safe to run twice.

    The caller fixes plans first: a plan is fixed while there is nothing to look at.
    """
    with programme_scope("imports: bring surveys in"):
        waiting = list(uploads_confirmed())
    failures = list[Exception]()
    for upload in waiting:
        try:
            with programme_scope("imports: bring a survey in"):
                seal_survey(upload=upload, looked=look_through(upload), now=now)
        except Exception as error:  # noqa: BLE001  # one survey's fault must not keep the others waiting
            error.add_note(f"upload {upload.pk}, to be brought in")
            failures.append(error)
    if failures:
        raise ExceptionGroup("Some surveys could not be brought in", failures)
    return len(waiting)


@transaction.atomic
def seal_survey(*, upload: Upload, looked: Looked, now: datetime) -> None:
    """Its rounds, each shuffled under random keys, and nothing left of the file. In a programme-wide scope."""
    held = Upload.objects.select_for_update(of=("self",)).select_related("survey__cohort").filter(pk=upload.pk).first()
    if held is None or held.survey is None:
        return
    survey, instrument = held.survey, load(held.instrument)
    windows = {each.wave: (each.opens_on, each.closes_on) for each in survey.cohort.waves.all()}
    rows: defaultdict[tuple[str, str], list[SealedRow]] = defaultdict(list)
    for row in looked.rows:
        rows[row["school"], row["wave"]].append(_sealed(row, instrument))
    for round_ in Round.objects.filter(cohort=survey.cohort).select_related("school"):
        brought = rows[str(round_.host_id), round_.wave]
        seal_brought(round_=round_, rows=brought, held=windows[round_.wave], actor=survey.confirmed_by, now=now)
    survey.brought_at = now
    survey.save(update_fields=["brought_at"])
    record_act(act=Act("survey-brought", f"survey:{survey.pk}", {"rows": len(looked.rows)}), actor=ACTOR, now=now)
    held.delete()


def _past(upload: Upload, looked: Looked, terms: Terms) -> PastSurvey:
    lacking = looked.waves - set(terms.windows)
    if lacking:
        raise NotBrought(f"Say on which days the {min(lacking)} was held.")
    waves: defaultdict[str, set[str]] = defaultdict(set)
    for school, wave in looked.counts:
        waves[school].add(wave)
    schools = School.objects.in_bulk([int(each) for each in waves])
    named = sorted(schools.values(), key=lambda school: school.name)
    return PastSurvey(
        name=terms.name,
        instrument=upload.instrument,
        windows={wave: terms.windows[wave] for wave in terms.windows if wave in looked.waves},
        schools=[(school, frozenset(waves[str(school.pk)])) for school in named],
    )


def _plan(cohort: Cohort, past: PastSurvey, actor: str, now: datetime) -> None:
    for school, waves in past.schools:
        for wave in waves:
            plan_round(
                school=school,
                cohort=cohort,
                wave=wave,
                instrument=past.instrument,
                entrance=Entrance.OPEN_LINK,
                actor=actor,
                now=now,
            )
    settle_schools(cohort=cohort, past=past)


def _sealed(row: Row, instrument: Instrument) -> SealedRow:
    codes = {item.key: row[item.key] for item in instrument.items if row[item.key] is not None}
    for question in instrument.about_me:
        if question.fact not in COLUMNS and row.get(question.fact):
            codes[question.key] = next(each.code for each in question.options if each.value == row[question.fact])
    return SealedRow(
        answers=codes,
        year_group=row.get("year_group") or "",
        sex="",
        sen=row.get("sen") or "",
        gender=row.get("gender") or "",
        edition=STANDARD,
        language="",
        help="",
        way="",
    )
