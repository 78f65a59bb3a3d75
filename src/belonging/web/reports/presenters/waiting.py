"""The page before there is a report: what has to happen first, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from belonging.figures import wave_name
from belonging.web.reports.presenters.wording import british_date
from belonging.web.surveys.models import Round, State


@dataclass(frozen=True, slots=True)
class Waiting:
    title: str
    sentence: str


PROGRAMME_WAITING = Waiting(
    "There is no report yet",
    "It is made by itself within minutes after the last school taking part has sealed its answers, "
    "and stands here then, if at least ten schools took part. Until then each school reads its own.",
)


def waiting_for(rounds: Sequence[Round]) -> Waiting:
    """`rounds`: the pupils' rounds, the newest first."""
    begun = [round_ for round_ in rounds if round_.state != State.DRAFT]
    if not begun:
        return Waiting("There is no report yet", "It will stand here after the first pupil questionnaire has closed.")
    newest = begun[0]
    wave = wave_name(newest.wave).lower()
    if newest.state == State.OPEN and newest.closes_at is not None:
        return Waiting(
            "Pupils are still answering",
            f"The {wave} questionnaire closes on {british_date(newest.closes_at)}. Late answers are waited for up "
            "to three days; then the answers are shuffled and sealed, and the report stands here within minutes.",
        )
    if newest.state == State.CLOSED:
        return Waiting(
            "The questionnaire has closed",
            f"Late answers to the {wave} questionnaire are waited for up to three days. Then the answers are "
            "shuffled and sealed, and the report stands here within minutes. If nobody is still answering, "
            "the school's lead can seal it at once.",
        )
    return Waiting(
        "The report is being made",
        f"The answers to the {wave} questionnaire are sealed. The report is there within minutes: "
        "open this page again soon.",
    )
