"""The plan as columns by status. A card moves by a button, so that a keyboard and a phone move it too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from belonging.web.actions.models import Status
from belonging.web.actions.presenters.plan import Line, Place, tabs
from belonging.web.ui.components import Link

COLUMNS = (Status.PROPOSED, Status.PLANNED, Status.UNDER_WAY, Status.DONE)
"""Stopped ones stand below, folded."""


@dataclass(frozen=True, slots=True)
class Move:
    status: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """`moves` are one press each; stopping asks for its reason on a page of its own."""

    line: Line
    moves: tuple[Move, ...]
    action: str
    stop: str


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    title: str
    count: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class BoardPage:
    tabs: tuple[Link, ...]
    columns: tuple[Column, ...]
    stopped: tuple[Line, ...]


def board_page(*, place: Place, lines: Sequence[Line], may_work: bool) -> BoardPage:
    return BoardPage(
        tabs=tabs(place, "board"),
        columns=tuple(_column(place, status, lines, may_work) for status in COLUMNS),
        stopped=tuple(line for line in lines if line.value == Status.STOPPED),
    )


def _column(place: Place, status: Status, lines: Sequence[Line], may_work: bool) -> Column:
    here = [line for line in lines if line.value == status]
    return Column(status.value, str(status.label), len(here), tuple(_card(place, line, may_work) for line in here))


def _card(place: Place, line: Line, may_work: bool) -> Card:
    others = [status for status in COLUMNS if status.value != line.value]
    return Card(
        line=line,
        moves=tuple(Move(status.value, str(status.label)) for status in others) if may_work else (),
        action=place.href("move", line.number) if may_work else "",
        stop=f"{place.href('update', line.number)}?status={Status.STOPPED.value}" if may_work else "",
    )
