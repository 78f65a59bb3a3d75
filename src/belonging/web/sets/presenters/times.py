"""The proposed times of a meeting, with what everybody said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belonging.web.sets.models import Member, ProposedTime, Suits
from belonging.web.sets.presenters.words import moment
from belonging.web.sets.rules.times import Option, best_of
from belonging.web.ui.components import Table

SAID = {Suits.YES.value: "Can", Suits.IF_NEED_BE.value: "If need be", Suits.NO.value: "Cannot", "": "Not said yet"}


@dataclass(frozen=True, slots=True)
class TimeLine:
    pk: int
    when: str
    counted: str
    warning: str
    is_best: bool


def warning_of(closed: Sequence[str]) -> str:
    return f"Not a school day at {_and(closed)}." if closed else ""


def time_lines(options: Sequence[Option]) -> list[TimeLine]:
    best = best_of(options)
    return [
        TimeLine(
            each.time_id,
            moment(each.starts_at),
            _counted(each),
            warning_of(each.closed),
            is_best=best is not None and best.time_id == each.time_id,
        )
        for each in options
    ]


def answers_table(
    times: Sequence[ProposedTime], members: Sequence[Member], answers: Mapping[int, Mapping[int, str]]
) -> Table:
    """Who said what: a row a member."""
    rows = [
        [member.user.name, *(SAID[answers.get(time.pk, {}).get(member.pk, "")] for time in times)] for member in members
    ]
    return Table("Who can when", ["Member", *(moment(time.starts_at) for time in times)], rows, caption_size="m")


def _counted(option: Option) -> str:
    parts = [(option.yes, "can"), (option.if_need_be, "if need be"), (option.no, "cannot")]
    said = [f"{count} {words}" for count, words in parts if count]
    if option.silent:
        said.append(f"{option.silent} {'has' if option.silent == 1 else 'have'} not said")
    return ", ".join(said)


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
