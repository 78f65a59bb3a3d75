"""One questionnaire of one school, from plan to seal, as a school would do it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from belonging.instruments.load import load
from belonging.instruments.model import Instrument
from belonging.simulation import AnswerRow
from belonging.web.cli.loading.calendar import Sitting
from belonging.web.cli.loading.tally import Tally
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import CommentState, Entrance, Round, Sharing
from belonging.web.surveys.rules.helping import Manner
from belonging.web.surveys.rules.rounds import known_facts
from belonging.web.surveys.services.answering import Submission, Wishes, key_of, record_response
from belonging.web.surveys.services.comments import Verdict, give_verdict, unread_comments
from belonging.web.surveys.services.rounds import close_round, open_round, plan_round
from belonging.web.surveys.services.sealing import seal_round
from belonging.web.surveys.services.slips import SlipOrder, issue_sets

ACTOR = "belonging demo"
INSTRUMENTS = {"pupil": "pupil_v1", "parent": "parent_v1", "staff": "staff_v1"}
SLIP_FACTS = ("year_group", "sen")
LONG_COMMENT = 75
UNUSED_OF = (4, 6, 5, 8)
"""One slip more for each so many pupils who answered, year group by year group: not everyone answers."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which school, in which cohort and wave. `roll`: everyone on roll, whether or not they got a slip."""

    school: School
    cohort: Cohort
    wave: str
    roll: int | None = None


def open_for_slips(place: Place, rows: Sequence[AnswerRow], sitting: Sitting) -> tuple[Round, dict[int, str]]:
    """An open pupil round with slips printed class by class, and the code of each row (by its index)."""
    round_ = plan_round(
        school=place.school, cohort=place.cohort, wave=place.wave, instrument=INSTRUMENTS["pupil"],
        entrance=Entrance.SLIPS, slip_facts=SLIP_FACTS, roll=place.roll, actor=ACTOR, now=sitting.opens,
    )  # fmt: skip
    return round_, open_draft(round_, rows, sitting.closes, sitting.opens, spare=UNUSED_OF)


def open_draft(
    round_: Round, rows: Sequence[AnswerRow], closes_at: datetime, now: datetime, *, spare: Sequence[int] = ()
) -> dict[int, str]:
    """Open a planned pupil round and print its slips, some to `spare`; the code of each row (by its index)."""
    open_round(round_=round_, closes_at=closes_at, actor=ACTOR, now=now)
    codes: dict[int, str] = {}
    for label, orders in _packs(rows, spare):
        wanted = [order for order, _ in orders]
        sets = issue_sets(round_=round_, pack_label=label, orders=wanted, actor=ACTOR, now=now)
        for (_, indexes), made in zip(orders, sets, strict=True):
            codes |= dict(zip(indexes, made, strict=False))
    return codes


def open_for_link(place: Place, audience: str, sitting: Sitting) -> Round:
    """An open round that everyone enters by one link."""
    round_ = plan_round(
        school=place.school, cohort=place.cohort, wave=place.wave, instrument=INSTRUMENTS[audience],
        entrance=Entrance.OPEN_LINK, actor=ACTOR, now=sitting.opens,
    )  # fmt: skip
    open_round(round_=round_, closes_at=sitting.closes, actor=ACTOR, now=sitting.opens)
    return round_


def send(round_: Round, row: AnswerRow, now: datetime, code: str | None = None) -> None:
    """Answer as `row` did, with a slip's code or (None) by the link."""
    submission = Submission.of(
        answers=_with_facts(load(round_.instrument), row, known_facts(round_.slip_facts)),
        comments=row.comments,
        wishes=Wishes(sharing=Sharing.SCHOOL, may_print=len(row.comments) == 1),
        submission_id=secrets.token_hex(16),
        manner=Manner(edition=row.edition, help=row.help, way=row.way),
    )
    secret = submission.submission_id if code is None else code
    key = key_of(round_=round_, secret=secret)
    record_response(round_=round_, key=key, submission=submission, now=now)


def hold(place: Place, rows: Sequence[AnswerRow], sitting: Sitting, tally: Tally) -> None:
    """A whole sitting, opened, answered, closed and sealed, each audience that has answers. In the school's scope."""
    rounds = []
    for audience in INSTRUMENTS:
        asked = [row for row in rows if row.audience == audience]
        if not asked:
            continue
        codes: dict[int, str] = {}
        if audience == "pupil":
            round_, codes = open_for_slips(place, asked, sitting)
        else:
            round_ = open_for_link(place, audience, sitting)
        for index, row in enumerate(asked):
            send(round_, row, sitting.answered, codes.get(index))
            tally.step(f"{place.school.name}: {place.wave}, answers")
        rounds.append(round_)
    for round_ in rounds:
        close_round(round_=round_, actor=ACTOR, now=sitting.closes)
    for round_ in rounds:
        _read_comments(round_)
        seal_round(round_=round_, actor=ACTOR, now=sitting.sealed)


def _read_comments(round_: Round) -> None:
    """Every comment of a sitting that is over was read in time; those that might tell who wrote them were kept."""
    for comment in unread_comments(round_):
        state = CommentState.KEPT if len(comment.text) > LONG_COMMENT else CommentState.RELEASED
        give_verdict(round_=round_, handle=comment.handle, verdict=Verdict(state, comment.text))


def _packs(
    rows: Sequence[AnswerRow], spare_of: Sequence[int]
) -> Iterator[tuple[str, list[tuple[SlipOrder, list[int]]]]]:
    """One pack for each year group: its label, and each order with the indexes of the rows it is for."""
    indexed = sorted(enumerate(rows), key=lambda pair: (_year(pair[1]), pair[1].sen or ""))
    for place, (year, pupils) in enumerate(groupby(indexed, key=lambda pair: _year(pair[1]))):
        orders = []
        for sen, group in groupby(pupils, key=lambda pair: pair[1].sen or ""):
            indexes = [index for index, _ in group]
            spare = round(len(indexes) / spare_of[place % len(spare_of)]) if spare_of else 0
            orders.append((SlipOrder(count=len(indexes) + spare, year_group=year, sen=sen), indexes))
        yield ("All classes" if year in ("", "X") else f"Year {year}"), orders


def _year(row: AnswerRow) -> str:
    return row.year_group or ""


def _with_facts(instrument: Instrument, row: AnswerRow, known: frozenset[str]) -> dict[str, int]:
    """The row's answers with those to the about-me questions that this round's form asks."""
    answers = dict(row.answers)
    for question in instrument.questions_for(known):
        value = row.fact(question.fact)
        chosen = [option.code for option in question.options if option.value == value]
        if chosen:
            answers[question.key] = chosen[0]
    return answers
