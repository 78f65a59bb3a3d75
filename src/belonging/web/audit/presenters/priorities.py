"""What to take up first, in words: each reason is a heading, so that the rule is the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from belonging.figures import wave_name
from belonging.web.audit.models import Audit
from belonging.web.audit.presenters.beside import british_day
from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.audit.rules.priorities import SHOWN, Priority, PriorityKind, Work
from belonging.web.audit.rules.voices import MAYBE, Beside, gap_sentence, low_items, maybe_low_items, share_sentence
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.ui.components import Link

_TITLES = {
    PriorityKind.RATED_HIGHER: "You rated it higher than people do",
    PriorityKind.BOTH_SAY_SO: "You and they say it is not there yet",
    PriorityKind.SEND_GAP: "A gap with SEND",
    PriorityKind.NOT_YET: "Not yet met",
    PriorityKind.PARTIALLY: "Partially met",
    PriorityKind.HOLDS: "Fully met, and nothing against it",
    PriorityKind.NOT_RATED: "Not rated yet",
}
_UNSURE = "You may have rated it too high"
_IN_ITS_TURN = "It comes next in the audit."
_FOLDED = frozenset({PriorityKind.HOLDS, PriorityKind.NOT_RATED})
_ENOUGH = 5
"""So many are enough to begin with: what comes after them is folded under its heading."""
_AUDIENCES = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """Without `act` the reader may look and no more."""

    number: str
    wording: str
    words: str
    look: str
    act: str


@dataclass(frozen=True, slots=True)
class SameReason:
    """Statements for which the same sentence speaks, which is then said once."""

    words: str
    rows: tuple[PriorityRow, ...]


@dataclass(frozen=True, slots=True)
class KindSection:
    """`folded` comes after what stands open; `count` says how many statements it holds."""

    anchor: str
    title: str
    shown: tuple[SameReason, ...]
    folded: tuple[SameReason, ...]
    count: str


@dataclass(frozen=True, slots=True)
class LowItem:
    """One item of a questionnaire that is low, or has a gap. Without `act` the reader may look and no more."""

    who: str
    wording: str
    words: str
    act: str


@dataclass(frozen=True, slots=True)
class PrioritiesPage:
    """`quiet` says that nothing clear stands against the ratings; empty where something does. `others`: the same list
    from another audit. `low` stands open, `more_low` folded."""

    lead: str
    voices: str
    sections: tuple[KindSection, ...]
    low: tuple[LowItem, ...]
    more_low: tuple[LowItem, ...]
    more_words: str
    rule: tuple[str, ...]
    overview: str
    begun: bool
    quiet: str = ""
    others: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What the page is made from: none of it finer than what is stored or released. `others`: the cohort's audits
    beside this one."""

    audit: Audit | None
    voices: SchoolVoices | None
    priorities: Sequence[Priority] = ()
    work: Sequence[Work] = ()
    others: Sequence[Audit] = ()


def priorities_page(*, school: School, cohort: Cohort, found: Found, may_act: bool) -> PrioritiesPage:
    here = [school.slug, cohort.slug]
    act = reverse("actions:add", args=here) if may_act else ""
    sections, room = _sections(found, here, act)
    low = tuple(_low_item(said, act) for said in (*low_items(found.voices), *maybe_low_items(found.voices)))
    return PrioritiesPage(
        lead=_lead(found.audit),
        voices=_heard_when(found.voices),
        sections=tuple(sections),
        low=low[:room],
        more_low=low[room:],
        more_words=_more(len(low[room:]), room=room if low[:room] else 0, what="question"),
        rule=SHOWN,
        overview=reverse("audit:overview", args=here),
        begun=found.audit is not None,
        quiet=_quiet(found),
        others=tuple(Link(f"The list from your {_stage(each)} audit", f"?audit={each.stage}") for each in found.others),
    )


def _lead(audit: Audit | None) -> str:
    if audit is None:
        return "Your priorities come from your audit, set beside what pupils, families and staff say."
    if audit.signed_off_at:
        return f"From your {_stage(audit)} audit, signed off on {british_day(audit.signed_off_at)}."
    return f"From your {_stage(audit)} audit as it stands now. It is not signed off yet."


