"""Case studies of all schools, as the team's list has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from belonging.web.cases.models import CaseStudy, State
from belonging.web.cases.presenters.study import colour_of, day_of, out_words, state_words
from belonging.web.cases.queries.published import title_for_the_team


@dataclass(frozen=True, slots=True)
class TeamRow:
    pk: int
    title: str
    school: str
    state: str
    colour: str
    words: str


def team_rows(studies: Iterable[CaseStudy]) -> list[TeamRow]:
    return [
        TeamRow(each.pk, title_for_the_team(each), each.school.name, _state(each), colour_of(each), _words(each))
        for each in studies
    ]


def _state(study: CaseStudy) -> str:
    waits = study.state == State.SIGNED and getattr(study, "publication", None) is None
    return "To publish" if waits else state_words(study)


def _words(study: CaseStudy) -> str:
    return out_words(study) or f"Last changed on {day_of(study.changed_at)}."
