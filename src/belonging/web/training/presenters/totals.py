"""Training in numbers, as the programme's report prints them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from belonging.web.programme.models import Enrolment
from belonging.web.training.models import Session
from belonging.web.training.presenters.sessions import how_words
from belonging.web.training.queries.totals import Totals
from belonging.web.training.services.wording import day_words
from belonging.web.ui.components import Table, element, joined


@dataclass(frozen=True, slots=True)
class TotalsPage:
    """`stats`: pairs of a number and what it says."""

    stats: tuple[tuple[str, str], ...]
    note: str


def totals_page(totals: Totals) -> TotalsPage:
    held = "session was held" if totals.sessions == 1 else "sessions were held"
    people = "member of staff was trained" if totals.people == 1 else "members of staff were trained"
    led = "was a senior leader" if totals.leaders == 1 else "were senior leaders"
    stats = (
        (f"{totals.sessions:,}", f"{held}: {totals.in_person:,} in person, {totals.online:,} online"),
        (f"{totals.people:,}", people),
        (f"{totals.leaders:,}", f"of them {led}"),
    )
    note = (
        "Everybody is counted once, however often they came; people who came without signing up are counted too. "
        f"Senior leaders came {totals.leaders_times:,} times in all. In the tables, “Leaders” are senior leaders, and "
        "“Times” is how often people of the school came."
    )
    return TotalsPage(stats, note)


def held_table(sessions: Iterable[Session]) -> Table:
    """Each session counted (`queries.totals.held_with_counts`). No place stands there: it may be a school's name."""
    rows = [
        (
            joined((session.title, element("div", {"class": "bm-secondary"}, how_words(session)))),
            day_words(session),
            getattr(session, "been", 0),
            getattr(session, "leaders", 0),
        )
        for session in sessions
    ]
    head = ("Session", "Day", "People", "Leaders")
    return Table("Sessions held", head, rows, numeric=frozenset({2, 3}))


def school_table(enrolments: Iterable[Enrolment], counts: Mapping[int, tuple[int, int, int]], *, named: bool) -> Table:
    rows = []
    for each in enrolments:
        people, leaders, times = counts.get(each.school_id, (0, 0, 0))
        name = f"{each.mask}, {each.school.name}" if named else each.mask
        rows.append((name, people, leaders, times))
    head = ("School", "People", "Leaders", "Times")
    return Table("By school", head, rows, numeric=frozenset({1, 2, 3}))