def _stage(audit: Audit) -> str:
    return audit.get_stage_display().lower()


def _heard_when(voices: SchoolVoices | None) -> str:
    """Which waves stand beside the ratings, and since when."""
    told = [] if voices is None else [(who, voices.waves(who), voices.released_at(who)) for who in voices.audiences]
    said = [
        f"{_AUDIENCES[who]}: {wave_name(waves[-1]).lower()}, report of {british_day(made)}."
        for who, waves, made in told
        if waves and made
    ]
    if not said:
        return (
            "No questionnaire is sealed and reported yet, so your ratings stand alone. Come back when a report is made."
        )
    return " ".join(said)


def _quiet(found: Found) -> str:
    """Where the list does not lead with what people said, that it does not."""
    loud = any(priority.kind <= PriorityKind.SEND_GAP or priority.unsure for priority in found.priorities)
    if loud or found.voices is None or not found.priorities:
        return ""
    return "Nothing that people said is low beside what you have rated so far."


def _sections(found: Found, here: list[str], act: str) -> tuple[list[KindSection], int]:
    """And how much room is left for what stands open after them."""
    sections, room = [], _ENOUGH
    for (kind, unsure), same in groupby(found.priorities, key=lambda priority: (priority.kind, priority.unsure)):
        rows = [_row(priority, found.audit, here, act) for priority in same]
        if kind is PriorityKind.NOT_RATED:
            rows = _to_rate(found, here, act)
        shown = [] if kind in _FOLDED and not unsure else rows[:room]
        folded = rows[len(shown) :]
        room -= len(shown)
        sections.append(
            KindSection(
                anchor="unsure" if unsure else kind.name.lower().replace("_", "-"),
                title=_UNSURE if unsure else _TITLES[kind],
                shown=_said_once(shown),
                folded=_said_once(folded),
                count=_more(len(folded), room=len(shown), what="statement"),
            )
        )
    return sections, room


def _said_once(rows: Sequence[PriorityRow]) -> tuple[SameReason, ...]:
    """Rows with equal words together, where the first of them stands."""
    by_words: dict[str, list[PriorityRow]] = {}
    for row in rows:
        by_words.setdefault(row.words, []).append(row)
    return tuple(SameReason(words, tuple(same)) for words, same in by_words.items())


def _more(number: int, *, room: int, what: str) -> str:
    """3 more statements; 3 statements where none stands open before them."""
    return f"{number} {'more ' if room else ''}{what}{'' if number == 1 else 's'}" if number else ""


def _row(priority: Priority, audit: Audit | None, here: list[str], act: str) -> PriorityRow:
    statement = priority.statement
    return PriorityRow(
        number=statement.number,
        wording=str(statement.wording),
        words=priority.words,
        look=_look(audit, here, statement.key),
        act=f"{act}?{urlencode({'statement': statement.key})}" if act else "",
    )


def _to_rate(found: Found, here: list[str], act: str) -> list[PriorityRow]:
    """In the order proposed for the work, each with why it comes there."""
    return [
        PriorityRow(
            one.statement.number,
            str(one.statement.wording),
            one.why or _IN_ITS_TURN,
            _look(found.audit, here, one.statement.key),
            f"{act}?{urlencode({'statement': one.statement.key})}" if act else "",
        )
        for one in found.work
    ]


def _look(audit: Audit | None, here: list[str], statement: str) -> str:
    return "" if audit is None else reverse("audit:statement", args=[*here, audit.stage, statement])


def _low_item(said: Beside, act: str) -> LowItem:
    first = (*said.low, *(gap.heard for gap in said.clear_gaps), *said.maybe_low)[0]
    words = [share_sentence(heard) for heard in said.low] or [gap_sentence(gap) for gap in said.clear_gaps]
    words = words or [*(share_sentence(heard) for heard in said.maybe_low), MAYBE]
    return LowItem(_AUDIENCES[first.audience], first.wording, " ".join(words), f"{act}?{_asked(first)}" if act else "")


def _asked(heard: Heard) -> str:
    return urlencode({"item": heard.item, "audience": heard.audience, "by": heard.by, "group": heard.group})
