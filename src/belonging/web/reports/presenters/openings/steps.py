"""The lead's page: to whom the report is open, in which order, and what comes next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.safestring import SafeString

from belonging.web.programme.models import Cohort
from belonging.web.replies.rules.pointing import pointing
from belonging.web.reports.models import Opening, Reader
from belonging.web.reports.presenters.openings.addresses import address_of, where
from belonging.web.reports.presenters.wording import british_date
from belonging.web.reports.rules.readers import ORDER, is_ahead_of_staff
from belonging.web.schools.models import School
from belonging.web.surveys.presenters.qr import qr_scalable
from belonging.web.ui.components import Task

LEAD = (
    "You have read the report first. Now open it to others, one after the other. Each of them reads a page of their "
    "own, made from the same released figures. Nothing is open until you say so, and you can skip a step."
)
READS: Final = {
    "staff": "What pupils, families and staff said, side by side, with your notes for staff.",
    "governors": "One page to print: who answered, what is strong, what moved, who is left out, and what to ask.",
    "pupils": "Pictures and very short sentences, one thing at a time, and a button that reads it aloud.",
    "families": "Five things at most, in plain sentences, and who to ask.",
}
WHO: Final = {"staff": "staff", "governors": "governors", "pupils": "pupils", "families": "families"}
HANDED_ON = {
    "staff": "Staff with an account find it on their own page too. To others, give the address.",
    "governors": "Send the address to your governors, or print the page for their meeting.",
    "pupils": "Put the poster up, or open the page on the board. Read it with those who want company.",
    "families": "Put the address into your newsletter, and the poster beside the door.",
}


@dataclass(frozen=True, slots=True)
class StepsPage:
    lead: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step. `is_open` decides what can be done; `points_at`: pieces of the words that may point at one person.

    `second_yes` is asked where pupils or families would read before staff.
    """

    reader: str
    who: str
    title: str
    reads: str
    state: str
    is_open: bool
    address: str
    qr: SafeString
    hand_on: str
    has_newer: bool
    points_at: str
    second_yes: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the opening of a school's report is. `newest`: what each reader would be shown today."""

    school: School
    cohort: Cohort
    current: Mapping[str, Opening]
    ever: Collection[str]
    newest: Mapping[str, list[int]]


def steps_page(standing: Standing) -> StepsPage:
    return StepsPage(LEAD, tuple(_task(standing, number, reader) for number, reader in enumerate(ORDER, start=1)))


def step_page(standing: Standing, reader: str) -> StepPage:
    opening, who = standing.current.get(reader), WHO[reader]
    ahead = opening is None and is_ahead_of_staff(reader, standing.ever)
    return StepPage(
        reader=reader,
        who=who,
        title=f"{'Open to' if opening else 'Open it to'} {who}",
        reads=READS[reader],
        state=_state(standing, reader),
        is_open=opening is not None,
        address=address_of(opening) if opening else "",
        qr=qr_scalable(address_of(opening)) if opening else SafeString(""),
        hand_on=HANDED_ON[reader],
        has_newer=opening is not None and _is_older(standing, reader),
        points_at=", ".join(pointing([opening.words])) if opening else "",
        second_yes=f"Staff have not seen it yet. I want {who} to read it before them." if ahead else "",
    )


def _task(standing: Standing, number: int, reader: str) -> Task:
    opening = standing.current.get(reader)
    newer = opening is not None and _is_older(standing, reader)
    can = bool(standing.newest[reader])
    status = "Newer figures" if newer else "Open" if opening else "Not open" if can else "Nothing to read yet"
    hint = f"{READS[reader]} {_state(standing, reader)}".strip()
    return Task(
        title=f"{number}. {Reader(reader).label}",
        status=status,
        href=reverse("reports:open_step", kwargs=where(standing.school, standing.cohort, reader)) if can else "",
        hint=hint,
        colour="yellow" if newer else "teal" if opening else "grey",
        waiting=not can,
    )


def _state(standing: Standing, reader: str) -> str:
    opening = standing.current.get(reader)
    if opening is not None:
        newer = " There are newer figures, which they don't see yet." if _is_older(standing, reader) else ""
        return f"Open since {british_date(opening.opened_at)}.{newer}"
    return "It was open, and is closed." if reader in standing.ever else ""


def _is_older(standing: Standing, reader: str) -> bool:
    return bool(standing.current[reader].releases != standing.newest[reader])
