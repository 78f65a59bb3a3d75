"""The plans of all schools together, as tables and as a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from belonging.instruments.audit import Area
from belonging.web.actions.models import Status, WhoFor
from belonging.web.actions.queries.across import NO_AREA, OVERDUE, QUIET
from belonging.web.actions.queries.counted import MOST_AT_ONCE
from belonging.web.actions.queries.practice_use import PracticeUse
from belonging.web.actions.rules.across import (
    NOT_TOLD,
    STEP,
    Planned,
    Told,
    coarse,
    counted,
    rounded,
    schools_words,
    told,
)
from belonging.web.actions.rules.outcomes import NEVER_A_CAUSE, WORDS, Came
from belonging.web.actions.rules.stalling import QUIET_SCHOOL_DAYS
from belonging.web.audit.rules.across import LEAST
from belonging.web.ui.components import Table
from belonging.web.ui.tables import csv_text

HEAD = ("part", "row", "schools", "actions")
LATE = {OVERDUE: "Overdue", QUIET: f"No news for {QUIET_SCHOOL_DAYS} school days"}
MEASURED = {"yes": "With a measure", "no": "Without one"}
CAME = {
    str(Came.MOVED): WORDS[Came.MOVED],
    str(Came.NO_CLEAR_CHANGE): WORDS[Came.NO_CLEAR_CHANGE],
    str(Came.MOVED_BACK): WORDS[Came.MOVED_BACK],
    str(Came.TOO_FEW): "Too few to tell, or not shown",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the page and of the file; `part` names the table that it stands in."""

    part: str
    title: str
    told: Told

    @property
    def is_told(self) -> bool:
        return self.told.actions != NOT_TOLD


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one kind: those that are told as a table (None where none is), the others in a sentence.

    Where most figures are the same, `alike` says them in a sentence, and the table is folded below it.
    """

    caption: str
    table: Table | None
    untold: str
    alike: str = ""

    @property
    def summary(self) -> str:
        return f"{self.caption}: how many schools, as a table"


@dataclass(frozen=True, slots=True)
class AcrossPage:
    """Without tables before enough schools have a plan; `lead` then says what is awaited."""

    lead: str
    sentences: tuple[str, ...]
    stall: tuple[Block, ...]
    measures: tuple[Block, ...]
    came_words: str
    practices: Block | None
    how: tuple[str, ...]


def across_page(actions: Sequence[Planned], areas: Sequence[Area], practices: Sequence[PracticeUse]) -> AcrossPage:
    schools = len({action.school for action in actions})
    if schools < LEAST:
        lead = f"Nothing can be shown yet. It takes {LEAST} schools with an action in their plan."
        return AcrossPage(lead, (), (), (), "", None, ())
    rows = list(rows_of(actions, areas))
    every, late = _of(rows, "all")[0], _of(rows, "stalled")[0]
    came = _of(rows, "came")
    return AcrossPage(
        lead=f"From the plans of {schools} schools: {every.told.actions} actions.",
        sentences=(_late_sentence(late.told),),
        stall=(
            _table("How far they are", "Status", _of(rows, "status")),
            _table("What stalls", "Why", _of(rows, "late")),
            _beside("By area of the audit", "Area", _of(rows, "open-by-area"), _of(rows, "stalled-by-area")),
            _beside("By who it is for", "Who for", _of(rows, "open-by-who"), _of(rows, "stalled-by-who")),
        ),
        measures=(
            _table("Whether success can be told", "Action", _of(rows, "measured")),
            _table("What came of them", "Measure", came),
        ),
        came_words=f"{NEVER_A_CAUSE} Each is the reading of the school’s own report.",
        practices=_practices(practices, schools),
        how=_how(),
    )


def across_csv(actions: Sequence[Planned], areas: Sequence[Area], practices: Sequence[PracticeUse]) -> str:
    """The page's figures and no finer ones; the head alone while nothing can be shown."""
    schools = len({action.school for action in actions})
    if schools < LEAST:
        return csv_text(HEAD, [])
    rows = [*rows_of(actions, areas), *_used(practices, schools)]
    return csv_text(HEAD, [(row.part, row.title, row.told.schools, row.told.actions) for row in rows])


