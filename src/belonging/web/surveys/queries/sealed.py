"""Sealed answers, as the engine takes them. In a scope that sees their schools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from belonging.evaluation.groups import ONCE
from belonging.instruments.load import load
from belonging.instruments.model import Instrument
from belonging.web.programme.models import Cohort
from belonging.web.schools.queries import settings_by_school
from belonging.web.surveys.models import Round, SealedAnswers, SealedComment, State
from belonging.web.surveys.rules.sealed_rows import COLUMNS, SealedRow, digest_of

Columns = dict[str, list[str | int | None]]

HOW = ("edition", "help", "way")
"""How somebody answered: the engine tells editions apart and states the mix of all three."""


def sealed_columns(
    *,
    cohort: Cohort,
    audience: str,
    instrument: str,
    school_ids: Iterable[int] | None = None,
    waves: Iterable[str] | None = None,
) -> Columns:
    """Every sealed answer in the scope as columns of equal length, rows in the order of their random keys.

    Columns: school (the id as text), setting, wave, year_group, gender, sen, edition, help, way, other facts
    that the form asks (phase, role), then one per item with its option code. None: not stated, or unanswered.
    """
    asked = load(instrument)
    columns: Columns = {name: [] for name in _names(asked)}
    settings = settings_by_school()
    for row in _sealed(cohort, audience, instrument, school_ids, waves):
        record = _record(asked, row) | {"setting": settings[row.round.host_id]}
        for name, value in record.items():
            columns[name].append(value)
    return columns


def occasion_columns(rounds: Sequence[Round]) -> Columns:
    """The sealed answers of these rounds of occasions, as `sealed_columns` has them; `school` is the occasion.

    Call in a programme-wide scope. The engine's one wave of an occasion is `groups.ONCE`.
    """
    asked = load(rounds[0].instrument)
    columns: Columns = {name: [] for name in _names(asked) if name != "setting"}
    for row in SealedAnswers.objects.filter(round__in=list(rounds)).select_related("round").order_by("key").iterator():
        for name, value in _record(asked, row).items():
            columns[name].append(value)
    return columns


def sealing_is_whole(round_: Round) -> bool:
    """Whether the sealed rows are those that the digest was made of."""
    answers = SealedAnswers.objects.filter(round=round_)
    comments = SealedComment.objects.filter(round=round_)
    rows = [(row.key, _row_of(row)) for row in answers]
    return digest_of(rows, comments.values_list("key", "box", "text")) == round_.sealed_digest


def _sealed(
    cohort: Cohort, audience: str, instrument: str, school_ids: Iterable[int] | None, waves: Iterable[str] | None
) -> Iterator[SealedAnswers]:
    rows = SealedAnswers.objects.filter(
        round__cohort=cohort, round__audience=audience, round__instrument=instrument, round__state=State.SEALED
    )
    if school_ids is not None:
        rows = rows.filter(school_id__in=list(school_ids))
    if waves is not None:
        rows = rows.filter(round__wave__in=list(waves))
    return rows.select_related("round").order_by("key").iterator()


def _other_facts(asked: Instrument) -> list[str]:
    return [question.fact for question in asked.about_me if question.fact not in COLUMNS]


def _names(asked: Instrument) -> list[str]:
    return ["school", "setting", "wave", *COLUMNS, *HOW, *_other_facts(asked), *(item.key for item in asked.items)]


def _record(asked: Instrument, row: SealedAnswers) -> dict[str, str | int | None]:
    record: dict[str, str | int | None] = {
        "school": row.round.occasion or str(row.school_id),
        "wave": row.round.wave or ONCE,
        "year_group": row.year_group or None,
        "gender": row.gender or row.sex or None,
        "sen": row.sen or None,
        "edition": row.edition or None,
        "help": row.help,
        "way": row.way or None,
    }
    for question in asked.about_me:
        if question.fact not in COLUMNS:
            record[question.fact] = question.value_of(row.answers.get(question.key))
    return record | {item.key: row.answers.get(item.key) for item in asked.items}


def _row_of(row: SealedAnswers) -> SealedRow:
    return SealedRow(
        answers=row.answers,
        year_group=row.year_group,
        sex=row.sex,
        sen=row.sen,
        gender=row.gender,
        edition=row.edition,
        language=row.language,
        help=row.help,
        way=row.way,
    )
