"""Sealed rows as a research pack takes them: those that the programme's release counted, made coarse."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import polars as pl
from django.conf import settings as configured

from belonging.evaluation.coarsening import COARSE_FROM, Coarsened, coarsen, raw_columns, with_facts
from belonging.evaluation.groups import ONCE
from belonging.evaluation.released import Findings
from belonging.instruments.load import load
from belonging.instruments.model import Instrument
from belonging.web.findings.models import Release
from belonging.web.packs.models import Detail
from belonging.web.packs.rules.keyed import row_order
from belonging.web.schools.queries import settings_by_school
from belonging.web.surveys.models import Round, SealedAnswers
from belonging.web.surveys.rules.sealed_rows import COLUMNS

Record = dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Rows:
    """One audience's coarsened rows. `made.frame` has schools by their ids; nobody outside this process sees these."""

    instrument: Instrument
    release: Release
    made: Coarsened

    @property
    def findings(self) -> Findings:
        return Findings.from_json(self.release.findings)

    def as_answers(self) -> Mapping[str, list[object]]:
        """As the engine takes rows."""
        return raw_columns(self.instrument, self.made.frame)


def coarse_rows(release: Release, detail: Detail) -> Rows:
    """In a programme-wide scope. Which rows give up facts for others is decided once and for all, by a secret key:
    two packs of a cohort tell no more than one. The order in which the rows stand is drawn anew each time.
    """
    instrument = load(release.instrument)
    already = COARSE_FROM if detail is Detail.COARSE else 0
    made = coarsen(with_facts(instrument, frame_of(instrument, release.cohort_id, release.rounds)), already=already)
    order = list(range(made.frame.height))
    secrets.SystemRandom().shuffle(order)
    return Rows(instrument, release, replace(made, frame=made.frame[order]))


def frame_of(instrument: Instrument, cohort: int, rounds: Iterable[int]) -> pl.DataFrame:
    """The sealed rows of these rounds, in the order that decides which of them give up facts."""
    found = SealedAnswers.objects.filter(round__in=list(rounds)).select_related("round")
    pepper = configured.BELONGING_PEPPER
    held = sorted(found.iterator(), key=lambda row: row_order(cohort, row.key, pepper=pepper))
    return as_frame(instrument, held)


def as_frame(instrument: Instrument, rows: Iterable[SealedAnswers]) -> pl.DataFrame:
    """Sealed rows, each with its round, as they stand."""
    settings = settings_by_school()
    records = [_record(instrument, row, settings) for row in rows]
    texts = dict.fromkeys(_names(instrument), pl.String)
    codes = {item.key: pl.Int8 for item in instrument.items}
    return pl.DataFrame(records, schema={**texts, **codes})


def _names(instrument: Instrument) -> list[str]:
    asked = [question.fact for question in instrument.about_me if question.fact not in COLUMNS]
    facts = ("year_group", "gender", "sen", "language", "edition", "help", "way")
    return ["school", "wave", "setting", *facts, *asked]


def _record(instrument: Instrument, row: SealedAnswers, settings: Mapping[int, str]) -> Record:
    record: Record = {
        "school": row.round.occasion or str(row.school_id),
        "wave": row.round.wave or ONCE,
        "setting": None if row.round.is_occasion else settings[row.round.host_id],
        "year_group": row.year_group or None,
        "gender": row.gender or row.sex or None,
        "sen": row.sen or None,
        "language": row.language or None,
        "edition": row.edition or None,
        "help": row.help or "none",
        "way": row.way or None,
    }
    for question in instrument.about_me:
        if question.fact not in COLUMNS:
            record[question.fact] = question.value_of(row.answers.get(question.key))
    return record | {item.key: row.answers.get(item.key) for item in instrument.items}


def rolls_of(release: Release) -> dict[tuple[str, str], int]:
    """How many were on roll, by school and wave, as the release was made with them."""
    rounds: list[Round] = list(Round.objects.filter(pk__in=release.rounds))
    return {(str(each.school_id), each.wave): each.roll for each in rounds if each.roll is not None}
