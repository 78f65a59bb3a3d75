"""Break-glass in words: for the two of the programme, and for whoever holds the slips' lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from belonging.web.safeguarding.models import ABOUT_WORDS, BreakGlass, Ending, Ground
from belonging.web.safeguarding.presenters.calls import day_and_time
from belonging.web.safeguarding.rules.breaking import MOST_TRIES, Stage, over_at, stage
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.surveys.presenters.rounds import round_title
from belonging.web.ui.components import SummaryRow, Task

GONE = "Somebody whose account is gone"
STATUS = {Stage.PROPOSED: "Waits for a second person", Stage.CONFIRMED: "The school may look", Stage.ENDED: "Ended"}
COLOURS = {Stage.PROPOSED: "yellow", Stage.CONFIRMED: "red", Stage.ENDED: "grey"}


@dataclass(frozen=True, slots=True)
class GlassPage:
    """One break-glass for the programme. `may_confirm`: the reader is another than who proposed it."""

    title: str
    status: str
    colour: str
    says: str
    rows: tuple[SummaryRow, ...]
    seen: str
    may_confirm: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class CodesPage:
    """For the school: who asks, how many tries are left; `over`: how it ended, empty while codes can be tried."""

    questionnaire: str
    asked_by: str
    left: str
    over: str


def glass_tasks(found: Sequence[BreakGlass]) -> list[Task]:
    tasks = []
    for each in found:
        now = _stage(each)
        words = STATUS[now] if now is not Stage.ENDED else Ending(each.ending).label
        address = reverse("safeguarding:glass_one", args=[each.handle])
        tasks.append(Task(f"{each.school.name}, {day_and_time(each.proposed_at)}", words, address, colour=COLOURS[now]))
    return tasks


def glass_page(glass: BreakGlass, names: Mapping[str, str], reader: str) -> GlassPage:
    now = _stage(glass)
    return GlassPage(
        title=f"Break-glass at {glass.school.name}",
        status=STATUS[now],
        colour=COLOURS[now],
        says=_says(glass, now, glass.proposed_by == reader),
        rows=tuple(_rows(glass, names)),
        seen=glass.seen,
        may_confirm=now is Stage.PROPOSED and glass.proposed_by != reader,
        may_end=now is not Stage.ENDED,
    )


def codes_page(glass: BreakGlass, names: Mapping[str, str]) -> CodesPage:
    left = MOST_TRIES - glass.spent - glass.tries
    return CodesPage(
        questionnaire=round_title(glass.round),
        asked_by=f"{_name(glass.proposed_by, names)} and {_name(glass.confirmed_by, names)}",
        left=f"{left} {'try' if left == 1 else 'tries'} left, until {_until(glass)}.",
        over="" if _stage(glass) is Stage.CONFIRMED else f"{Ending(glass.ending).label}.",
    )


def _says(glass: BreakGlass, now: Stage, is_own: bool) -> str:
    if now is Stage.ENDED:
        return f"{Ending(glass.ending).label}."
    if now is Stage.CONFIRMED:
        return f"The school’s lead has our mail. Please telephone them now. It is open until {_until(glass)}."
    if is_own:
        return f"Please telephone another programme manager: without one this lapses {_until(glass)}."
    return "Read the reason, ring the reader if you are in doubt, then decide. Ring 999 first if it is this minute."


def _rows(glass: BreakGlass, names: Mapping[str, str]) -> list[SummaryRow]:
    rows = [
        SummaryRow("Questionnaire", round_title(glass.round)),
        SummaryRow("Why", Ground(glass.ground).label),
        SummaryRow("Proposed by", f"{_name(glass.proposed_by, names)}, {day_and_time(glass.proposed_at)}"),
    ]
    if glass.about:
        rows.append(SummaryRow("It is about", f"{ABOUT_WORDS[About(glass.about)]}, who is not told"))
    if glass.confirmed_at is not None:
        rows.append(
            SummaryRow("Confirmed by", f"{_name(glass.confirmed_by, names)}, {day_and_time(glass.confirmed_at)}")
        )
        rows.append(SummaryRow("Codes tried", f"{glass.spent + glass.tries} of {MOST_TRIES} at most"))
    return rows


def _stage(glass: BreakGlass) -> Stage:
    return stage(confirmed_at=glass.confirmed_at, ended_at=glass.ended_at)


def _until(glass: BreakGlass) -> str:
    return day_and_time(over_at(proposed_at=glass.proposed_at, confirmed_at=glass.confirmed_at))


def _name(account: str, names: Mapping[str, str]) -> str:
    return names.get(account, GONE)