def rows_of(actions: Sequence[Planned], areas: Sequence[Area]) -> Iterator[Row]:
    """Every figure, masked; `actions` are of three schools or more."""
    of = len({action.school for action in actions})
    live = [action for action in actions if action.is_open]
    late = [action for action in actions if action.late]
    titles = {area.key: str(area.title) for area in areas} | {NO_AREA: "No statement of the audit"}
    who = {str(value): str(label) for value, label in WhoFor.choices}
    yield Row("all", "Actions", told(counted(actions), of))
    yield Row("stalled", "Overdue or without news", told(counted(late), of))
    yield from _parted("status", dict(Status.choices), actions, lambda each: each.status, of)
    yield from _parted("late", LATE, late, lambda each: each.late, of)
    yield from _parted("open-by-area", titles, live, lambda each: each.area, of)
    yield from _parted("stalled-by-area", titles, late, lambda each: each.area, of)
    yield from _parted("open-by-who", who, live, lambda each: each.who_for, of)
    yield from _parted("stalled-by-who", who, late, lambda each: each.who_for, of)
    yield from _parted("measured", MEASURED, actions, lambda each: "yes" if each.measured else "no", of)
    yield from _parted("came", CAME, actions, lambda each: each.came, of)


def _parted(
    part: str, titles: Mapping[str, object], actions: Sequence[Planned], key: Callable[[Planned], str], of: int
) -> Iterator[Row]:
    found: defaultdict[str, list[Planned]] = defaultdict(list)
    for action in actions:
        found[key(action)].append(action)
    for value, title in titles.items():
        yield Row(part, str(title), told(counted(found[value]), of))


def _of(rows: Iterable[Row], part: str) -> list[Row]:
    return [row for row in rows if row.part == part]


def _table(caption: str, head: str, rows: Sequence[Row]) -> Block:
    cells = [(row.title, row.told.schools, row.told.actions) for row in rows if row.is_told]
    table = Table(caption, (head, "Schools", "Actions"), cells, caption_size="s") if cells else None
    untold = _untold(row.title for row in rows if not row.is_told)
    return Block(caption, table, untold, _alike((row.title, row.told.actions) for row in rows if row.is_told))


def _beside(caption: str, head: str, open_: Sequence[Row], late: Sequence[Row]) -> Block:
    """What is planned or under way, and what of it is overdue or without news."""
    pairs = list(zip(open_, late, strict=True))
    cells = [
        (row.title, row.told.actions, stalled.told.actions, stalled.told.schools)
        for row, stalled in pairs
        if row.is_told
    ]
    heads = (head, "Planned or under way", "Of them stalled", "Schools with stalled ones")
    table = Table(caption, heads, cells, caption_size="s") if cells else None
    alike = _alike((title, f"{live} planned or under way, {late}") for title, live, late in _late_words(pairs))
    return Block(caption, table, _untold(row.title for row, _ in pairs if not row.is_told), alike)


def _late_words(pairs: Iterable[tuple[Row, Row]]) -> Iterator[tuple[str, str, str]]:
    for row, stalled in pairs:
        if row.is_told:
            late = f"{stalled.told.actions} of them stalled" if stalled.is_told else "those that stalled not told"
            yield row.title, row.told.actions, late


def _alike(figures: Iterable[tuple[str, str]]) -> str:
    """ "Planned, under way: about 5 each. Done: about 10."; empty where the figures are of more than two kinds."""
    by_words: defaultdict[str, list[str]] = defaultdict(list)
    for title, words in figures:
        by_words[words].append(title)
    if not by_words or len(by_words) > 2:
        return ""
    told = [f"{'; '.join(titles)}: {words}{' each' if len(titles) > 1 else ''}." for words, titles in by_words.items()]
    return " ".join(told)


def _untold(titles: Iterable[str]) -> str:
    named = "; ".join(titles)
    return f"Not told, of fewer than {LEAST} schools each: {named}." if named else ""


def _used(used: Iterable[PracticeUse], of: int) -> list[Row]:
    """Those most used first, as far as that may be told. Figures of plans may be hours old, those of practices not."""
    known = [(min(each.schools, of), each) for each in used]
    known.sort(key=lambda one: one[1].name)
    known.sort(key=lambda one: coarse(one[0], one[1].actions, of), reverse=True)
    return [
        Row("practice", each.name, Told(schools_words(having, of), rounded(each.actions))) for having, each in known
    ]


def _practices(used: Iterable[PracticeUse], of: int) -> Block | None:
    rows = _used(used, of)
    return _table("Practices in use", "Practice", rows) if rows else None


def _late_sentence(late: Told) -> str:
    if late.actions == NOT_TOLD:
        return f"Fewer than {LEAST} schools have an action that is overdue or without news."
    return f"{late.actions.capitalize()} are overdue or without news for {QUIET_SCHOOL_DAYS} school days."


def _how() -> tuple[str, ...]:
    return (
        f"A number is told where at least {LEAST} schools stand behind it.",
        f"Actions are counted in steps of {STEP}.",
        "Whether all schools or all but one have something is left open; below 6 schools they are told in halves.",
        "An action is stalled when its day has passed, or when nobody has written about it "
        f"for {QUIET_SCHOOL_DAYS} school days.",
        f"Where more than {MOST_AT_ONCE} schools have a plan, the figures are hours old. Those of practices are not.",
    )
